"""Organisations by an id that says nothing of them."""

from workflows.parties import party_of

__all__ = ["party_of"]
