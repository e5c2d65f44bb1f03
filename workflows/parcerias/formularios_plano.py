"""The forms of art. 33: the proposal the plan must fit, the eleven elements of a plan, and what is decided of it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.organizacoes import Organizacao

Mes = Annotated[int, Field(ge=1, le=120)]


def _art_33(inciso: str) -> str:
    return DEC_167.art(33, inciso=inciso).id


class Proposta(Form):
    """What the ranked proposal (or the direct hiring) promised."""

    valor: Dinheiro = campo("Valor global da proposta", mask="money")
    duracao_em_meses: Mes = campo("Duração, em meses")
    metas: Annotated[tuple[Texto, ...], Field(min_length=1)] = campo("Metas da proposta", "Uma por linha.")


class Origem(StrEnum):
    """How the organisation was chosen."""

    CHAMAMENTO = "chamamento-publico"
    DISPENSA = "dispensa"
    INEXIGIBILIDADE = "inexigibilidade"


ORIGENS = {"chamamento-publico": "Chamamento público", "dispensa": "Dispensa", "inexigibilidade": "Inexigibilidade"}


class ConvocacaoDoPlano(Form):
    """Whom the plan is asked of, for what, and what it has to fit."""

    objeto: Texto = campo("Objeto da parceria")
    organizacao: Organizacao = campo("Organização convocada", provision=DEC_167.art(33).id)
    origem: Origem = campo("Como foi escolhida", widget="radio", opcoes=ORIGENS)
    proposta: Proposta = campo("Proposta classificada", provision=_art_33("V"))
    exige_especificacao: bool = Field(
        default=False, title="O objeto exige especificação completa",
        description="Conforme os quantitativos do projeto básico ou executivo.",
        json_schema_extra={"provision": DEC_167.art(33, par=2).id},
    )  # fmt: skip
    exige_projeto_executivo: bool = Field(
        default=False, title="O edital dá o projeto básico e exige o executivo e a obra",
        description="As parcelas da obra esperarão a aprovação do projeto executivo.",
        json_schema_extra={"provision": DEC_167.art(33, par=3).id},
    )  # fmt: skip


class Meta(Form):
    """A goal, and how to tell that it was met (art. 33, III)."""

    nome: Texto = campo("Meta")
    parametro: Texto = campo("Como se afere o cumprimento")


class Lancamento(Form):
    """An amount foreseen, of revenue or of expense (art. 33, V)."""

    descricao: Texto = campo("Descrição")
    valor: Dinheiro = campo("Valor", mask="money")


class Etapa(Form):
    """A stretch of the execution of one goal (art. 33, VIII), in months of the partnership."""

    meta: Annotated[int, Field(ge=1)] = campo("Número da meta", "Na ordem em que estão acima.")
    atividade: Texto = campo("Atividade")
    inicio: Mes = campo("Do mês")
    fim: Mes = campo("Ao mês")


class Parcela(Form):
    """A release of money (art. 33, IX), in a month of the partnership."""

    mes: Mes = campo("Mês")
    valor: Dinheiro = campo("Valor", mask="money")
    obra: bool = Field(default=False, title="Paga obra")


class PlanoDaOrganizacao(Form):
    """The eleven elements of art. 33 and, where the object demands it, its specification (§ 2º)."""

    realidade: TextoLongo = campo(
        "Realidade objeto da parceria", "Com os impactos econômicos e sociais.", widget="textarea",
        provision=_art_33("I"),
    )  # fmt: skip
    sustentabilidade: TextoLongo = campo("Sustentabilidade das ações", widget="textarea", provision=_art_33("II"))
    metas: Annotated[tuple[Meta, ...], Field(min_length=1)] = campo("Metas", provision=_art_33("III"))
    forma_de_execucao: TextoLongo = campo(
        "Forma de execução das atividades ou projetos", widget="textarea", provision=_art_33("IV")
    )
    receitas: tuple[Lancamento, ...] = Field(
        default=(), title="Receitas previstas, se houver", json_schema_extra={"provision": _art_33("V")}
    )
    despesas: Annotated[tuple[Lancamento, ...], Field(min_length=1)] = campo("Despesas", provision=_art_33("V"))
    tributos_e_encargos: TextoLongo = campo(
        "Tributos e encargos", "Os valores ou, se for o caso, as imunidades e isenções.", widget="textarea",
        provision=_art_33("VI"),
    )  # fmt: skip
    execucao_das_metas: TextoLongo = campo(
        "Como a execução cumpre as metas", "Pode retomar o que disse da forma de execução.", widget="textarea",
        provision=_art_33("VII"),
    )  # fmt: skip
    execucao: Annotated[tuple[Etapa, ...], Field(min_length=1)] = campo(
        "Cronograma de execução", provision=_art_33("VIII")
    )
    desembolso: Annotated[tuple[Parcela, ...], Field(min_length=1)] = campo(
        "Cronograma de desembolso", provision=_art_33("IX")
    )
    equipe: Annotated[tuple[Texto, ...], Field(min_length=1)] = campo(
        "Equipe mínima essencial", "Uma função por linha, sem nomes.", provision=_art_33("X")
    )
    instalacoes: TextoLongo = campo("Instalações", widget="textarea", provision=_art_33("XI"))
    equipamentos: Annotated[tuple[Texto, ...], Field(min_length=1)] = campo(
        "Equipamentos mínimos essenciais", provision=_art_33("XI")
    )
    especificacao: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Especificação completa do objeto", "Quando a natureza do objeto exigir.", widget="textarea",
        provision=DEC_167.art(33, par=2).id,
    )  # fmt: skip


class RazaoDoAjuste(StrEnum):
    """To what the plan is to be fitted (art. 33, § 1º)."""

    PROPOSTA = "proposta"
    EDITAL = "edital"
    POLITICA = "politica-setorial"


class AnaliseDoPlano(Fundamentada):
    """What the technical area finds of the plan."""

    razao_do_ajuste: RazaoDoAjuste | None = opcional(
        "Se pede ajuste, a que adequar o plano", widget="radio", provision=DEC_167.art(33, par=1).id,
        opcoes={
            "proposta": "À proposta selecionada", "edital": "Aos termos do edital",
            "politica-setorial": "Às peculiaridades da política setorial",
        },
    )  # fmt: skip
    clausula_suspensiva: bool = Field(
        default=False, title="O termo terá a cláusula que prende as parcelas da obra ao projeto executivo",
        json_schema_extra={"provision": DEC_167.art(33, par=3).id},
    )  # fmt: skip


class RazoesDoRecurso(Form):
    """Why an organisation appeals."""

    razoes: TextoLongo = campo("Razões do recurso", widget="textarea", provision=DEC_167.art(31).id)
