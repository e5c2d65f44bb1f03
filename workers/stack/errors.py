"""The one error of the embedded stack: a sentence that says what is wrong and what to do."""

from __future__ import annotations


class StackError(Exception):
    """The stack cannot start or go on. Its text is one sentence for the operator, shown without a traceback."""
