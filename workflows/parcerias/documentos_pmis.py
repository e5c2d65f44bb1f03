"""The documents of PMIS: what the proponent receives, and what is published of the result (Decreto 167/2019, art. 15).

Both are made from the facts of the acts themselves, so that every case has them, those that ended before included.
"""

from workflows.kernel import OfficialDocument, Template
from workflows.norms import DEC_167

RESPOSTA = OfficialDocument(
    id="pmis.documento-da-resposta", title="Resposta à proposta", provision=DEC_167.art(15, inciso="II"),
    template=Template.DESPACHO, of="pmis.resposta-ao-proponente",
)  # fmt: skip
RESULTADO = OfficialDocument(
    id="pmis.documento-do-resultado", title="Resultado da análise da proposta",
    provision=DEC_167.art(15, inciso="II"), template=Template.EXTRATO, of="pmis.publicacao-do-resultado", public=True,
)  # fmt: skip
DOCUMENTOS = (RESPOSTA, RESULTADO)
