"""What a picture of docs/tour.md is, and how it is kept small."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "tour"
COLOURS = 128
TALLEST = 1600


class Shot(NamedTuple):
    """A picture: its file, who looks (nobody: ""), at what, how wide, in the dark or not, and what it shows."""

    name: str
    login: str
    address: str
    said: str
    width: int = 1280
    dark: bool = False


def keep(shot: Shot, page: Page) -> None:
    """Keep what the page shows as the picture `shot`."""
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as image:
        tall = image.crop((0, 0, image.width, min(image.height, TALLEST)))
        tall.convert("RGB").quantize(COLOURS).save(FOLDER / f"{shot.name}.png", optimize=True)
