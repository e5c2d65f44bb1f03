"""What the records say went through the account of a partnership: what `conciliacao-bancaria` lays the statement by.

Payments are those of the monthly registers (art. 42, § 5º), the last of each month; instalments those credited
(art. 38), and what was given back, as it was said to be (art. 36, IX). No name nor number of a person is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from workflows.contas.regras_conciliacao import Registrado
from workflows.execucao.atos_do_registro import REGISTRAR
from workflows.execucao.atos_do_repasse import REGISTRAR_CREDITO
from workflows.execucao.razao import Natureza
from workflows.execucao.restituicao_de_saldos import DEVOLVER
from workflows.kernel import Register
from workflows.kernel.consult import Reply
from workflows.kernel.state import FactKind, Value
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import centavos, em_reais

NO_MAXIMO = 2000
"""Lines that one answer holds."""
HISTORICO = 120
TIPOS = ("registro-de-despesas", "repasse-de-parcela", "restituicao-de-saldos")
"""The procedures in whose cases money goes through the account."""


class EntreDias(Value):
    """The question: an organisation, the number of its instrument, and both days included."""

    parte: str
    numero: str
    inicio: date
    fim: date


class Movimento(Reply):
    """The answer: the lines in the order of their days; `alem` is how many more there are than an answer holds."""

    linhas: tuple[Registrado, ...] = ()
    alem: int = 0

    def words(self) -> str:
        """How many payments there are and what they come to."""
        pagos = [uma.centavos for uma in self.linhas if uma.natureza is Natureza.DESPESA]
        quantos = "1 pagamento registrado" if len(pagos) == 1 else f"{len(pagos)} pagamentos registrados"
        return f"{quantos}, {em_reais(sum(pagos))}" if self.linhas else "nada consta"


MOVIMENTO = Register(
    id="conciliacao-bancaria.movimento", title="o movimento registrado da parceria",
    provision=DEC_167.art(92, inciso="II"), duties=("R-092",), question=EntreDias, answer=Movimento,
)  # fmt: skip


class Fato(NamedTuple):
    """A fact of a case of one of `TIPOS`: its kind and its data, in the order in which the cases ended."""

    case: str
    kind: str
    data: Mapping[str, Any]


def movimento_de(fatos: Iterable[Fato], pergunta: EntreDias) -> Movimento:
    """What facts of an organisation's cases say of the partnership between both days.

    `fatos` are `CaseStarted` and `TaskCompleted`; cases in the order in which they ended, facts in that of each case.
    """
    meus: dict[str, Mapping[str, Any]] = {}
    meses: dict[str, list[Registrado]] = {}
    outros: list[Registrado] = []
    for fato in fatos:
        if fato.kind == FactKind.CASE_STARTED:
            entrada = fato.data.get("input") or {}
            parceria = entrada.get("parceria") or {}
            if (parceria.get("parte"), parceria.get("numero")) == (pergunta.parte, pergunta.numero):
                meus[fato.case] = entrada
        elif fato.case in meus:
            linhas = list(_do_ato(str(fato.data.get("decl")), fato.data.get("form") or {}))
            if fato.data.get("decl") == REGISTRAR.id:
                meses[meus[fato.case]["mes"]] = linhas
            else:
                outros += linhas
    todas = [uma for linhas in (*meses.values(), outros) for uma in linhas]
    do_periodo = sorted((uma for uma in todas if pergunta.inicio <= uma.dia <= pergunta.fim), key=lambda uma: uma.dia)
    return Movimento(linhas=tuple(do_periodo[:NO_MAXIMO]), alem=max(0, len(do_periodo) - NO_MAXIMO))


def _do_ato(decl: str, form: Mapping[str, Any]) -> Iterator[Registrado]:
    if decl == REGISTRAR.id:
        for uma in form.get("despesas") or ():
            yield _linha(uma["pago_em"], Natureza.DESPESA, uma["valor"], uma["objeto"], uma["comprovante"])
    elif decl == REGISTRAR_CREDITO.id:
        yield _linha(form["creditado_em"], Natureza.REPASSE, form["valor"], "Parcela creditada", form["ordem_bancaria"])
    elif decl == DEVOLVER.id:
        valor = centavos_de(form["saldo"]) + centavos_de(form["rendimentos"])
        if valor:
            yield _linha(form["devolvido_em"], Natureza.DEVOLUCAO, Decimal(valor) / 100, "Devolução do saldo")


def _linha(dia: str, natureza: Natureza, valor: Any, historico: str, documento: str = "") -> Registrado:
    return Registrado(
        dia=date.fromisoformat(dia), natureza=natureza, centavos=centavos_de(valor), historico=historico[:HISTORICO],
        documento=documento[:HISTORICO],
    )  # fmt: skip


def centavos_de(valor: Any) -> int:
    """The cents of an amount as a fact holds it."""
    return centavos(Decimal(str(valor)))
