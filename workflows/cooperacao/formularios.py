"""The forms of a work plan's execution: its start, the evidence of each act, what the parties bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import Discriminator, Field, PrivateAttr, Tag, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from workflows.clock import Budget, data_fixa
from workflows.cooperacao.agenda import Opening, TermEnd, after, agenda
from workflows.cooperacao.files import PlanErrors, load_plan, shipped_plans
from workflows.cooperacao.parts import Action, Party
from workflows.cooperacao.plan import Plan
from workflows.kernel import Answer, Form
from workflows.parcerias.formularios import Cnpj, Motivo, Texto, campo, opcional
from workflows.parties import party_of

Endereco = Annotated[str, Field(min_length=1, max_length=500)]


def _especie(dado: object) -> str:
    return "id" if isinstance(dado, str) else "plano"


def _lido(dado: object, _: object) -> str | Plan:
    """The plan or its id, so that what is wrong in a plan is blamed on its place in the plan and on nothing else."""
    if not isinstance(dado, str):
        return Plan.model_validate(dado)
    if dado not in shipped_plans():
        raise PydanticCustomError(
            "plano", "Não há plano “{id}”; há: {ids}", {"id": dado, "ids": ", ".join(shipped_plans())}
        )
    return dado


TITULOS = {id: plano.title for id, plano in shipped_plans().items()}
DoCatalogo = Annotated[
    str, Tag("id"), Field(json_schema_extra={"enum": list(TITULOS), "opcoes": dict(TITULOS), "widget": "select"})
]
PlanoOuId = Annotated[DoCatalogo | Annotated[Plan, Tag("plano")], Discriminator(_especie), WrapValidator(_lido)]


class ExecucaoDoPlano(Form):
    """A plan that was signed: one that ships, by its id, or any other, whole; and the day of the last signature."""

    plano: PlanoOuId = campo("Plano de trabalho", "Um plano do catálogo; pela API, também um plano inteiro.")
    assinado_em: date = campo("Data da assinatura do acordo", "A da última assinatura: dela contam todos os prazos.")
    fim_da_vigencia: date | None = opcional(
        "Último dia da vigência", "Só para o plano que não diz quanto dura, como o do AC 4/2026."
    )

    _agendas: dict[tuple[int, int], tuple[Opening, ...]] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _com_vigencia(self) -> ExecucaoDoPlano:
        if self.plan.term is None and self.fim_da_vigencia is None:
            raise PydanticCustomError("vigencia", "O plano não diz quanto dura: informe o último dia da vigência")
        if self.plan.term is not None and self.fim_da_vigencia is not None:
            raise PydanticCustomError(
                "vigencia", "O plano já diz quanto dura: deixe em branco o último dia da vigência"
            )
        if self.fim_da_vigencia is not None and self.fim_da_vigencia <= self.assinado_em:
            raise PydanticCustomError("vigencia", "A vigência termina depois da assinatura")
        return self

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return shipped_plans()[self.plano] if isinstance(self.plano, str) else self.plano

    @property
    def fim(self) -> date:
        """The last day in force, before its roll."""
        return self.fim_da_vigencia or self.plan.end(self.assinado_em)

    @property
    def vigencia(self) -> Budget:
        """The term as the clock counts it."""
        return self.plan.term.budget if self.plan.term else data_fixa(self.fim)

    def no_catalogo(self, acao: Action) -> bool:
        """Whether the action stands in a plan that ships, as it is."""
        return isinstance(self.plano, str) and acao in self.plan.actions

    @property
    def recebe_adesao(self) -> bool:
        """Whether other institutions may join."""
        return self.plan.adhesion is not None

    def em(self, dia: date, alteracoes: Sequence[Answer]) -> Plan:
        """The plan in force on that day: the last amendment that had taken effect, or the plan that was signed."""
        return self._em(dia, self._alterado(alteracoes))

    def ate(self, dia: date, alteracoes: Sequence[Answer]) -> tuple[Plan, ...]:
        """The plans that were in force until that day, the one that is in force first."""
        alterado = [plano for desde, plano in self._alterado(alteracoes) if desde <= dia]
        return (*reversed(alterado), self.plan)

    def _alterado(self, alteracoes: Sequence[Answer]) -> list[tuple[date, Plan]]:
        """Each amended plan, with its first day."""
        return [(uma.a_partir_de, uma.novo) for uma in (um.read(Alteracao) for um in alteracoes)]

    def _em(self, dia: date, alterado: Sequence[tuple[date, Plan]]) -> Plan:
        return next((plano for desde, plano in reversed(alterado) if desde <= dia), self.plan)

    def fim_com(self, prorrogacoes: Sequence[Answer]) -> date:
        """The last day in force as the last extension leaves it."""
        return prorrogacoes[-1].day("novo_fim") if prorrogacoes else self.fim

    def proxima(
        self, depois_de: date | None, alteracoes: Sequence[Answer], prorrogacoes: Sequence[Answer]
    ) -> Opening | None:
        """What opens first after `depois_de` (None: at all), each act by its day's plan; past the term, None."""
        key = (len(alteracoes), len(prorrogacoes))
        if key not in self._agendas:
            alterado = self._alterado(alteracoes)
            fins = (TermEnd(None, self.fim), *(TermEnd(um.on, um.day("novo_fim")) for um in prorrogacoes))
            planos = (self.plan, *(plano for _, plano in alterado))
            self._agendas[key] = agenda(planos, self.assinado_em, fins, lambda dia: self._em(dia, alterado))
        return after(self._agendas[key], depois_de)

    def aderente(self, adesao: Adesao, fim: date) -> ExecucaoDoPlano:
        """The plan as the institution that joins carries it out, to the same last day."""
        party = Party(id=party_of(adesao.cnpj), name=adesao.instituicao, private=adesao.privada)
        return ExecucaoDoPlano(plano=self.plan.for_adherent(party), assinado_em=adesao.data, fim_da_vigencia=fim)


class EvidenciaDeCumprimento(Form):
    """How it can be seen that the act was done: what, when, and the document or the place where it is."""

    descricao: Motivo = campo("O que foi feito", "Duas ou três frases bastam.", widget="textarea")
    data: date | None = opcional("Data em que foi feito", "Se não foi hoje.")
    documento: Texto | None = opcional("Documento", "Número do documento ou do processo.")
    endereco: Endereco | None = opcional("Endereço", "Onde se encontra, se está publicado.")

    @model_validator(mode="after")
    def _comprovada(self) -> EvidenciaDeCumprimento:
        if not (self.documento or self.endereco):
            raise PydanticCustomError("evidencia", "Indique o documento ou o endereço que comprova o cumprimento")
        return self


class EvidenciaEmComumAcordo(EvidenciaDeCumprimento):
    """The same, of an act that the plan wants done in agreement with another party."""

    acordo: Texto = campo(
        "Como se firmou o comum acordo", "Quem concordou pela outra parte, quando e em que documento."
    )


class EvidenciaComHoras(EvidenciaDeCumprimento):
    """The same, of an act that the plan measures in hours."""

    horas: Annotated[int, Field(ge=0, le=8784)] = campo("Horas realizadas no ano")


class EvidenciaDeAcaoContinua(EvidenciaDeCumprimento):
    """Evidence of a duty that is owed all through the term."""

    acao: Texto = campo("Ação do plano", "O número da ação, como no plano.")


class Acontecimento(Form):
    """Something the plan ties duties to has come."""

    acontecimento: Texto = campo("O que aconteceu", "O nome do acontecimento, como no plano.")
    data: date = campo("Data em que aconteceu")
    descricao: Motivo = campo("Descrição", widget="textarea")
    prazo: date | None = opcional(
        "Até quando", "O dia da reunião convocada, ou o prazo que a norma ou o pedido dá, se algum."
    )


class Adesao(Form):
    """An institution of the second layer joined, by its own instrument."""

    instituicao: Texto = campo("Instituição que aderiu")
    cnpj: Cnpj = campo("CNPJ", mask="cnpj")
    privada: bool = Field(default=False, title="É entidade privada")
    data: date = campo("Data do instrumento de adesão", "Dela contam os prazos de quem aderiu.")
    documento: Texto = campo("Documento", "Número do instrumento ou do processo.")
    area: Texto = campo("Área de atuação", "A competência em que assume as ações do plano.")


class Alteracao(Form):
    """The plan is amended from a day on. `plano` is the whole new plan, as a file has it."""

    documento: Texto = campo("Termo aditivo", "Número do termo ou do processo.")
    a_partir_de: date = campo("A partir de", "Um dia depois de hoje; o que já foi pedido segue como está.")
    motivo: Motivo = campo("Motivo", widget="textarea")
    plano: Annotated[str, Field(min_length=1, max_length=200_000)] = campo(
        "O plano alterado", "O arquivo inteiro, já com o que muda.", widget="textarea"
    )

    @model_validator(mode="after")
    def _e_um_plano(self) -> Alteracao:
        try:
            _lido_do_texto(self.plano)
        except PlanErrors as errors:
            raise PydanticCustomError("plano", "{said}", {"said": str(errors)[:2000]}) from None
        return self

    @property
    def novo(self) -> Plan:
        """The new plan."""
        return _lido_do_texto(self.plano)


@lru_cache(maxsize=32)
def _lido_do_texto(texto: str) -> Plan:
    return load_plan(texto)
