"""What may be brought to a partnership of the toll that it collects (arts. 69, § 2º, 72 and 82)."""

from typing import Any

from workflows.execucao.formularios_cobranca import ART_72, AtoDaCobranca
from workflows.execucao.regras_da_cobranca import obices
from workflows.kernel import Event, veda_cada
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO


def _cabe_na_cobranca(caso: Any, _ato: Any, dito: AtoDaCobranca) -> None:
    veda_cada(list(obices(caso.cobranca, dito, caso.vigente, caso.today)))


REGISTRAR_COBRANCA = Event(
    id="parceria.cobranca-do-pedagio", title="cobrança do pedágio", provision=ART_72, duties=("PEO-01", "R-082"),
    who=(AREA_TECNICA, GESTAO, INTEGRACAO), form=AtoDaCobranca, many=True, awaited=True, check=_cabe_na_cobranca,
    instructions="Registre o início que o ato normativo setorial fixa e, depois, cada novo teto e o fim. O balancete "
    "de cada mês de cobrança é aberto no dia seguinte ao mês; um já aberto segue com o teto com que foi aberto.",
)  # fmt: skip
