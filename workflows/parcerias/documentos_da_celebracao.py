"""The documents of a celebration and of what leads to it: plan, direct hiring, designations, appeals, draft, extract.

Acts are printed from their own facts (Decreto 167/2019, arts. 9 to 37 and 59); what no single act says is issued.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.kernel import Form, OfficialDocument, Template
from workflows.norms import DEC_167
from workflows.parcerias.documentos_do_chamamento import TextoDaConvocacao
from workflows.parcerias.formularios import Texto, TextoLongo, campo
from workflows.parcerias.formularios_celebracao import ParecerTecnico
from workflows.parcerias.formularios_documentos import CorpoDeInstrumento
from workflows.parcerias.texto_do_instrumento import TextoDoExtratoDoInstrumento


def _so_o_parecer(parecer: ParecerTecnico, _sobre: Mapping[str, Any]) -> ParecerTecnico:
    """The eight points and their reasons; the plan that they are about is a paper of its own."""
    return parecer


EM_PAPEL = "celebracao-em-papel"
"""The change by which the steps of a celebration issue documents."""

ATO = "Ato de designação"
JURIDICO = "Parecer jurídico"
TECNICO = "Parecer técnico"

# -- Arts. 34 a 37: a celebração -----------------------------------------------------------------------------------
DOTACAO = OfficialDocument(
    id="celebracao.documento-da-dotacao", title="Indicação da dotação orçamentária", template=Template.DESPACHO,
    provision=DEC_167.art(34, inciso="II"), of="celebracao.dotacao-indicada",
)  # fmt: skip
PARECER_TECNICO = OfficialDocument(
    id="celebracao.documento-do-parecer-tecnico", title="Parecer técnico da celebração", called=TECNICO,
    provision=DEC_167.art(34, inciso="IV"), template=Template.PARECER, of="celebracao.parecer", shows=ParecerTecnico,
    makes=_so_o_parecer,
)  # fmt: skip
CONTAS = OfficialDocument(
    id="celebracao.documento-da-avaliacao-de-contas", title="Avaliação de contas rejeitadas", called="Avaliação",
    provision=DEC_167.art(59, inciso="VI"), template=Template.PARECER, of="celebracao.contas-rejeitadas",
)  # fmt: skip
DECISAO_SOBRE_CONTAS = OfficialDocument(
    id="celebracao.documento-da-decisao-sobre-contas", title="Decisão sobre contas rejeitadas em outra esfera",
    provision=DEC_167.art(59, inciso="VI"), template=Template.DESPACHO, of="celebracao.decisao-sobre-contas",
)  # fmt: skip
MINUTA = OfficialDocument(
    id="celebracao.documento-da-minuta", title="Minuta do instrumento da parceria", provision=DEC_167.art(36),
    template=Template.MINUTA, called="Minuta do instrumento", shows=CorpoDeInstrumento,
)  # fmt: skip
BENS = OfficialDocument(
    id="celebracao.documento-dos-bens", title="Justificativa da destinação dos bens", template=Template.DESPACHO,
    provision=DEC_167.art(37, inciso="II", alinea="a"), of="celebracao.destinacao-dos-bens",
)  # fmt: skip
PARECER_JURIDICO = OfficialDocument(
    id="celebracao.documento-do-parecer-juridico", title="Parecer jurídico da celebração", called=JURIDICO,
    provision=DEC_167.art(34, inciso="VII"), template=Template.PARECER, of="celebracao.parecer-juridico-emitido",
)  # fmt: skip
INVIABILIDADE = OfficialDocument(
    id="celebracao.documento-da-inviabilidade", title="Inviabilidade da celebração da parceria", public=True,
    provision=DEC_167.art(31, inciso="II", alinea="b"), template=Template.DESPACHO,
    of="celebracao.inviabilidade-declarada",
)  # fmt: skip
CONVOCACAO = OfficialDocument(
    id="celebracao.documento-da-convocacao", title="Convocação para assinar o instrumento", shows=TextoDaConvocacao,
    provision=DEC_167.art(34, inciso="VIII"), template=Template.CONVOCACAO,
)  # fmt: skip
EXTRATO = OfficialDocument(
    id="celebracao.documento-do-extrato", title="Extrato do instrumento da parceria", called="Extrato",
    provision=DEC_167.art(36, par=2), template=Template.EXTRATO, shows=TextoDoExtratoDoInstrumento, public=True,
)  # fmt: skip
DA_CELEBRACAO = (
    DOTACAO, PARECER_TECNICO, CONTAS, DECISAO_SOBRE_CONTAS, BENS, PARECER_JURIDICO, INVIABILIDADE,
)  # fmt: skip

# -- Art. 34, V e VI: Gestor e Comissão de Monitoramento e Avaliação ---------------------------------------------------
GESTOR = OfficialDocument(
    id="designacao-do-gestor.documento-da-designacao", title="Designação do Gestor da parceria", called=ATO,
    provision=DEC_167.art(34, inciso="V"), template=Template.DESPACHO, of="designacao-do-gestor.designacao",
    public=True,
)  # fmt: skip
DO_GESTOR = (GESTOR,)
COMISSAO = OfficialDocument(
    id="designacao-da-comissao.documento-da-designacao", called=ATO, public=True,
    title="Designação da Comissão de Monitoramento e Avaliação", provision=DEC_167.art(34, inciso="VI"),
    template=Template.DESPACHO, of="designacao-da-comissao.designacao",
)  # fmt: skip
SUBSTITUICAO = OfficialDocument(
    id="designacao-da-comissao.documento-da-substituicao", called=ATO, public=True,
    title="Substituição na Comissão de Monitoramento e Avaliação", provision=DEC_167.art(52, par="unico"),
    template=Template.DESPACHO, of="designacao-da-comissao.substituicao",
)  # fmt: skip
DA_COMISSAO = (COMISSAO, SUBSTITUICAO)

# -- Art. 33: o plano de trabalho --------------------------------------------------------------------------------------
PLANO = OfficialDocument(
    id="plano-da-parceria.documento-da-analise", title="Decisão sobre o plano de trabalho", template=Template.DESPACHO,
    provision=DEC_167.art(33, par=1), of="plano-da-parceria.analise",
)  # fmt: skip
DO_PLANO = (PLANO,)


# -- Arts. 22 a 25: dispensa e inexigibilidade -------------------------------------------------------------------------
class TextoDoExtratoDaDispensa(Form):
    """What goes to the site and to the Diário Oficial of a direct hiring (art. 25, § 1º)."""

    objeto: TextoLongo = campo("Objeto")
    organizacao: Texto = campo("Organização")
    cnpj: Texto = campo("CNPJ", mask="cnpj")
    hipotese: Texto = campo("Hipótese")
    homologada_em: date = campo("Homologada em")
    extrato: TextoLongo = campo("Extrato", widget="textarea")


class TextoDaLiberacao(Form):
    """From when on a direct hiring may be celebrated, and on which publications that rests (art. 25, § 4º)."""

    objeto: TextoLongo = campo("Objeto")
    organizacao: Texto = campo("Organização")
    no_sitio: date = campo("Extrato no sítio oficial em")
    no_diario: date = campo("Extrato no Diário Oficial em")
    liberada_em: date = campo("A parceria pode ser celebrada desde")
    ressalva: Annotated[str, Field(max_length=500)] = campo("O que isto não dispensa")


RESSALVA = "O restante do que o decreto exige para celebrar a parceria (art. 25, § 4º)."
ENQUADRAMENTO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-do-enquadramento", title="Enquadramento da contratação direta",
    called=TECNICO, provision=DEC_167.art(22), template=Template.PARECER, of="dispensa-inexigibilidade.enquadramento",
)  # fmt: skip
JUSTIFICATIVA = OfficialDocument(
    id="dispensa-inexigibilidade.documento-da-justificativa", title="Justificativa da contratação direta",
    called="Justificativa", provision=DEC_167.art(25), template=Template.PARECER,
    of="dispensa-inexigibilidade.justificativa",
)  # fmt: skip
HOMOLOGACAO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-da-homologacao", title="Homologação da justificativa da contratação direta",
    provision=DEC_167.art(25), template=Template.DESPACHO, of="dispensa-inexigibilidade.homologacao", public=True,
)  # fmt: skip
EXTRATO_DA_DISPENSA = OfficialDocument(
    id="dispensa-inexigibilidade.documento-do-extrato", title="Extrato da justificativa da contratação direta",
    provision=DEC_167.art(25, par=1), template=Template.EXTRATO, called="Extrato", public=True,
    shows=TextoDoExtratoDaDispensa,
)  # fmt: skip
JULGAMENTO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-do-julgamento", title="Resposta à impugnação", template=Template.DESPACHO,
    provision=DEC_167.art(25, par=2), of="dispensa-inexigibilidade.julgamento",
)  # fmt: skip
DESFAZIMENTO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-do-desfazimento", title="Revogação ou anulação da contratação direta",
    provision=DEC_167.art(25, par=3), template=Template.DESPACHO, of="dispensa-inexigibilidade.desfazimento",
    public=True,
)  # fmt: skip
ANTECIPACAO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-da-antecipacao", template=Template.DESPACHO,
    title="Decisão de celebrar antes do fim da janela de impugnação", provision=DEC_167.art(25, par=2),
    of="dispensa-inexigibilidade.antecipacao",
)  # fmt: skip
LIBERACAO = OfficialDocument(
    id="dispensa-inexigibilidade.documento-da-liberacao", title="Liberação da contratação direta", public=True,
    provision=DEC_167.art(25, par=4), template=Template.DESPACHO, shows=TextoDaLiberacao,
)  # fmt: skip
DA_DISPENSA = (ENQUADRAMENTO, JUSTIFICATIVA, HOMOLOGACAO, JULGAMENTO, DESFAZIMENTO, ANTECIPACAO)


# -- Art. 31: recursos -------------------------------------------------------------------------------------------------
def _decisao_do_recurso(de: str, titulo: str) -> OfficialDocument:
    return OfficialDocument(
        id=f"recurso.documento-da-{de}", title=titulo, provision=DEC_167.art(31, par=1), template=Template.DESPACHO,
        of=f"recurso.{de}",
    )  # fmt: skip


RECONSIDERACAO = _decisao_do_recurso("reconsideracao", "Reconsideração no recurso")
RECONSIDERACAO_DA_COMISSAO = _decisao_do_recurso("reconsideracao-da-comissao", "Reconsideração no recurso")
RECONSIDERACAO_DO_SECRETARIO = _decisao_do_recurso("reconsideracao-do-secretario", "Reconsideração no recurso")
DECISAO_SUPERIOR = _decisao_do_recurso("decisao-superior", "Decisão do recurso")
DECISAO_DA_AUTORIDADE = _decisao_do_recurso("decisao-da-autoridade", "Decisão do recurso")
DECISAO_DA_INDICADA = _decisao_do_recurso("decisao-da-indicada", "Decisão do recurso")
CONSULTA = OfficialDocument(
    id="recurso.documento-da-consulta", title="Resposta da PGE à dúvida jurídica sobre o recurso", called=JURIDICO,
    provision=DEC_167.art(31, par=3), template=Template.PARECER, of="recurso.consulta-a-pge",
)  # fmt: skip
EFEITO_SUSPENSIVO = OfficialDocument(
    id="recurso.documento-do-efeito-suspensivo", title="Efeito suspensivo do recurso", template=Template.DESPACHO,
    provision=DEC_167.art(31, par=2), of="recurso.efeito-suspensivo",
)  # fmt: skip
DO_RECURSO = (
    RECONSIDERACAO, RECONSIDERACAO_DA_COMISSAO, RECONSIDERACAO_DO_SECRETARIO, DECISAO_SUPERIOR, DECISAO_DA_AUTORIDADE,
    DECISAO_DA_INDICADA, CONSULTA, EFEITO_SUSPENSIVO,
)  # fmt: skip


# -- Arts. 34, I, b, e 9º, 11 e 61: inviabilidade da concessão; cadastro, capacidade e rede -----------------
NOTA_TECNICA = OfficialDocument(
    id="inviabilidade-da-concessao.documento-da-nota-tecnica", title="Nota técnica de inviabilidade da concessão",
    called="Nota técnica", provision=DEC_167.art(34, inciso="I", alinea="b"), template=Template.PARECER,
    of="inviabilidade-da-concessao.nota-tecnica",
)  # fmt: skip
DA_INVIABILIDADE = (NOTA_TECNICA,)
CADASTRO = OfficialDocument(
    id="cadastramento.documento-da-analise", title="Decisão sobre o cadastro da organização",
    provision=DEC_167.art(9), template=Template.DESPACHO, of="cadastramento.analise",
)  # fmt: skip
DO_CADASTRO = (CADASTRO,)
CAPACIDADE = OfficialDocument(
    id="habilitacao-tecnica.documento-da-avaliacao", title="Avaliação da capacidade técnica e operacional",
    called=TECNICO, provision=DEC_167.art(11), template=Template.PARECER, of="habilitacao-tecnica.avaliacao",
)  # fmt: skip
DA_CAPACIDADE = (CAPACIDADE,)
REDE = OfficialDocument(
    id="atuacao-em-rede.documento-da-autorizacao", title="Decisão sobre a atuação em rede",
    provision=DEC_167.art(61), template=Template.DESPACHO, of="atuacao-em-rede.autorizacao",
)  # fmt: skip
REQUISITOS_DA_REDE = OfficialDocument(
    id="atuacao-em-rede.documento-da-conferencia", title="Conferência dos requisitos da celebrante", called=TECNICO,
    provision=DEC_167.art(61), template=Template.PARECER, of="atuacao-em-rede.conferencia",
)  # fmt: skip
CAPACIDADE_NA_REDE = OfficialDocument(
    id="atuacao-em-rede.documento-da-capacidade", title="Aferição da capacidade técnica da executante", called=TECNICO,
    provision=DEC_167.art(61), template=Template.PARECER, of="atuacao-em-rede.capacidade",
)  # fmt: skip
DA_REDE = (REDE, REQUISITOS_DA_REDE, CAPACIDADE_NA_REDE)
