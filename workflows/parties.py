"""Organisations by an id that says nothing of them."""

import hashlib
import re

_PARTY = re.compile(r"org-[0-9a-f]{16}")


def party_of(cnpj: str) -> str:
    """The opaque id of an organisation: always the same for a CNPJ, which it does not show."""
    characters = "".join(char for char in cnpj if char.isalnum()).upper()
    return f"org-{hashlib.sha256(characters.encode()).hexdigest()[:16]}"


def is_party(value: object) -> bool:
    """Whether `value` is the id of an organisation, as `party_of` makes them."""
    return isinstance(value, str) and _PARTY.fullmatch(value) is not None
