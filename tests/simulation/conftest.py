"""Scenarios made from the shipped ones by changing a few words."""

from collections.abc import Callable
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "docs" / "scenarios"
Altered = Callable[..., Path]


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """A copy of a shipped scenario, each text replaced by its value. Every text must be there."""

    def alter(name: str, changes: dict[str, str]) -> Path:
        text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        copy = tmp_path / f"{name}.yaml"
        copy.write_text(text, encoding="utf-8")
        return copy

    return alter
