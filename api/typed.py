"""What people type, in the notation of Brazil, as a model reads it; what cannot be read is given back as it was."""

import re
from decimal import Decimal, InvalidOperation


def read_date(text: str) -> str:
    """`2026-06-08` from itself or from `8/6/2026`."""
    found = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", text)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text.strip()


def read_integer(text: str) -> int | str:
    """`1787` from `1.787`."""
    bare = re.sub(r"\.(?=\d{3}(\D|$))", "", text.strip())
    return int(bare) if re.fullmatch(r"-?\d{1,18}", bare) else text


def read_decimal(text: str) -> str:
    """`1620000.50` from `R$ 1.620.000,50`; a dot that does not group thousands is the comma it was meant to be."""
    bare = re.sub(r"R\$|\s", "", text)
    bare = bare.replace(".", "").replace(",", ".") if "," in bare else re.sub(r"\.(?=\d{3}(\.|$))", "", bare)
    try:
        return str(Decimal(bare))
    except InvalidOperation:
        return text
