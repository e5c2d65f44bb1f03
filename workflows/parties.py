"""Organisations by an id that says nothing of them."""

import hashlib
import re

_PARTY = re.compile(r"org-[0-9a-f]{16}")


def party_of(cnpj: str) -> str:
    """The opaque id of an organisation: always the same for a CNPJ, which it does not show."""
    characters = "".join(char for char in cnpj if char.isalnum()).upper()
    return f"org-{hashlib.sha256(characters.encode()).hexdigest()[:16]}"


def written(cnpj: str) -> str:
    """`12.ABC.345/01DE-35` from fourteen letters or digits; other lengths are given back as they stand."""
    bare = "".join(char for char in cnpj if char.isascii() and char.isalnum()).upper()
    return f"{bare[:2]}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{bare[12:]}" if len(bare) == 14 else cnpj


def is_party(value: object) -> bool:
    """Whether `value` is the id of an organisation, as `party_of` makes them."""
    return isinstance(value, str) and _PARTY.fullmatch(value) is not None
