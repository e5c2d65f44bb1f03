"""The files that pages load, at addresses that hold their content's hash: what never changes may be kept for ever."""

import hashlib
from functools import cache
from pathlib import Path

static_dir = Path(__file__).parent / "static"
PREFIX = "/estatico"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def digest(name: str) -> str:
    """The first sixteen hexadecimal digits of the SHA-256 of the file's content. Raises FileNotFoundError."""
    return hashlib.sha256((static_dir / name).read_bytes()).hexdigest()[:16]


def asset(name: str) -> str:
    """The address of a file of `static/`."""
    return f"{PREFIX}/{digest(name)}/{name}"


@cache
def names() -> frozenset[str]:
    """Every file there is."""
    return frozenset(path.name for path in static_dir.iterdir() if path.is_file())
