"""What the README and the pages beside it say is so: links, commands, settings, and the procedure that it shows."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from workers.cli import build
from workers.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
WORDS_OF_AN_ADR = 620


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link.split("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_the_readme_names_the_two_commands() -> None:
    assert re.findall(r"^make (\w+)", README, re.M)[:2] == ["run", "test"]


def test_what_the_readme_makes_can_be_made() -> None:
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.M))
    assert named - made == set()
    assert {"run", "test"} <= named


def _commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`(tramita [^`]+)`", README)
    found = [re.search(r"(?:^|\$\()(tramita [^)#]*)", line) for line in lines]
    return [shlex.split(match[1])[1:] for match in found if match]


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_a_command_of_the_readme_is_one_of_the_program(words: list[str]) -> None:
    command = typer.main.get_command(build())
    rest = list(words)
    while hasattr(command, "commands"):
        assert rest, words
        assert rest[0] in command.commands, words
        command = command.commands[rest.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in rest if word.startswith("--")} - known == set()


def test_a_file_that_the_readme_runs_is_there() -> None:
    files = [word for words in _commands() for word in words if word.endswith(".yaml")]
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_every_setting_is_in_the_table_and_nothing_else_is() -> None:
    table = README.split("## Configuration")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `TRAMITA_")]
    named = [name for row in rows for name in re.findall(r"`(TRAMITA_\w+)`", row)]
    assert sorted(named) == sorted(f"TRAMITA_{name.upper()}" for name in Settings.model_fields)


def test_the_procedure_of_the_readme_is_one(tmp_path: Path) -> None:
    source = re.search(r"```python\n(.*?)```", README, re.S)
    assert source is not None
    (tmp_path / "regulamento.py").write_text(source[1], encoding="utf-8")
    asked = (
        "import regulamento\n"
        "from workflows.kernel.flow import flow_of\n"
        "flow = flow_of('regulamento')\n"
        "print(flow.partial or sorted(node for node in flow.nodes if node.startswith('fim:')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("['fim:aprovado', 'fim:recusado']", "")


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda page: page.name)
def test_a_decision_is_a_page_and_says_what_else_was_considered(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    heads = re.findall(r"^## (\w+)", text, re.M)
    assert heads == ["Context", "Decision", "Consequences", "Alternatives"]
    assert len(text.split()) <= WORDS_OF_AN_ADR
