"""The documents of a call, from the draft of its edital to whom it summons (Decreto 167/2019, arts. 17 to 32).

Acts are printed from their own facts. What no single act says, the steps issue: the edital, extracts, results and
summonses, before whoever publishes or sends them does so.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.kernel import Form, OfficialDocument, Template
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_documentos import CorpoDeEdital
from workflows.parcerias.formularios_edital import MinutaDoEdital
from workflows.parcerias.texto_do_edital import corpo_do_edital

EM_PAPEL = "chamamento-em-papel"
"""The change by which the steps of a call issue documents."""

ATO = "Ato de designação"
JURIDICO = "Parecer jurídico"
TECNICO = "Parecer técnico"


# -- Arts. 18 a 21: o edital ---------------------------------------------------------------------------------------
class TextoDoExtratoDoEdital(Form):
    """What goes to the Diário Oficial of a call."""

    edital: Texto = campo("Chamamento público")
    objeto: TextoLongo = campo("Objeto")
    valor: Texto = campo("Valor de referência ou teto")
    fim_das_propostas: date = campo("Último dia para propostas", provision=DEC_167.art(18, inciso="III").id)
    onde: Texto = campo("Inteiro teor")


def _minuta_em_papel(minuta: MinutaDoEdital, sobre: Mapping[str, Any]) -> CorpoDeEdital:
    return corpo_do_edital(minuta, Decimal(str(sobre.get("percentual") or 0)), minuta.fim_das_propostas)


CONTRAPARTIDA = OfficialDocument(
    id="edital.documento-da-contrapartida", title="Decisão sobre a contrapartida", of="edital.contrapartida",
    provision=DEC_167.art(18, inciso="VI"), template=Template.DESPACHO,
)  # fmt: skip
MINUTA = OfficialDocument(
    id="edital.documento-da-minuta", title="Minuta do edital de chamamento público", provision=DEC_167.art(18),
    template=Template.EDITAL, called="Minuta de edital", of="edital.minuta", shows=CorpoDeEdital,
    makes=_minuta_em_papel,
)  # fmt: skip
PARECER_TECNICO = OfficialDocument(
    id="edital.documento-do-parecer-tecnico", title="Parecer técnico sobre a minuta do edital", called=TECNICO,
    provision=DEC_167.art(21), template=Template.PARECER, of="edital.parecer-tecnico",
)  # fmt: skip
PARECER_JURIDICO = OfficialDocument(
    id="edital.documento-do-parecer-juridico", title="Parecer jurídico sobre a minuta do edital", called=JURIDICO,
    provision=DEC_167.art(21), template=Template.PARECER, of="edital.parecer-juridico",
)  # fmt: skip
EDITAL = OfficialDocument(
    id="edital.inteiro-teor", title="Edital de chamamento público", provision=DEC_167.art(18),
    template=Template.EDITAL, shows=CorpoDeEdital, public=True,
)  # fmt: skip
EXTRATO_DO_EDITAL = OfficialDocument(
    id="edital.extrato", title="Extrato do edital de chamamento público", provision=DEC_167.art(20),
    template=Template.EXTRATO, called="Extrato", shows=TextoDoExtratoDoEdital, public=True,
)  # fmt: skip
NOVA_DATA = OfficialDocument(
    id="edital.documento-da-nova-data", title="Novo último dia para propostas", provision=DEC_167.art(20),
    template=Template.DESPACHO, of="edital.nova-data", public=True,
)  # fmt: skip
DO_EDITAL = (CONTRAPARTIDA, MINUTA, PARECER_TECNICO, PARECER_JURIDICO, NOVA_DATA)

# -- Arts. 18, § 2º, 20 e 32: o chamamento ---------------------------------------------------------------------------


class TextoDoResultado(Form):
    """The order of a call: who was classified with how many points, and who was eliminated."""

    objeto: TextoLongo = campo("Objeto")
    classificacao: tuple[TextoLongo, ...] = campo("Classificação")
    eliminadas: tuple[TextoLongo, ...] = campo("Propostas eliminadas")


def em_linhas(classificacao: Sequence[Mapping[str, Any]]) -> list[str]:
    """The order as it is published, a line for each: its place, whose it is, its protocol, its points."""
    return [
        f"{uma['posicao']}ª: {uma['organizacao']['nome']} (proposta {uma['protocolo']}), "
        f"{str(uma['pontos']).replace('.', ',')} pontos"
        for uma in classificacao
    ]


RESPOSTA = OfficialDocument(
    id="chamamento-publico.documento-da-resposta", title="Resposta a pergunta sobre o edital",
    provision=DEC_167.art(18, par=2), template=Template.DESPACHO, of="chamamento-publico.resposta", public=True,
)  # fmt: skip
RETIFICACAO = OfficialDocument(
    id="chamamento-publico.documento-da-retificacao", title="Retificação do edital", provision=DEC_167.art(20),
    template=Template.DESPACHO, of="chamamento-publico.retificacao", public=True,
)  # fmt: skip
HOMOLOGACAO = OfficialDocument(
    id="chamamento-publico.documento-da-homologacao", title="Homologação do resultado final da seleção",
    provision=DEC_167.art(32), template=Template.DESPACHO, of="chamamento-publico.homologacao", public=True,
)  # fmt: skip
RESULTADO_FINAL = OfficialDocument(
    id="chamamento-publico.resultado", title="Resultado final do chamamento público", provision=DEC_167.art(32),
    template=Template.EXTRATO, called="Resultado", shows=TextoDoResultado, public=True,
)  # fmt: skip
DESFAZIMENTO = OfficialDocument(
    id="chamamento-publico.documento-do-desfazimento", title="Revogação ou anulação do chamamento público",
    provision=DEC_167.art(32, par=1), template=Template.DESPACHO, of="chamamento-publico.desfazimento", public=True,
)  # fmt: skip
DO_CHAMAMENTO = (RESPOSTA, RETIFICACAO, HOMOLOGACAO, DESFAZIMENTO)

# -- Arts. 26 a 29: a comissão e a seleção -----------------------------------------------------------------------------
DESIGNACAO = OfficialDocument(
    id="comissao-selecao.documento-da-designacao", title="Designação da Comissão de Seleção", called=ATO, public=True,
    provision=DEC_167.art(26), template=Template.DESPACHO, of="comissao-selecao.designacao",
)  # fmt: skip
SUBSTITUICAO = OfficialDocument(
    id="comissao-selecao.documento-da-substituicao", title="Substituição na Comissão de Seleção", called=ATO,
    provision=DEC_167.art(27, par="unico"), template=Template.DESPACHO, of="comissao-selecao.substituicao", public=True,
)  # fmt: skip
DA_COMISSAO = (DESIGNACAO, SUBSTITUICAO)

EXAME = OfficialDocument(
    id="selecao.documento-do-exame", title="Exame das propostas", called="Ata", provision=DEC_167.art(29),
    template=Template.PARECER, of="selecao.exame",
)  # fmt: skip
FICHA = OfficialDocument(
    id="selecao.documento-da-ficha", title="Ficha de avaliação das propostas", called="Ficha de avaliação",
    provision=DEC_167.art(29, par=1), template=Template.PARECER, of="selecao.pontuacao",
)  # fmt: skip
ATA = OfficialDocument(
    id="selecao.documento-da-ata", title="Decisão da Comissão de Seleção sobre a classificação", called="Ata",
    provision=DEC_167.art(29, par=1), template=Template.PARECER, of="selecao.ata",
)  # fmt: skip
RESULTADO_PROVISORIO = OfficialDocument(
    id="selecao.resultado", title="Resultado provisório da classificação", provision=DEC_167.art(28),
    template=Template.EXTRATO, called="Resultado", shows=TextoDoResultado, public=True,
)  # fmt: skip
CUMPRIMENTO = OfficialDocument(
    id="selecao.documento-do-cumprimento", title="Cumprimento das decisões dos recursos", template=Template.DESPACHO,
    provision=DEC_167.art(31, par=1), of="selecao.cumprimento-dos-recursos",
)  # fmt: skip
DA_SELECAO = (EXAME, FICHA, ATA, CUMPRIMENTO)


# -- Arts. 30 e 32, § 2º: as convocações -------------------------------------------------------------------------------
class TextoDaConvocacao(Form):
    """A summons of an organisation: for what, within which term, and what follows if it does not come."""

    prazo: Texto | None = opcional("Prazo")
    para: TextoLongo = campo("Para quê", widget="textarea")
    senao: TextoLongo = campo("Se não atender", widget="textarea")


def prazo_da_convocacao(dias: int) -> str:
    """The term that the edital gives, in words."""
    return f"{dias} dia{'' if dias == 1 else 's'}, contado{'' if dias == 1 else 's'} da convocação, como fixa o edital"


CONVOCACAO_PARA_HABILITAR = OfficialDocument(
    id="habilitacao-selecionada.documento-da-convocacao", title="Convocação para comprovar a habilitação",
    provision=DEC_167.art(30), template=Template.CONVOCACAO, shows=TextoDaConvocacao,
)  # fmt: skip
EXAME_DA_HABILITACAO = OfficialDocument(
    id="habilitacao-selecionada.documento-do-exame", title="Exame dos documentos de habilitação", called=TECNICO,
    provision=DEC_167.art(30), template=Template.PARECER, of="habilitacao-selecionada.exame",
)  # fmt: skip
NOTIFICACAO = OfficialDocument(
    id="habilitacao-selecionada.documento-da-notificacao", title="Notificação para regularizar os documentos",
    called="Notificação", provision=DEC_167.art(30, par="unico"), template=Template.DESPACHO,
    of="habilitacao-selecionada.notificacao",
)  # fmt: skip
CONFERENCIA = OfficialDocument(
    id="habilitacao-selecionada.documento-da-conferencia", title="Conferência da regularização", called=TECNICO,
    provision=DEC_167.art(30, par="unico"), template=Template.PARECER, of="habilitacao-selecionada.conferencia",
)  # fmt: skip
DA_HABILITACAO = (EXAME_DA_HABILITACAO, NOTIFICACAO, CONFERENCIA)

CONVOCACAO_PARA_CELEBRAR = OfficialDocument(
    id="convocacao-proxima.documento-da-convocacao", title="Convocação para celebrar a parceria",
    provision=DEC_167.art(32, par=2), template=Template.CONVOCACAO, shows=TextoDaConvocacao,
)  # fmt: skip
