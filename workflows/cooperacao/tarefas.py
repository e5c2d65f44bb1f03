"""The tasks that a work plan asks for, made from its data: one declaration for each recurrence of each action.

Those of the plans that ship have ids of their own (`plano-de-trabalho.act-mgi-142-2024.a5`) and stand in the catalogue.
A plan given whole uses the general ones, with its own words, provision and dates on each task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from workflows.clock import Binds, Budget, Counting, MonthRule, Nature, add_months
from workflows.cooperacao.coherence import ANY_START
from workflows.cooperacao.files import shipped_plans
from workflows.cooperacao.formularios import EvidenciaComHoras, EvidenciaDeCumprimento, EvidenciaEmComumAcordo
from workflows.cooperacao.parts import Action
from workflows.cooperacao.plan import Occurrence, Plan
from workflows.cooperacao.recurrence import LONGEST, Annual, Cycle, Recurrence, WhileInForce
from workflows.kernel import Deadline, HumanTask, Outcome, exige
from workflows.kernel.roles import GESTAO, PARTICIPE
from workflows.kernel.state import TaskState
from workflows.norms import CODIGO_CIVIL, Provision

CUMPRIDA = Outcome("cumprida", "Cumprida")


def ja_aconteceu(dispositivo: Provision) -> Callable[[Any, Any, Any], None]:
    """A check that what is evidenced is not still to come."""

    def check(caso: Any, _o_que: Any, evidencia: Any) -> None:
        dia = evidencia.data or caso.today
        exige(dia <= caso.today, dispositivo, "Esta data ainda não chegou; informe quando aconteceu.", "data")

    return check


PRAZO_DA_ACAO = Deadline(
    id="plano-de-trabalho.acao.prazo", title="cumprimento de ação do plano", provision=CODIGO_CIVIL.art(132),
    nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    on_lapse="o cumprimento fica em atraso e continua devido, e a ocorrência seguinte abre no seu tempo",
    reminders=(5,), escalations=(1, 30), escalates_to=GESTAO,
)  # fmt: skip

PRAZO_DA_ACAO_EM_COMUM_ACORDO = replace(PRAZO_DA_ACAO, id="plano-de-trabalho.acao-em-comum-acordo.prazo")

ACAO = HumanTask(
    id="plano-de-trabalho.acao", title="Cumprir ação do plano de trabalho", provision=CODIGO_CIVIL.art(132),
    role=PARTICIPE, form=EvidenciaDeCumprimento, outcomes=(CUMPRIDA,), deadline=PRAZO_DA_ACAO,
    skippable=CODIGO_CIVIL.art(132), check=ja_aconteceu(CODIGO_CIVIL.art(132)), action="Registrar o cumprimento",
    then="o cumprimento fica registrado com a sua evidência",
)  # fmt: skip

ACAO_EM_COMUM_ACORDO = replace(
    ACAO, id="plano-de-trabalho.acao-em-comum-acordo", title="Cumprir ação do plano em comum acordo",
    form=EvidenciaEmComumAcordo, deadline=PRAZO_DA_ACAO_EM_COMUM_ACORDO,
)  # fmt: skip


ABAIXO_DO_MINIMO = Outcome(
    "abaixo-do-minimo", "Abaixo do mínimo de horas", "Fica registrado quanto faltou; o que se fez não se perde."
)


def _horas(minimo: int | None, dispositivo: Provision) -> Callable[[Any, Any, Any], None]:
    def check(caso: Any, outcome: Any, evidencia: EvidenciaComHoras) -> None:
        ja_aconteceu(dispositivo)(caso, outcome, evidencia)
        if minimo is not None and outcome is not None:
            bastam = evidencia.horas >= minimo
            dito = f"O plano pede ao menos {minimo} horas no ano."
            exige(bastam == (outcome == CUMPRIDA), dispositivo, dito, "horas")

    return check


PRAZO_DA_ACAO_COM_HORAS = replace(PRAZO_DA_ACAO, id="plano-de-trabalho.acao-com-horas.prazo")

ACAO_COM_HORAS = replace(
    ACAO, id="plano-de-trabalho.acao-com-horas", title="Cumprir ação do plano medida em horas",
    form=EvidenciaComHoras, outcomes=(CUMPRIDA, ABAIXO_DO_MINIMO), deadline=PRAZO_DA_ACAO_COM_HORAS,
    check=_horas(None, CODIGO_CIVIL.art(132)),
)  # fmt: skip


def tarefa_da(plano: Plan, ocorrencia: Occurrence, *, do_catalogo: bool) -> HumanTask:
    """The task of one occurrence, its deadline with the budget of that occurrence."""
    acao = ocorrencia.action
    tarefa = _tarefa(plano, acao, ocorrencia.rule, _id(plano, acao, ocorrencia.rule) if do_catalogo else None)
    if tarefa.deadline is None or ocorrencia.slot.budget is None:
        return replace(tarefa, deadline=None)
    return replace(tarefa, deadline=replace(tarefa.deadline, budget=ocorrencia.slot.budget))


class TarefasDoPlano:
    """The tasks that a plan's acts ask for. Each is made once: a case that takes over walks through thousands of acts
    of a few hundred kinds."""

    def __init__(self, plano: Plan) -> None:
        self._plano = plano
        self._feitas: dict[tuple[Action, int, Budget | None, bool], HumanTask] = {}

    def da(self, ocorrencia: Occurrence, *, do_catalogo: bool) -> HumanTask:
        """The task of one occurrence; see `tarefa_da`."""
        chave = (ocorrencia.action, ocorrencia.rule, ocorrencia.slot.budget, do_catalogo)
        if chave not in self._feitas:
            self._feitas[chave] = tarefa_da(self._plano, ocorrencia, do_catalogo=do_catalogo)
        return self._feitas[chave]


def do_catalogo() -> Iterator[HumanTask]:
    """The tasks of every plan that ships, in the order of the plans."""
    for plano in shipped_plans().values():
        for acao in plano.actions:
            for regra, recorrencia in enumerate(acao.recurrence):
                if not isinstance(recorrencia, WhileInForce):
                    yield _tarefa(plano, acao, regra, _id(plano, acao, regra))


def pendencia(tarefa: TaskState) -> dict[str, Any]:
    """What a party did not do, for the record of the end: which act, its title, and the days it was due on."""
    periodo = tarefa.about["período"]
    return {"participe": tarefa.party, "ato": tarefa.subject, "titulo": tarefa.title, "periodo": periodo}


def deveres_continuos() -> tuple[str, ...]:
    """The duties of the shipped plans that are owed all through the term: evidence of them meets them."""
    acoes = (acao for plano in shipped_plans().values() for acao in plano.continuous)
    return tuple(dever for acao in acoes for dever in acao.duties)


def _id(plano: Plan, acao: Action, regra: int) -> str:
    which = f".{regra + 1}" if len(acao.recurrence) > 1 else ""
    return f"plano-de-trabalho.{plano.id}.{acao.id.lower()}{which}"


def _tarefa(plano: Plan, acao: Action, regra: int, id: str | None) -> HumanTask:
    recorrencia = acao.recurrence[regra]
    horas = isinstance(recorrencia, Annual) and recorrencia.min_hours is not None
    geral = ACAO_COM_HORAS if horas else ACAO_EM_COMUM_ACORDO if acao.joint_agreement_with else ACAO
    check = _horas(acao.min_hours, acao.cited) if horas else ja_aconteceu(acao.cited)
    return replace(
        geral, id=id or geral.id, title=acao.description, provision=acao.cited, duties=acao.duties,
        skippable=acao.cited, check=check, instructions=_instrucoes(plano, acao, recorrencia),
        deadline=_prazo(plano, acao, recorrencia, id or geral.id),
    )  # fmt: skip


def _prazo(plano: Plan, acao: Action, recorrencia: Recurrence, tarefa: str) -> Deadline:
    start = (plano.term and plano.term.starts_on) or ANY_START
    end = plano.term.end(start) if plano.term else add_months(start, LONGEST, MonthRule.ULTIMO_DIA)
    first = next(iter(recorrencia.slots(start, end)), None)
    return replace(
        PRAZO_DA_ACAO, id=f"{tarefa}.prazo", title=f"cumprimento da ação {acao.id}", provision=acao.cited,
        nature=Nature.CYCLE if isinstance(recorrencia, Cycle) else Nature.ADMINISTRATIVE,
        binds=Binds.PARTICULAR if plano.binds_private(acao) else Binds.ADMINISTRACAO,
        budget=first.budget if first else None, duties=acao.duties,
    )  # fmt: skip


def _instrucoes(plano: Plan, acao: Action, recorrencia: Recurrence) -> str:
    said = f"Prazo no plano: {acao.deadline_text}."
    if acao.joint_agreement_with:
        said += f" Em comum acordo com {plano.named(acao.joint_agreement_with)}."
    if isinstance(recorrencia, Annual) and recorrencia.min_hours:
        said += f" Mínimo de {recorrencia.min_hours} horas no ano; diga quantas foram."
    return f"{said} Evidência: {acao.evidence}." if acao.evidence else said
