"""What procedures of the celebration leave for one another in the registers of the body, by organisation and day."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

CONTRATACAO_DIRETA = Register(
    id="dispensa-inexigibilidade.liberacao", title="a contratação direta liberada", provision=DEC_167.art(25, par=1),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""Whether a partnership may be celebrated without public call; `details` hold the ground and the three dates."""

PLANO_APROVADO = Register(
    id="plano-da-parceria.aprovado", title="o plano de trabalho aprovado", provision=DEC_167.art(34, inciso="III"),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""The last plan approved of the organisation; `details` hold its object, its value, its calendar of disbursement by
months (`desembolso`) and what the term must bring."""

INSTRUMENTO = Register(
    id="celebracao.instrumento", title="o instrumento eficaz", provision=DEC_167.art(36, par=2), question=OnDay,
    answer=Entry,
)  # fmt: skip
"""The last instrument of the organisation that came into effect; `details` hold what its execution starts from."""
