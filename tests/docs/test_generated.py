"""What is generated is what the code says, and what the code says agrees with the runs of the scenarios."""

import subprocess
import sys
from pathlib import Path

import pytest

from workers.docs import files

ROOT = Path(__file__).parents[2]


@pytest.mark.engines
def test_the_generated_files_are_current_and_every_step_of_a_scenario_is_drawn() -> None:
    # A process of its own: tests register procedures that the product does not have.
    done = subprocess.run(
        [sys.executable, "-m", "workers.cli", "docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_that_differs_is_stale_and_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "generated", lambda: {"matriz.md": "new\n", "procedures/a.md": "a\n"})
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures" / "gone.md").write_text("of a procedure that is no more")
    (tmp_path / "matriz.md").write_text("old\n")

    assert files.stale(tmp_path) == ["matriz.md", "procedures/a.md", "procedures/gone.md"]
    assert files.write(tmp_path) == ["matriz.md", "procedures/a.md", "procedures/gone.md"]
    assert files.stale(tmp_path) == []
    assert not (tmp_path / "procedures" / "gone.md").exists()
