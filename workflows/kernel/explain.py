"""Why a case stands still, in one pt-BR sentence: what it waits for, on whom, by which provision, until when, then
what.

Made at reading time from the typed waits and the declarations, so that better words reach old cases too.
"""

from datetime import date

from workflows.clock import format_date_words
from workflows.kernel.roles import role_title
from workflows.kernel.state import CaseHeader, CaseStatus, DeadlineState, DeadlineStatus, Wait, WaitKind
from workflows.norms import provision


def explain(wait: Wait, deadline: DeadlineState | None, today: date) -> str:
    """One sentence for one wait. `deadline` is the one the wait names, as it stands; `today` a date in Cuiabá."""
    timed = [] if wait.kind is WaitKind.CONSULT else _until(deadline, today)
    parts = [f"{_what(wait)} ({_cite(wait)})", *timed]
    sentence = ", ".join(parts)
    return f"{sentence}{_then(wait, deadline)}."


def explain_case(header: CaseHeader, deadlines: dict[str, DeadlineState], today: date) -> str:
    """One sentence for the whole case: why it stands where it stands, or how it ended."""
    if header.status is CaseStatus.ENDED:
        return "Este processo foi encerrado."
    if not header.waits:
        return "Este processo está em andamento automático; nada é esperado de ninguém neste momento."
    return " ".join(explain(wait, deadlines.get(wait.deadline or ""), today) for wait in header.waits)


def _what(wait: Wait) -> str:
    if wait.kind is WaitKind.TASK:
        return f"Aguarda {role_title(wait.on)} {wait.title[0].lower()}{wait.title[1:]}"
    if wait.kind is WaitKind.EVENT:
        return f"Está aberto o prazo para {role_title(wait.on)}: {wait.title}"
    if wait.kind is WaitKind.DEADLINE:
        return f"Corre o prazo: {wait.title}"
    if wait.kind is WaitKind.CONSULT:
        return f"Aguarda a resposta de uma consulta, tentada de novo até que venha: {wait.title}"
    return f"Aguarda {wait.title}"


def _cite(wait: Wait) -> str:
    try:
        return provision(wait.provision).citation
    except LookupError:
        return wait.provision


def _until(deadline: DeadlineState | None, today: date) -> list[str]:
    if deadline is None:
        return ["sem prazo fixado na norma"]
    if deadline.status is DeadlineStatus.SUSPENDED:
        return ["com o prazo suspenso"]
    if deadline.due is None:
        return []
    when = format_date_words(deadline.due)
    if deadline.due < today:
        return [f"desde {when}, data em que o prazo venceu"]
    return [f"até {when}" + (" (data provisória)" if deadline.provisional else "")]


def _then(wait: Wait, deadline: DeadlineState | None) -> str:
    if deadline is not None and deadline.status is DeadlineStatus.LAPSED:
        return f"; {deadline.on_lapse}"
    if deadline is not None:
        return f"; se ninguém agir, {deadline.on_lapse}"
    return f"; depois, {wait.then}" if wait.then else ""
