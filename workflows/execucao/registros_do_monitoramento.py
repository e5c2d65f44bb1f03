"""What monitoring leaves to be found of a partnership, by its `chave` and day."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

RELATORIO_TECNICO = Register(
    id="relatorio-tecnico.homologado", title="o relatório técnico de monitoramento", question=OnDay, answer=Entry,
    provision=DEC_167.art(53, inciso="III"), duties=("MON-05", "R-051-HOMOLOG"),
)  # fmt: skip
"""The last technical report that the commission homologated; `details` hold the last day of its period (`ate`), and
those of all that were homologated, in whatever order (`alcancados`)."""
ALCANCADOS = "alcancados"
