"""What a photograph's own file says of when and where it was taken (EXIF), without decoding the picture."""

import io
import re
import struct
import warnings
from datetime import date
from decimal import Decimal
from typing import Any

from PIL import ExifTags, Image

from workflows.parcerias.posicao import Ponto

HEAD = 256 * 1024
"""Bytes of a file that are looked at: what is told of a picture stands before it."""
BROKEN = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
MILLIONTH = Decimal("0.000001")
TAKEN = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized)


def taken(head: bytes) -> tuple[date | None, Ponto | None]:
    """The day and the place that the beginning of a JPEG tells; None for what it does not tell, or tells wrongly.

    The day is that of the camera's own clock: files seldom say in which zone it was.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(head), formats=["JPEG"]) as image:
                exif = image.getexif()
                details, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except BROKEN:
        return None, None
    said = [details.get(tag) for tag in TAKEN] + [exif.get(ExifTags.Base.DateTime)]
    return next((day for one in said if (day := _day(one)) is not None), None), _place(place)


def _day(said: Any) -> date | None:
    """The day of `2026:04:10 09:12:33`."""
    found = re.match(r"(\d{4})[:-](\d{2})[:-](\d{2})", said) if isinstance(said, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _place(said: dict[int, Any]) -> Ponto | None:
    latitude = _degrees(said.get(ExifTags.GPS.GPSLatitude), said.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(said.get(ExifTags.GPS.GPSLongitude), said.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _degrees(said: Any, reference: Any, negative: str, most: int) -> Decimal | None:
    """Decimal degrees of degrees, minutes and seconds; below zero to the south and the west."""
    try:
        degrees, minutes, seconds = (float(part) for part in said)
        value = degrees + minutes / 60 + seconds / 3600
    except BROKEN:
        return None
    # Said so, what is not a number (a part of it over zero) is refused with what is out of range.
    if not 0 <= value <= most or not isinstance(reference, str):
        return None
    found = Decimal(str(value)).quantize(MILLIONTH)
    return -found if reference.strip("\0 ").upper() == negative and found else found
