"""What the body's registers know of the SIGPAR, and of the process that each term has (art. 3º)."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

ORGAO = "orgao"
"""The one party of a register that is about the body itself."""

SIGPAR = Register(
    id="sigpar-implantacao.disponibilidade", title="as funcionalidades disponíveis do SIGPAR", question=OnDay,
    answer=Entry, provision=DEC_167.art(3, par=1),
)  # fmt: skip
"""Of the body (`ORGAO`): it holds once the whole platform is available; `details` hold what already is
(`funcionalidades`)."""

PROCESSO = Register(
    id="triagem.processo", title="o processo do termo", question=OnDay, answer=Entry, provision=DEC_167.art(3),
)  # fmt: skip
"""By number of a process: it holds once a term has it."""
