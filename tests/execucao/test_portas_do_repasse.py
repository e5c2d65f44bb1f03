"""Arts. 33, § 3º, 38 to 40 and 80: no path releases an instalment past a closed door; and the doors, one by one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.wandering import Wandering, wander
from workflows.execucao import atos_do_repasse as atos
from workflows.execucao.formularios_repasse import Aplicacao, ContaEspecifica, Finalidade, PedidoDeRepasse
from workflows.execucao.portas_do_repasse import CONTAS_DA_ANTERIOR, DO_REPASSE, PROJETO, SEM_RETENCAO
from workflows.execucao.registros import CONTAS_PARCIAIS, RETENCAO
from workflows.execucao.regras_repasse import Consta, admite_uso, inadequacoes, ja_devidas_de, por_extenso, portas
from workflows.execucao.regras_retencao import com, sem
from workflows.execucao.repasse_de_parcela import LIBERADA, RepasseDeParcela
from workflows.kernel import DECORRIDO, HumanTask, Register
from workflows.kernel.procedure import Answer
from workflows.kernel.registering import Entry

ALL = {one.id for one in DO_REPASSE.requirements}
PARCERIA = {
    "numero": "Termo 1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação", "organizacao": "Instituto",
    "parte": "org-1", "inicio": "2026-03-25", "fim": "2028-03-25", "repasse": "10.00",
    "gestores": [{"pessoa": "gil", "nome": "Gil"}],
    "comissao": [{"pessoa": "ana", "nome": "Ana", "vinculo": "outro"}],
}  # fmt: skip
ANTERIOR = date(2026, 4, 9)

requests = st.builds(
    lambda first, works, waits: PedidoDeRepasse.model_validate({
        "parceria": PARCERIA, "espera_projeto": waits, "anterior_liberada_em": None if first else ANTERIOR.isoformat(),
        "parcela": {"numero": 1 if first else 2, "dia": "2026-07-01", "valor": "5.00", "obra": works},
    }),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
days = st.none() | st.dates(ANTERIOR - timedelta(days=9), ANTERIOR + timedelta(days=9))
entries = st.builds(
    lambda holds, since, until: Entry(
        holds=holds, since=since, details={"apresentadas_ate": until.isoformat()} if until else {}
    ),
    st.booleans(), days, days,
)  # fmt: skip


class Releasing(Wandering):
    """One path, any path, with registers that say anything; it remembers what stood when money left."""

    def __init__(self, draw: st.DataObject, request: PedidoDeRepasse) -> None:
        super().__init__(draw, request)
        self.said: dict[str, Entry] = {}
        self.credited: list[tuple[set[str], dict[str, Entry]]] = []
        self.proved = 0

    def reckon(self, rule: Any, *args: Any, **more: Any) -> Any:
        return rule(*args, **more) if rule is portas else super().reckon()

    async def consult(self, register: Register[Any], **question: Any) -> Any:
        if register not in (CONTAS_PARCIAIS, RETENCAO):
            return await super().consult(register, **question)
        self.choose(1)
        self.said[register.id] = self.draw.draw(entries)
        return self.said[register.id]

    async def ask(self, task: HumanTask, **how: Any) -> Answer:
        if task is atos.REGISTRAR_CREDITO:
            self.credited.append((ALL - self.standing, dict(self.said)))
        answer = await super().ask(task, **how)
        self.proved += task is atos.REGISTRAR_CREDITO and answer != DECORRIDO
        return answer


@settings(max_examples=400)
@given(st.data(), requests)
def test_no_path_releases_past_a_closed_door(data: st.DataObject, request: PedidoDeRepasse) -> None:
    walk, outcome = wander(Releasing, RepasseDeParcela, data, request)
    for missing, said in walk.credited:
        assert missing == set()
        assert not said[RETENCAO.id].holds
        if request.anterior_liberada_em is not None:
            contas = said[CONTAS_PARCIAIS.id]
            ate = contas.details.get("apresentadas_ate") or contas.since.isoformat()
            assert contas.holds
            assert date.fromisoformat(ate) >= ANTERIOR
    assert walk.proved <= min(len(walk.credited), 1)
    assert (outcome == LIBERADA) is (walk.proved == 1 and outcome is not None)


@given(entries, entries)
def test_the_first_instalment_asks_for_no_accounts(contas: Entry, retencao: Entry) -> None:
    achadas = portas(Consta(contas, retencao))
    assert achadas.contas_apresentadas
    assert achadas.contas_regulares
    assert achadas.abertas is not retencao.holds


def test_accounts_are_presented_and_not_approved() -> None:
    apresentadas = Entry(
        state="apresentadas", holds=True, since=date(2026, 7, 1), details={"apresentadas_ate": "2026-06-22"}
    )
    assert portas(Consta(apresentadas, Entry(), ANTERIOR)).abertas
    nenhumas = portas(Consta(Entry(), Entry(), ANTERIOR))
    assert not nenhumas.contas_apresentadas
    de_antes = apresentadas.model_copy(update={"details": {"apresentadas_ate": "2026-04-08"}})
    assert not portas(Consta(de_antes, Entry(), ANTERIOR)).contas_apresentadas


def test_a_closed_door_says_whether_the_accounts_are_owed_yet() -> None:
    fechadas = [one for one in DO_REPASSE.requirements if one.id in (CONTAS_DA_ANTERIOR.id, SEM_RETENCAO.id)]
    assert ja_devidas_de(Entry(details={"ate": "2026-04-09"}), ANTERIOR)
    assert not ja_devidas_de(Entry(details={"ate": "2026-04-08"}), ANTERIOR)
    assert not ja_devidas_de(Entry(), ANTERIOR)
    assert "trecho" in por_extenso(fechadas, ainda_nao_devidas=True)
    assert "trecho" not in por_extenso(fechadas)
    assert "trecho" not in por_extenso(fechadas[1:], ainda_nao_devidas=True)


def test_the_gate_names_each_door_once() -> None:
    assert len(ALL) == len(DO_REPASSE.requirements) == 7
    assert {PROJETO.provision.id, SEM_RETENCAO.provision.id} == {"dec-167:art-33:par-3", "dec-167:art-40"}


CONTA = ContaEspecifica(
    banco="Banco", agencia="1", conta="2", especifica=True, banco_publico=True, isenta_de_tarifas=True,
    aplicacao=Aplicacao.POUPANCA, registro_contabil=True,
)  # fmt: skip


@pytest.mark.parametrize("falta", ["especifica", "banco_publico", "isenta_de_tarifas", "registro_contabil"])
def test_each_lack_keeps_an_account_from_being_the_partnerships(falta: str) -> None:
    assert list(inadequacoes(CONTA)) == []
    assert len(list(inadequacoes(CONTA.model_copy(update={falta: False})))) == 1


@pytest.mark.parametrize(
    ("finalidade", "meses", "regular", "obices"),
    [
        (Finalidade.AMPLIACAO, 6, True, 0), (Finalidade.INFLACAO, 12, True, 1), (Finalidade.INFLACAO, 13, True, 0),
        (Finalidade.INFLACAO, 12, False, 2), (Finalidade.ADEQUACAO, 24, False, 1),
    ],
)  # fmt: skip
def test_balances_are_used_by_who_is_regular_and_for_inflation_after_a_year(
    finalidade: Finalidade, meses: int, regular: bool, obices: int
) -> None:
    assert len(list(admite_uso(finalidade, meses, regular))) == obices


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abc"))))
def test_a_retention_ends_alone(changes: list[tuple[bool, str]]) -> None:
    standing: set[str] = set()
    ativas: list[str] = []
    for begins, one in changes:
        ativas = com(ativas, one) if begins else sem(ativas, one)
        standing = standing | {one} if begins else standing - {one}
        assert set(ativas) == standing
