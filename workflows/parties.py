"""Organisations by an id that says nothing of them."""

import hashlib


def party_of(cnpj: str) -> str:
    """The opaque id of an organisation: always the same for a CNPJ, which it does not show."""
    characters = "".join(char for char in cnpj if char.isalnum()).upper()
    return f"org-{hashlib.sha256(characters.encode()).hexdigest()[:16]}"
