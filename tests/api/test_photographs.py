"""What a JPEG tells of when and where it was taken, as cameras write it and as they break it."""

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from api.services.photographs import HEAD, _degrees, taken

CUIABA = {1: "S", 2: (15, 36, Fraction(504, 100)), 3: "W", 4: (56, 5, Fraction(5064, 100))}


def jpeg(day: str | None = "2026:04:10 09:12:33", gps: dict[int, Any] | None = None, camera: str = "") -> bytes:
    exif = Image.Exif()
    if day is not None:
        exif.get_ifd(0x8769)[36867] = day
    if camera:
        exif[306] = camera
    if gps is not None:
        exif.get_ifd(0x8825).update(gps)
    made = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_day_and_place_as_cameras_write_them() -> None:
    assert taken(jpeg(gps=CUIABA)) == (date(2026, 4, 10), (Decimal("-15.601400"), Decimal("-56.097400")))
    north = {1: "N", 2: (1, 0, 0), 3: "E", 4: (2, 30, 0)}
    assert taken(jpeg(gps=north))[1] == (Decimal("1.000000"), Decimal("2.500000"))


def test_a_file_that_says_nothing() -> None:
    assert taken(jpeg(None)) == (None, None)
    assert taken(jpeg(None, camera="2026:04:11 08:00:00"))[0] == date(2026, 4, 11)


@pytest.mark.parametrize("day", ["0000:00:00 00:00:00", "2026:02:31 10:00:00", "ontem", ""])
def test_a_day_that_is_none(day: str) -> None:
    assert taken(jpeg(day))[0] is None


@pytest.mark.parametrize(
    "changed",
    [{1: None}, {2: (15, 36)}, {2: (95, 0, 0)}, {4: (181, 0, 0)}, {2: (15, 36, Fraction(0)), 3: None}],
    ids=str,
)
def test_half_a_position_is_none(changed: dict[int, Any]) -> None:
    said = {tag: value for tag, value in {**CUIABA, **changed}.items() if value is not None}
    assert taken(jpeg(gps=said))[1] is None


def test_the_beginning_of_a_large_file_is_enough() -> None:
    made = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(CUIABA)
    Image.effect_noise((1200, 900), 90).convert("RGB").save(made, "JPEG", exif=exif, quality=95)
    assert len(made.getvalue()) > HEAD
    assert taken(made.getvalue()[:HEAD])[1] is not None


@pytest.mark.parametrize("parts", [(nan, 5, 50), (15, nan, 0), (inf, 0, 0), (-inf, 0, 0)], ids=str)
def test_what_is_no_number_is_no_place(parts: tuple[float, ...]) -> None:
    assert _degrees(parts, "S", "S", 90) is None


def test_a_picture_that_says_another_size_later_tells_nothing() -> None:
    """Its first size is small enough for whoever looked into it before; the last is the one that is read."""
    vast = b"\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    content = jpeg(gps=CUIABA)
    at = content.index(b"\xff\xda")
    assert taken(content[:at] + vast + content[at:]) == (None, None)


@given(cut=st.integers(0, 400), noise=st.binary(max_size=40), at=st.integers(0, 300))
def test_a_broken_file_tells_less_and_breaks_nothing(cut: int, noise: bytes, at: int) -> None:
    content = jpeg(gps=CUIABA)
    for broken in (content[:cut], content[:at] + noise + content[at + len(noise) :]):
        day, place = taken(broken)
        assert day is None or isinstance(day, date)
        assert place is None or (abs(place[0]) <= 90 and abs(place[1]) <= 180)
