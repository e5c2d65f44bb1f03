"""What may be brought to a running partnership of its months: that one is to be registered anew (art. 42, § 5º)."""

from typing import Any

from workflows.execucao.atos_do_registro import PAR_5
from workflows.execucao.formularios_registro import RetificacaoDoMes
from workflows.kernel import Event, exige
from workflows.kernel.roles import AREA_TECNICA, OSC


def _ja_registrado(caso: Any, _ato: Any, pedido: RetificacaoDoMes) -> None:
    falta = "Este mês ainda não foi registrado nesta parceria; não há o que retificar."
    exige(caso.registrado(pedido.mes), PAR_5, falta, "mes")
    aberta = "Já há uma retificação deste mês por registrar; registre-a primeiro."
    exige(not caso.se_retifica(pedido.mes), PAR_5, aberta, "mes")


RETIFICAR = Event(
    id="parceria.retificacao-do-mes", title="retificação do registro de um mês", provision=PAR_5,
    duties=("R-042-MONTH",), who=(OSC, AREA_TECNICA), parties_only=True, form=RetificacaoDoMes, many=True, awaited=True,
    check=_ja_registrado,
    instructions="O mês é registrado de novo, por inteiro; até lá vale o que está registrado. Nenhum prazo corre.",
)  # fmt: skip
