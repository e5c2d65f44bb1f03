"""The documents of PMIS: its decisions, what the proponent receives, and what is published (Decreto 167/2019).

They are made from the facts of the acts themselves, so that every case has them, those that ended before included.
"""

from workflows.kernel import OfficialDocument, Template
from workflows.norms import DEC_167

DIVULGACAO = OfficialDocument(
    id="pmis.documento-da-divulgacao", title="Divulgação da proposta", provision=DEC_167.art(14, inciso="II"),
    template=Template.EXTRATO, of="pmis.divulgacao-da-proposta", public=True,
)  # fmt: skip
INSTAURACAO = OfficialDocument(
    id="pmis.documento-da-instauracao", title="Decisão sobre a instauração do PMIS",
    provision=DEC_167.art(14, inciso="III"), template=Template.DESPACHO, of="pmis.decisao-de-instauracao",
)  # fmt: skip
MANIFESTACAO = OfficialDocument(
    id="pmis.documento-da-manifestacao", title="Manifestação sobre a realização do chamamento público",
    provision=DEC_167.art(14, inciso="V"), template=Template.DESPACHO, of="pmis.manifestacao-final",
)  # fmt: skip
RESPOSTA = OfficialDocument(
    id="pmis.documento-da-resposta", title="Resposta à proposta", provision=DEC_167.art(15, inciso="II"),
    template=Template.DESPACHO, of="pmis.resposta-ao-proponente",
)  # fmt: skip
RESULTADO = OfficialDocument(
    id="pmis.documento-do-resultado", title="Resultado da análise da proposta",
    provision=DEC_167.art(15, inciso="II"), template=Template.EXTRATO, of="pmis.publicacao-do-resultado", public=True,
)  # fmt: skip
DOCUMENTOS = (DIVULGACAO, INSTAURACAO, MANIFESTACAO, RESPOSTA, RESULTADO)
