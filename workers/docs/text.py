"""Markdown in small pieces, and the words of the kernel in Portuguese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflows.clock import Binds, Counting, Nature, describe_budget
from workflows.kernel.words import Deadline, Role
from workflows.norms import Parameter

GENERATED_BY = "<!-- Gerado do código por `make docs`. Não edite à mão. -->"
NATURES = {
    Nature.PEREMPTORY: "peremptório: passado o prazo, perde-se o direito",
    Nature.ADMINISTRATIVE: "administrativo: passado o prazo, o ato está atrasado e continua devido",
    Nature.MINIMUM: "mínimo: antes dele o ato não pode ser praticado",
    Nature.VALIDITY: "de validade: depois dele o documento não vale",
    Nature.CYCLE: "cíclico: volta a vencer a cada período, contado do começo",
}
COUNTINGS = {Counting.PROCESSUAL: "processual", Counting.MATERIAL: "material"}
BOUND = {Binds.PARTICULAR: "o particular", Binds.ADMINISTRACAO: "a administração"}
UNITS = {
    "dia": "dias", "mes": "meses", "dia_do_mes": "dia do mês", "pessoa": "pessoas", "por_cento": "por cento",
    "centavo": "centavos", "metro": "metros",
}  # fmt: skip


def cell(text: str) -> str:
    """Text that cannot break a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, or nothing when it has no row."""
    lines = [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines] if lines else []


def section(title: str, lines: Sequence[str]) -> list[str]:
    """A section, or nothing when it is empty."""
    return ["", f"## {title}", "", *lines] if lines else []


def roles(who: Iterable[Role]) -> str:
    """Roles by the names the pages use."""
    return ", ".join(role.title for role in who)


def budget(deadline: Deadline) -> str:
    """How long a deadline is: the norm's number, or the parameter that gives it."""
    if deadline.parameter is not None:
        return f"parâmetro `{deadline.parameter.key}` ({default(deadline.parameter)})"
    return describe_budget(deadline.budget) if deadline.budget else "sem número"


def default(parameter: Parameter) -> str:
    """The value of a parameter when no act sets one."""
    if parameter.default is None:
        return "sem valor até que um ato o fixe"
    unit = UNITS.get(parameter.unit or "", parameter.unit or "")
    source = "da norma" if parameter.default_is_law else "sugerido"
    return f"valor {source}: {parameter.default} {unit}".rstrip()
