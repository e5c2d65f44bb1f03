"""What can be wrong when a norm is cited or one of its parameters is set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.norms.model import Provision


class UnknownProvision(LookupError):
    """A citation of something that the norm does not have. Raised when a procedure file is imported, never in a run."""


class NotInForce(LookupError):
    """The provision has no text in force on the day asked: not yet enacted, or already revoked."""

    def __init__(self, provision: Provision, on: date) -> None:
        super().__init__(f"{provision.citation} não está em vigor em {on:%d/%m/%Y}")
        self.provision = provision
        self.on = on


class UnknownParameter(LookupError):
    """A parameter key that no norm declares."""


class UnknownDuty(LookupError):
    """A duty id that no norm declares."""


class ParameterError(ValueError):
    """A value that the norm does not allow. `provision` is the one that refuses; the message is one pt-BR sentence."""

    def __init__(self, key: str, provision: Provision, message: str) -> None:
        super().__init__(f"{key}: {message} ({provision.citation})")
        self.key = key
        self.provision = provision
        self.message = message
