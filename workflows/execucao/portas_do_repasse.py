"""What must stand before an instalment is released (arts. 33, § 3º, 36, 38 to 40 and 80): the gate."""

from workflows.kernel import Gate, Requirement
from workflows.norms import DEC_167, Provision


def _porta(nome: str, titulo: str, dispositivo: Provision, *duties: str) -> Requirement:
    return Requirement(id=f"repasse-de-parcela.{nome}", title=titulo, provision=dispositivo, duties=duties)


EFICACIA = _porta("eficacia", "o instrumento eficaz e em vigor", DEC_167.art(36, par=2), "REP-01")
CRONOGRAMA = _porta("cronograma", "a data do cronograma de desembolso", DEC_167.art(38, par=1), "REP-02", "R-038-SCHED")
CONTA = _porta("conta", "a conta específica", DEC_167.art(39), "REP-03", "R-039")
CONTAS_DA_ANTERIOR = _porta(
    "contas-da-anterior", "as contas parciais da parcela anterior", DEC_167.art(38, par=3), "REP-04", "R-038-PC"
)
CONTAS_REGULARES = _porta(
    "contas-regulares", "a falta de contas omitidas ou reprovadas e não sanadas", DEC_167.art(38, par=4), "REP-05",
    "REP-06", "R-038-REPROV", "R-080-SUSP",
)  # fmt: skip
SEM_RETENCAO = _porta("sem-retencao", "a falta de retenção em vigor", DEC_167.art(40), "REP-07", "R-040")
PROJETO = _porta(
    "projeto-executivo", "o projeto executivo aprovado, se a parcela paga a obra", DEC_167.art(33, par=3), "REP-08",
    "R-033-SUSP",
)  # fmt: skip

DO_REPASSE = Gate(
    id="repasse-de-parcela.portas", title="as condições da liberação", provision=DEC_167.art(38),
    requirements=(EFICACIA, CRONOGRAMA, CONTA, CONTAS_DA_ANTERIOR, CONTAS_REGULARES, SEM_RETENCAO, PROJETO),
)  # fmt: skip
