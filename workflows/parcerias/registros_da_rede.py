"""The networks of an organisation, in a register of the body: who executes with it, under which partnership, when."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

REDE = Register(
    id="atuacao-em-rede.executantes", title="as executantes em rede da organização", question=OnDay, answer=Entry,
    provision=DEC_167.art(62, par=2),
)  # fmt: skip
"""By supervising organisation (`parte`): it holds once a term was communicated; `details` hold the terms, each an
`Elo`, ended ones too (`executantes`)."""
EXECUTANTES = "executantes"
