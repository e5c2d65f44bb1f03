"""A plan written in a form, for who does not write YAML: flat rows, read into a `Plan` or refused field by field."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from workflows.cooperacao.parts import Id, Line, Slug, Text
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.recurrence import Span
from workflows.kernel import Form
from workflows.kernel.forms import field_error
from workflows.parcerias.formularios import campo, opcional

Loc = tuple[str | int, ...]


class Quando(StrEnum):
    """The kinds of recurrence, as a person chooses among them."""

    ATE_UMA_DATA = "once-by-date"
    DEPOIS_DO_INICIO = "once-after-start"
    TODO_MES = "monthly"
    A_CADA_TANTOS_MESES = "every-months"
    TODO_SEMESTRE = "semiannual"
    TODO_ANO = "annual"
    DURANTE_A_VIGENCIA = "while-in-force"
    EM_ACONTECIMENTO = "on-event"
    DIA_10_DO_MES_SEGUINTE = "day-10-of-following-month"


QUANDO = {
    Quando.ATE_UMA_DATA: "Uma vez, até uma data",
    Quando.DEPOIS_DO_INICIO: "Uma vez, até um tempo depois da assinatura",
    Quando.TODO_MES: "Todo mês",
    Quando.A_CADA_TANTOS_MESES: "De tantos em tantos meses (bimestre, trimestre)",
    Quando.TODO_SEMESTRE: "Todo semestre",
    Quando.TODO_ANO: "Todo ano",
    Quando.DURANTE_A_VIGENCIA: "Durante toda a vigência, sem data",
    Quando.EM_ACONTECIMENTO: "Sempre que algo acontecer",
    Quando.DIA_10_DO_MES_SEGUINTE: "Até o dia 10 do mês seguinte a um acontecimento",
}
UNIDADES = {Span.DAYS: "dias", Span.MONTHS: "meses", Span.YEARS: "anos"}


def _escolha(titulo: str, opcoes: dict[Any, str], ajuda: str = "", **mais: Any) -> Any:
    named: Any = {str(value): title for value, title in opcoes.items()}
    return Field(
        title=titulo, description=ajuda or None, json_schema_extra={"opcoes": named, "widget": "select"}, **mais
    )


class Participe(Form):
    """Who signs the plan."""

    sigla: Id = campo("Sigla", "Letras, números, ponto, hífen ou sublinhado: “SINFRA”.")
    nome: Line = campo("Nome")
    esfera: Line | None = opcional("Esfera", "Federal, estadual, municipal.")
    cnpj: Annotated[str, Field(max_length=20)] | None = opcional("CNPJ", mask="cnpj")
    privada: bool = Field(default=False, title="É entidade privada")


class AcontecimentoPrevisto(Form):
    """Something whose coming the plan ties a duty to."""

    nome: Id = campo("Nome curto", "Uma palavra, sem espaço: “convocacao”.")
    titulo: Line = campo("O que é", "Como “convocação de reunião”.")


class AcaoEscrita(Form):
    """One line of the plan's table."""

    numero: Id = campo("Número", "Como no plano: “1.1”.")
    descricao: Text = campo("Ação", "Comece por um verbo: “Elaborar o cronograma”.", widget="textarea")
    quem: Line = campo("Quem faz", "As siglas, separadas por vírgula. Cada um faz a sua parte.")
    prazo_no_plano: Line = campo("Prazo, como está no plano")
    quando: Quando = _escolha("Quando vence", QUANDO)
    data: date | None = opcional("Até que data", "Só para “até uma data”.")
    quantos: Annotated[int, Field(ge=0)] | None = opcional(
        "Quanto tempo", "Só para “um tempo depois da assinatura” e “de tantos em tantos meses”: 3, para todo trimestre."
    )
    unidade: Span | None = _escolha("Dias, meses ou anos", UNIDADES, default=None)
    acontecimento: Id | None = opcional("Que acontecimento", "O nome curto, se a ação depende de um.")
    horas: Annotated[int, Field(ge=1)] | None = opcional("Mínimo de horas no ano", "Só para o que é anual.")
    evidencia: Text | None = opcional("O que comprova", "Documento ou endereço que mostra o cumprimento.")

    def recorrencia(self) -> dict[str, Any]:
        """As a plan writes it."""
        given = {
            "date": self.data if self.quando is Quando.ATE_UMA_DATA else None,
            "n": self.quantos if self.quando in (Quando.DEPOIS_DO_INICIO, Quando.A_CADA_TANTOS_MESES) else None,
            "unit": self.unidade if self.quando is Quando.DEPOIS_DO_INICIO else None,
            "event": self.acontecimento,
            "min_hours": self.horas if self.quando is Quando.TODO_ANO else None,
        }
        return {"type": str(self.quando), **{name: value for name, value in given.items() if value is not None}}


FIELDS = {
    "id": "nome", "title": "titulo", "process": "numero_do_processo", "calendar": "calendario", "term": "duracao",
    "n": "duracao", "starts_on": "inicio", "parties": "participes", "sphere": "esfera", "private": "privada",
    "name": "nome", "cnpj": "cnpj", "events": "acontecimentos", "actions": "acoes", "description": "descricao",
    "responsible": "quem", "deadline_text": "prazo_no_plano", "evidence": "evidencia", "recurrence": "quando",
}  # fmt: skip
IN_RECURRENCE = {"date": "data", "n": "quantos", "unit": "unidade", "event": "acontecimento", "min_hours": "horas"}
ID_OF = {"parties": "sigla", "events": "nome", "actions": "numero"}


class PlanoEscrito(Form):
    """The whole plan. Raises ValidationError with each complaint at the field of the form that is to blame."""

    nome: Slug = campo("Nome curto do plano", "Letras minúsculas, números e hífens: “act-12-2026”.")
    titulo: Line = campo("Título")
    numero_do_processo: Line | None = opcional("Número do processo")
    calendario: Slug = _escolha(
        "Calendário", {"nacional": "Nacional", "mt-cuiaba": "Mato Grosso, Cuiabá"}, default="nacional"
    )
    duracao: Annotated[int, Field(ge=1)] | None = opcional("Vigência", "Quanto dura; em branco, se o plano não diz.")
    unidade: Span | None = _escolha("Dias, meses ou anos de vigência", UNIDADES, default=None)
    inicio: date | None = opcional("Data da assinatura", "Se o plano a traz.")
    participes: Annotated[tuple[Participe, ...], Field(min_length=2, max_length=20)] = campo("Partícipes")
    acontecimentos: Annotated[tuple[AcontecimentoPrevisto, ...], Field(max_length=30)] = Field(
        default=(), title="Acontecimentos", description="Do que dependem as ações sem data: convocação, adesão."
    )
    acoes: Annotated[tuple[AcaoEscrita, ...], Field(min_length=1, max_length=200)] = campo("Ações")

    @model_validator(mode="after")
    def _e_um_plano(self) -> PlanoEscrito:
        try:
            self.plano()
        except ValidationError as failure:
            found = [
                InitErrorDetails(
                    type=PydanticCustomError("plano", "{said}", {"said": field_error(Plan, dict(error)).message}),
                    loc=_at(error["loc"]), input=None,
                )
                for error in failure.errors()
            ]  # fmt: skip
            raise ValidationError.from_exception_data(type(self).__name__, found) from None
        return self

    def plano(self) -> Plan:
        """The plan it says. Raises ValidationError, with places in the plan."""
        term = {"n": self.duracao, "unit": self.unidade or Span.MONTHS, "starts_on": self.inicio}
        return Plan.model_validate(
            {
                "id": self.nome, "title": self.titulo, "process": self.numero_do_processo, "calendar": self.calendario,
                "term": term if self.duracao else None,
                "parties": [
                    {"id": one.sigla, "name": one.nome, "sphere": one.esfera, "cnpj": one.cnpj, "private": one.privada}
                    for one in self.participes
                ],
                "events": [{"id": one.nome, "title": one.titulo} for one in self.acontecimentos],
                "actions": [
                    {
                        "id": one.numero, "description": one.descricao, "deadline_text": one.prazo_no_plano,
                        "responsible": [id.strip() for id in one.quem.split(",") if id.strip()],
                        "recurrence": [one.recorrencia()], "evidence": one.evidencia,
                    }
                    for one in self.acoes
                ],
            }
        )  # fmt: skip


def _at(loc: Loc) -> Loc:
    """The place in the form of a place in the plan."""
    names = [part for part in loc if isinstance(part, str)]
    rows = [part for part in loc if isinstance(part, int)]
    if not names:
        return ()
    first = FIELDS.get(names[0], names[0])
    if not rows:
        return (first,)
    last = names[-1]
    if "recurrence" in names:
        return (first, rows[0], IN_RECURRENCE.get(last, "quando"))
    field = ID_OF[names[0]] if last in ("id", names[0]) else FIELDS.get(last, last)
    return (first, rows[0], field)
