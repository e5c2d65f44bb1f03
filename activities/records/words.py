"""How texts are folded for searching, and how a case number reads."""

import unicodedata


def fold(text: str) -> str:
    """`text` in lower case and without accents, one space between words: what `search` columns hold."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def case_number(number: int, year: int) -> str:
    """`12/2026`."""
    return f"{number}/{year}"
