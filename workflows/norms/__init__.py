"""The norms as data: what may be cited, what each place says in one sentence and since when, and what each leaves open.

    DEC_167.art(14, par=1).citation       # Decreto 167/2019, art. 14, § 1º
    DEC_167.art(30, par="unico").vigente_em(date(2019, 8, 1)).summary
    Param("prazo_oitiva_pmis_dias")       # None by default: the decree gives no number, so no deadline runs

Summaries are the project's own words, never the text of the law; the text is at `official_url`.
"""

from workflows.norms.catalogue import Duty, DutyKind, DutyStatus, duties, duty
from workflows.norms.errors import NotInForce, ParameterError, UnknownDuty, UnknownParameter, UnknownProvision
from workflows.norms.library import (
    AC_4_2026,
    ACT_129_2025,
    ACT_142_2024,
    CODIGO_CIVIL,
    DEC_167,
    LEI_7692,
    LEI_10861,
    NGER,
    norm,
    norms,
    provision,
)
from workflows.norms.model import Act, Norm, Provision, Version
from workflows.norms.parameter import (
    Bound,
    DatedValue,
    Param,
    Parameter,
    ParameterValue,
    Resolution,
    SetBy,
    parameters,
    resolution,
    resolve,
)
from workflows.norms.values import ParameterType, Scalar, Window

__all__ = [
    "ACT_129_2025",
    "ACT_142_2024",
    "AC_4_2026",
    "CODIGO_CIVIL",
    "DEC_167",
    "LEI_7692",
    "LEI_10861",
    "NGER",
    "Act",
    "Bound",
    "DatedValue",
    "Duty",
    "DutyKind",
    "DutyStatus",
    "Norm",
    "NotInForce",
    "Param",
    "Parameter",
    "ParameterError",
    "ParameterType",
    "ParameterValue",
    "Provision",
    "Resolution",
    "Scalar",
    "SetBy",
    "UnknownDuty",
    "UnknownParameter",
    "UnknownProvision",
    "Version",
    "Window",
    "duties",
    "duty",
    "norm",
    "norms",
    "parameters",
    "provision",
    "resolution",
    "resolve",
]
