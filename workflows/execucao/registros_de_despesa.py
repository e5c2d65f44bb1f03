"""What lets an organisation buy and pay as arts. 42, § 8º, and 43, §§ 1º and 3º, say, in the registers of the body."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

REGULAMENTO = Register(
    id="regulamento-de-compras.aprovado", title="o regulamento de compras aprovado", provision=DEC_167.art(42, par=8),
    duties=("R-042-REG",), question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation (`parte`): the regulation that SINFRA approved, since when."""

ESPECIE_AUTORIZADA = Register(
    id="autorizacao-de-pagamento.especie", title="a autorização de pagar em espécie",
    provision=DEC_167.art(43, par=1, inciso="II"), question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave` of the partnership: whether the Secretário lets it pay in cash."""

REEMBOLSO_AUTORIZADO = Register(
    id="autorizacao-de-pagamento.reembolso", title="a autorização de reembolso", provision=DEC_167.art(43, par=3),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave` of the partnership: whether the Secretário lets it reimburse."""
