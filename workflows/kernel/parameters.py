"""The value of a normative parameter for a case: what an act set before it was needed, or the norm's own default."""

from datetime import date
from typing import Any

from workflows.kernel.state import Context
from workflows.norms import Parameter, resolve


def parameter_in(context: Context, parameter: Parameter, on: date) -> Any:
    """The value in force on the legal date `on`; None where neither the norm nor an act gives one."""
    return resolve(parameter.key, context.parameters, on)
