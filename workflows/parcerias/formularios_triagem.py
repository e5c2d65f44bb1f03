"""The forms of arts. 1º to 8º, 66 to 68: what is wanted, whether it fits, whether the body can, what it is to be."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.regras_triagem import Acao, Concepcao, Exclusao, Natureza, Sistema

EXCLUSOES = {
    "nenhuma": "Nenhum destes", "contrato-de-gestao": "Contrato de gestão com organização social",
    "termo-de-parceria": "Termo de parceria com OSCIP", "servico-social-autonomo": "Ajuste com serviço social autônomo",
}  # fmt: skip
ACOES = {
    "operacao": "Operação", "manutencao": "Manutenção", "conservacao": "Conservação", "projetos": "Projetos",
    "obras": "Obras", "investimentos": "Investimentos", "pedagio": "Praças de pedágio", "outra": "Outra",
}  # fmt: skip
SISTEMAS = {
    "rodoviario": "Rodoviário", "aeroportuario": "Aeroportuário", "aquaviario": "Aquaviário", "outro": "Outro",
}  # fmt: skip
NATUREZAS = {
    "sem-fins-lucrativos": "Entidade sem fins lucrativos, que não distribui resultados",
    "cooperativa-listada": "Cooperativa das que o decreto lista", "outra": "Outra",
    "a-selecionar": "Ainda a selecionar em chamamento",
}  # fmt: skip
CONCEPCOES = {"sinfra": "A SINFRA concebe o plano de trabalho", "organizacao": "A organização propõe o plano"}


class Demanda(Form):
    """What is wanted, and who brought it."""

    objeto: Texto = campo("Objeto pretendido", provision=DEC_167.art(2).id)
    necessidade: TextoLongo = campo("Necessidade ou proposta", widget="textarea", provision=DEC_167.art(1).id)


class Enquadramento(Fundamentada):
    """Whether the decree applies to it."""

    exclusao: Exclusao = campo("É um destes ajustes", widget="radio", opcoes=EXCLUSOES, provision=DEC_167.art(6).id)
    acoes: Annotated[tuple[Acao, ...], Field(min_length=1, max_length=len(Acao))] = campo(
        "O objeto é de", opcoes=ACOES, provision=DEC_167.art(66).id
    )
    sistema: Sistema = campo("Sistema", widget="radio", opcoes=SISTEMAS, provision=DEC_167.art(66).id)
    do_estado: bool = campo("É do Estado ou a ele delegado", provision=DEC_167.art(66).id)
    natureza: Natureza = campo(
        "O parceiro é", widget="radio", opcoes=NATUREZAS, provision=DEC_167.art(5, inciso="I").id
    )
    tarifa: bool = campo("Haverá pedágio ou tarifa paga por usuários", provision=DEC_167.art(67).id)


class Capacidade(Fundamentada):
    """What the administrator considers before a partnership (art. 8º)."""

    para_celebrar: bool = campo("Há capacidade para celebrar", provision=DEC_167.art(8, inciso="I").id)
    para_cumprir: bool = campo("Há capacidade para cumprir as obrigações", provision=DEC_167.art(8, inciso="I").id)
    para_responder: bool = campo(
        "Há capacidade para assumir as responsabilidades", provision=DEC_167.art(8, inciso="I").id
    )
    avaliacao: TextoLongo = campo(
        "Avaliação técnica da proposta", widget="textarea", provision=DEC_167.art(8, inciso="II").id
    )
    ha_gestores: bool = campo("Há quem designar como gestor habilitado", provision=DEC_167.art(8, inciso="III").id)
    apreciara_contas: bool = campo(
        "Há quem aprecie as contas na forma e nos prazos", provision=DEC_167.art(8, inciso="IV").id
    )


class Definicao(Form):
    """What is to be done, for what, at what cost, and how it will be measured (arts. 4º, 7º and 68)."""

    acao_prioritaria: TextoLongo = campo("Ação prioritária", widget="textarea", provision=DEC_167.art(68).id)
    metas: TextoLongo = campo("Metas", widget="textarea", provision=DEC_167.art(4).id)
    custos: TextoLongo = campo("Custos e como se estimaram", widget="textarea", provision=DEC_167.art(4).id)
    indicadores: TextoLongo = campo("Indicadores de resultado", widget="textarea", provision=DEC_167.art(4).id)
    politicas: TextoLongo = campo(
        "Normas setoriais e instâncias de participação observadas", widget="textarea", provision=DEC_167.art(7).id
    )


class EscolhaDoInstrumento(Fundamentada):
    """Who conceived the plan, and on what law the instrument rests."""

    concepcao: Concepcao = campo(
        "Concepção do plano de trabalho", widget="radio", opcoes=CONCEPCOES, provision=DEC_167.art(2).id
    )
    base_legal: TextoLongo = campo(
        "Base legal do instrumento", "As normas do art. 109 não se aplicam.", widget="textarea",
        provision=DEC_167.art(109).id,
    )  # fmt: skip


class Meio(StrEnum):
    """Where the process is kept (art. 3º)."""

    SIGPAR = "sigpar"
    FISICO = "fisico"


class Autuacao(Form):
    """The process of the term, which is its own."""

    processo: Texto = campo("Número do processo", "Um processo para cada termo.", provision=DEC_167.art(3).id)
    autuado_em: date = campo("Autuado em")
    meio: Meio = campo(
        "Processado", widget="radio", opcoes={"sigpar": "No SIGPAR", "fisico": "Em meio físico"},
        provision=DEC_167.art(3, par=1).id,
    )  # fmt: skip
    observacao: TextoLongo | None = opcional("Observação", widget="textarea")
