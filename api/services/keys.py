"""Names that a retry finds again: what a client's `Idempotency-Key` becomes."""

import hashlib
import json
import uuid
from typing import Any

_NAMESPACE = uuid.UUID("5a0c1b5e-6f0d-4c53-9d3c-2f5d8f3f7a11")


def case_id(type_id: str, user: str, key: str | None) -> str:
    """The id of a case to be started: opaque, and always the same for the same user and key."""
    unique = uuid.uuid5(_NAMESPACE, f"start\n{user}\n{key}") if key else uuid.uuid4()
    return f"{type_id}-{unique.hex}"


def act_id(user: str, case: str, key: str | None) -> str:
    """The id of an act: the same user, case and key never act twice, and no user's key meets another's."""
    unique = uuid.uuid5(_NAMESPACE, f"act\n{user}\n{case}\n{key}") if key else uuid.uuid4()
    return unique.hex


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of what was asked, the same whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
