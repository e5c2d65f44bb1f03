"""The reconciliation of an account as pages and files show it, made of the facts of its case."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from activities.records.queries.views import FactView
from api.web.formatters import date_br, money, plural
from api.web.views.graficos import Cell, Table
from workflows.contas.atos_da_conciliacao import ENVIADO, ENVIAR, ENVIAR_PELA_EQUIPE
from workflows.contas.conciliacao_bancaria import ConciliacaoBancaria, conciliacao_de
from workflows.contas.formularios_conciliacao import POR, EnvioDoExtrato, PedidoDeConciliacao, o_que, reais
from workflows.contas.movimento_da_parceria import MOVIMENTO, Movimento
from workflows.contas.regras_conciliacao import Conciliacao, Lado, Lancamento, Registrado
from workflows.kernel.state import FactKind

TYPE = ConciliacaoBancaria.about.id
KINDS = (FactKind.CASE_STARTED, FactKind.TASK_COMPLETED, FactKind.CONSULTED)
CSV_NAMES = (
    "situacao", "movimento", "registrado_em", "no_banco_em", "valor", "o_que", "comprovante", "historico_do_banco",
    "documento_do_banco", "corresponde_por",
)  # fmt: skip


@dataclass(frozen=True)
class Reconciled:
    """The whole of it: what it says in one sentence, the sides, and the lines in lists."""

    said: str
    alike: bool
    tables: tuple[Table, ...]
    days: int
    beyond: int


def reconciled(facts: Iterable[FactView]) -> tuple[Conciliacao, PedidoDeConciliacao, Movimento] | None:
    """Both sides side by side, as the facts of the case, oldest first, left them; None while there is no statement."""
    asked: PedidoDeConciliacao | None = None
    sent: list[EnvioDoExtrato] = []
    registered = Movimento()
    for fact in facts:
        if fact.kind is FactKind.CASE_STARTED:
            asked = PedidoDeConciliacao.model_validate(fact.data["input"])
        elif fact.kind is FactKind.CONSULTED and fact.data.get("register") == MOVIMENTO.id:
            registered = Movimento.model_validate(fact.data["answer"])
        elif fact.data.get("decl") in (ENVIAR.id, ENVIAR_PELA_EQUIPE.id) and fact.data.get("outcome") == ENVIADO:
            sent.append(EnvioDoExtrato.model_validate(fact.data["form"]))
    if asked is None or not sent:
        return None
    return conciliacao_de(tuple(sent), registered, asked.tolerancia_em_dias), asked, registered


def reconciliation(facts: Iterable[FactView]) -> Reconciled | None:
    """What pages show; None while there is no statement."""
    found = reconciled(facts)
    if found is None:
        return None
    made, asked, registered = found
    return Reconciled(_said(made), made.correlata, tuple(_tables(made)), asked.tolerancia_em_dias, registered.alem)


def _said(made: Conciliacao) -> str:
    if made.correlata:
        return "Cada pagamento registrado tem o seu débito na conta, e cada débito o seu pagamento."
    debits = plural(len(made.debitos_sem_despesa), "débito sem despesa", "débitos sem despesa")
    paid = plural(len(made.pagamentos_sem_debito), "pagamento sem débito", "pagamentos sem débito")
    return f"Não corresponde tudo: {debits} e {paid}."


def _tables(made: Conciliacao) -> Iterator[Table]:
    yield _sides(made.extrato, made.registros)
    credits_alone = [one for one in made.sem_registro if one.centavos > 0]
    income_alone = [one for one in made.sem_lancamento if one.na_conta > 0]
    yield _of_the_bank("Débitos sem despesa registrada", made.debitos_sem_despesa)
    yield _of_the_records("Pagamentos sem débito na conta", made.pagamentos_sem_debito)
    yield _of_the_bank("Créditos sem registro", credits_alone)
    yield _of_the_records("Parcelas e rendimentos sem crédito na conta", income_alone)
    yield Table(
        "Diferenças a explicar", ("O que é", "Registrado", "No banco", "Diferença"),
        tuple(
            _row(
                o_que(one.registrado), f"{date_br(one.registrado.dia)}, {_money(one.registrado.centavos)}",
                f"{date_br(one.lancamento.dia)}, {_money(abs(one.lancamento.centavos))}",
                _money(one.centavos) if one.centavos else plural(abs(one.dias), "dia", "dias"),
            )
            for one in made.diferencas
        ),
    )  # fmt: skip
    yield Table(
        "Correspondem", ("O que é", "Registrado em", "No banco em", "Valor", "Por"),
        tuple(
            _row(
                o_que(one.registrado), date_br(one.registrado.dia), date_br(one.lancamento.dia),
                _money(one.registrado.centavos), POR[one.por],
            )
            for one in made.pares
        ),
    )  # fmt: skip


def _sides(bank: Lado, records: Lado) -> Table:
    def row(name: str, ours: int, theirs: int) -> tuple[Cell, ...]:
        return (Cell(name), Cell(_money(ours)), Cell(_money(theirs)), Cell(_money(ours - theirs), late=ours != theirs))

    rows = (
        row("Débitos", bank.debitos, records.debitos), row("Créditos", bank.creditos, records.creditos),
        row("Créditos menos débitos", bank.saldo, records.saldo),
    )  # fmt: skip
    return Table("Total de cada lado", ("Lado", "No extrato", "Nos registros", "Diferença"), rows)


def _of_the_bank(caption: str, lines: Sequence[Lancamento]) -> Table:
    rows = (
        _row(one.historico or "Sem histórico", date_br(one.dia), _money(abs(one.centavos)), one.documento)
        for one in lines
    )
    return Table(caption, ("Histórico do banco", "Data", "Valor", "Documento"), tuple(rows))


def _of_the_records(caption: str, lines: Sequence[Registrado]) -> Table:
    rows = (_row(o_que(one), date_br(one.dia), _money(one.centavos), one.documento) for one in lines)
    return Table(caption, ("O que é", "Data", "Valor", "Comprovante"), tuple(rows))


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text or "não há") for text in texts)


def _money(cents: int) -> str:
    return money(reais(cents))


def csv_rows(made: Conciliacao) -> Iterator[Sequence[Any]]:
    """Every line of both sides, once: those that correspond, then those alone."""
    for pair in made.pares:
        yield _line("corresponde", pair.registrado, pair.lancamento, POR[pair.por])
    for line in made.sem_registro:
        yield _line("só no extrato", None, line)
    for one in made.sem_lancamento:
        yield _line("só no registro", one, None)


def _line(where: str, record: Registrado | None, line: Lancamento | None, by: str = "") -> Sequence[Any]:
    cents = line.centavos if line else record.na_conta if record else 0
    return (
        where, "débito" if cents < 0 else "crédito", record.dia if record else None, line.dia if line else None,
        reais(abs(cents)), o_que(record) if record else None, record.documento if record else None,
        line.historico if line else None, line.documento if line else None, by or None,
    )  # fmt: skip
