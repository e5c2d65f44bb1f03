"""Who answers for each register in production."""

from activities.ports import Source
from activities.records.engine import Sessions


def register_sources(sessions: Sessions) -> dict[str, Source]:  # noqa: ARG001
    """The sources by the id of the register that they answer for."""
    return {}
