"""What binds SINFRA and what binds the organisation by a day, side by side: to everybody, to who signs in, as data."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from activities.records.engine import Sessions
from activities.records.queries.partnerships import OwedDeadline
from api.opendata.rows import PrazoDaParceria
from api.services import partnership_deadlines as service
from api.services.partnership_deadlines import APPEALS, TOLD, Side, Stand, standing
from api.web.views.prazos_da_parceria import days_late, sides
from tests.records.make import deadline
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.parcerias import MANAGER, PARTE, instrument, partnership, running, told
from workflows import procedures
from workflows.clock import Binds, Late, Nature, Term, Unit, dias, lapse_instant, load_calendar
from workflows.kernel import registry
from workflows.kernel.appeal import PROVIDO
from workflows.kernel.state import DeadlineState, DeadlineStatus
from workflows.kernel.words import Deadline

pytestmark = pytest.mark.engines
PAGE, DATA = "/publico/parcerias/par-1", "/dados-abertos/v1/prazos-das-parcerias"
WHO = "Zulmira Quaresma Buriti"
SECRET = {
    "sancao", "rescisao", "denuncia", "apuracao-na-rede", "tomada-de-contas-especial", "representacao",
    "comunicacao-de-irregularidade", "visita-tecnica", "retencao-de-parcela", "guarda-dos-documentos",
}  # fmt: skip
"""Under a partnership, and not told of: what accuses before a decision; what binds nobody to an act in public."""


def at(day: str) -> datetime:
    """Eleven at night of a day in Cuiabá, when it is already the next one in UTC."""
    return datetime.fromisoformat(f"{day}T23:00:00-04:00").astimezone(UTC)


def owed(
    id: str, case: str, decl: str, due: str | None, binds: Binds = Binds.ADMINISTRACAO, **more: Any
) -> DeadlineState:
    """A deadline counted from 1 Apr 2026, as a case records it."""
    nature = more.pop("nature", Nature.ADMINISTRATIVE)
    term = Term(budget=dias(30), anchor=date(2026, 4, 1), binds=binds, nature=nature)
    when = date.fromisoformat(due) if due else None
    return deadline(id, case=case, decl=decl, due=when, term=term, **more)


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A partnership on 1 Oct 2026, in which each side is late with something."""
    app.state.door.now = lambda: at("2026-10-01")
    found: Sessions = app.state.door.sessions
    await partnership(found)
    ours = (
        owed("d1", "alt-1", "alteracao.prazo-da-manifestacao", "2026-09-19", status=DeadlineStatus.LAPSED,
             title="resposta ao pedido de alteração", provision="dec-167:art-49:par-2"),
        owed("d2", "alt-1", "alteracao.prazo-do-esclarecimento", "2026-09-01", Binds.PARTICULAR, party=PARTE,
             nature=Nature.PEREMPTORY, title="esclarecimento do pedido de alteração"),
    )  # fmt: skip
    await told(found, "alt-1", {"type": "alteracao", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running()}, deadlines=ours)  # fmt: skip
    accounts = (
        owed("d1", "fin-1", "contas-finais.prazo-da-analise", "2026-08-10", status=DeadlineStatus.MET_LATE,
             closed_at=at("2026-09-19"), title="análise da prestação de contas final", provision="dec-167:art-88"),
        owed("d2", "fin-1", "contas-finais.prazo", "2026-03-12", Binds.PARTICULAR, status=DeadlineStatus.CANCELLED,
             closed_at=at("2026-04-01"), title="prestação de contas final", provision="dec-167:art-83"),
        owed("d3", "fin-1", "contas-finais.prazo-da-omissa", "2026-03-30", Binds.PARTICULAR, nature=Nature.PEREMPTORY,
             status=DeadlineStatus.LAPSED, closed_at=lapse_instant(date(2026, 3, 30)),
             title="contas depois da notificação"),
        owed("d4", "fin-1", "contas-finais.outro", "2026-04-30", status=DeadlineStatus.CANCELLED,
             closed_at=at("2026-04-02"), title="o que deixou de importar"),
    )  # fmt: skip
    await told(found, "fin-1", {"type": "contas-finais", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running()}, deadlines=accounts)  # fmt: skip
    await told(found, "jul-1", {"type": "julgamento", "parties": (PARTE,), "parent": "par-1"},
               {"parceria": running()})  # fmt: skip
    appeal = owed("d1", "rec-1", "recurso-das-contas.prazo-da-decisao", "2026-09-30", status=DeadlineStatus.LAPSED,
                  title="decisão do recurso das contas", provision="dec-167:art-97:par-unico")  # fmt: skip
    await told(found, "rec-1", {"type": "recurso-das-contas", "parties": ("u-marta",), "parent": "jul-1"},
               {"recorrente": WHO, "razoes": WHO}, deadlines=(appeal,))  # fmt: skip
    await _kept(found)
    return found


async def _kept(found: Sessions) -> None:
    """What nobody is told of in public: an accusation, a report, another partnership, and another organisation's."""
    defence = owed("d1", "san-1", "sancao.prazo-da-defesa", "2026-09-01", Binds.PARTICULAR, title="defesa da sanção")
    await told(found, "san-1", {"type": "sancao", "parties": (PARTE,)}, {"parceria": running()}, deadlines=(defence,))
    look = owed("d1", "rep-1", "representacao.prazo", "2026-09-01", title="exame da representação")
    head = {"type": "representacao", "parties": ("u-joana",)}
    await told(found, "rep-1", head, {"parceria": running(), "fato": WHO}, deadlines=(look,))
    other = owed("d1", "alt-2", "alteracao.prazo-da-manifestacao", "2026-09-01", title="de outra parceria")
    await told(found, "alt-2", {"type": "alteracao", "parties": (PARTE,)},
               {"parceria": running("Termo de Fomento 2/2026")}, deadlines=(other,))  # fmt: skip
    same = owed("d1", "alt-3", "alteracao.prazo-da-manifestacao", "2026-09-01", title="de outra organização")
    await told(found, "alt-3", {"type": "alteracao", "parties": ("org-outra",)}, {"parceria": running()},
               deadlines=(same,))  # fmt: skip
    given = owed("d1", "ben-1", "bens-remanescentes.prazo-do-donatario", "2026-09-01", Binds.PARTICULAR,
                 title="retirada dos bens doados")  # fmt: skip
    await told(found, "ben-1", {"type": "bens-remanescentes", "parties": (PARTE,)}, {"parceria": running()},
               deadlines=(given,))  # fmt: skip


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).strip()


def _tables(page: str) -> dict[str, list[tuple[str, str]]]:
    """By side: each deadline and how it stands, in the words of the page."""
    found = {}
    for side in Side:
        part = page.split(f'id="prazos-{side}"')[1].split("</section>")[0]
        rows: list[tuple[str, str]] = re.findall(
            r'<th scope="row"[^>]*>(.*?)<br>.*?data-label="Como está">(.*?)</td>', part
        )
        found[side.value] = [(_plain(title), _plain(stands)) for title, stands in rows]
    return found


LATE = {
    "sinfra": [
        ("Resposta ao pedido de alteração", "Vencido há 12 dias"),
        ("Decisão do recurso das contas", "Vencido há 1 dia"),
        ("Análise da prestação de contas final", "Cumprido com atraso 40 dias depois, em 19/09/2026"),
        ("Análise das contas parciais", "Cumprido em 02/08/2026"),
    ],
    "organizacao": [
        # From 13 March to 1 April, and on 25 June: what is counted in working days is late in working days.
        ("Prestação de contas final", "Não cumprido 14 dias úteis de atraso, o processo seguiu sem ele em 01/04/2026"),
        ("Contas depois da notificação", "Não cumprido até o fim do prazo"),
        ("Apresentação das contas parciais", "Cumprido com atraso 1 dia útil depois, em 25/06/2026"),
    ],
}  # fmt: skip
WITHHELD = (
    "sclarecimento do pedido", "defesa da sanção", "Defesa da sanção", "exame da representação", "de outra parceria",
    "de outra organização", "retirada dos bens doados", "o que deixou de importar", WHO, MANAGER, PARTE,
)  # fmt: skip


async def test_everybody_reads_what_each_side_is_late_with(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    page = (await (await browse("")).get(PAGE)).text
    assert faults(page) == []
    assert _tables(page) == LATE
    assert "2 vencidos, 1 cumprido com atraso, 1 cumprido no prazo." in page
    assert "2 não cumpridos, 1 cumprido com atraso." in page
    for said in ("art.\u00a088", "art.\u00a097, parágrafo único", "art.\u00a049, §\u00a02º"):
        assert said in page, said
    for hidden in WITHHELD:
        assert hidden.lower() not in page.lower(), hidden
    assert "/prazos/" not in page


async def test_everybody_reads_how_late_sinfra_released_an_instalment(browse: Browse, sessions: Sessions) -> None:
    nobody = await browse("")
    assert "Atrasos da SINFRA na liberação" not in (await nobody.get(PAGE)).text
    late = {"parcela": 1, "liberada_em": "2026-06-20", "dias_de_atraso_da_sinfra": 19,
            "atraso_da_sinfra": "de 02/06/2026 a 20/06/2026"}  # fmt: skip
    await told(sessions, "rep-9", {"type": "repasse-de-parcela", "parties": (PARTE,), "public": late},
               {"parceria": running()})  # fmt: skip
    page = (await nobody.get(PAGE)).text
    assert faults(page) == []
    assert "A 1ª parcela saiu com 19 dias de atraso da SINFRA: de 02/06/2026 a 20/06/2026." in page
    assert "/processos/rep-9" not in page


async def test_a_partnership_without_deadlines_says_so(browse: Browse, sessions: Sessions) -> None:
    await told(sessions, "par-7", {"type": "parceria", "parties": (PARTE,)},
               {"instrumento": instrument("Termo de Fomento 7/2026")})  # fmt: skip
    page = (await (await browse("")).get("/publico/parcerias/par-7")).text
    assert faults(page) == []
    assert "Nenhum prazo correu nem corre para a SINFRA." in page
    assert "Nenhum prazo correu nem corre para a organização." in page


async def test_who_signs_in_reads_the_rest_and_the_way_to_each_proof(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    for login in ("marta", "osc"):
        browser = await browse(login)
        page = (await browser.get("/processos/par-1")).text
        assert faults(page) == []
        found = _tables(page)
        assert [row for row in found["sinfra"] if row in LATE["sinfra"]] == LATE["sinfra"]
        titles = [title for title, _ in found["organizacao"]]
        assert {"Esclarecimento do pedido de alteração", "Defesa da sanção"} <= set(titles)
        for hidden in (
            "Exame da representação",
            "De outra parceria",
            "De outra organização",
            "Retirada dos bens doados",
        ):
            assert hidden not in page, (login, hidden)
        ways = re.findall(r'href="(/prazos/[^"]+)"', page)
        assert "/prazos/alt-1.d1" in ways
        assert ("/prazos/rec-1.d1" in ways) is (login == "marta"), "the organisation is no party of the appeal's case"
        for way in set(ways):
            assert (await browser.get(way)).status_code == 200, (login, way)


async def test_the_data_tell_the_same_and_no_more(app: FastAPI, browse: Browse, sessions: Sessions) -> None:
    assert sessions
    nobody = await browse("")
    answer = await nobody.get(f"{DATA}.json")
    rows = {row["identificador"]: PrazoDaParceria.model_validate(row) for row in answer.json()["itens"]}
    told = ("alt-1.d1", "con-1.d1", "con-1.d2", "fin-1.d1", "fin-1.d2", "fin-1.d3", "fin-1.d4", "rec-1.d1")
    assert sorted(rows) == list(told)
    late = {
        id: (row.situacao.value, row.dias_de_atraso, row.unidade_do_atraso, row.cumprido_em) for id, row in rows.items()
    }
    assert late == {
        "alt-1.d1": ("vencido", 12, "dia_corrido", None),
        "con-1.d1": ("cumprido-em-atraso", 1, "dia_util", date(2026, 6, 25)),
        "con-1.d2": ("cumprido", None, None, date(2026, 8, 2)),
        "fin-1.d1": ("cumprido-em-atraso", 40, "dia_corrido", date(2026, 9, 19)),
        "fin-1.d2": ("nao-cumprido", 14, "dia_util", None),
        "fin-1.d3": ("nao-cumprido", None, None, None),
        "fin-1.d4": ("dispensado", None, None, None),
        "rec-1.d1": ("vencido", 1, "dia_corrido", None),
    }
    assert {row.de_quem for id, row in rows.items() if id in ("con-1.d1", "fin-1.d2", "fin-1.d3")} == {"organizacao"}
    one = rows["rec-1.d1"]
    assert (one.parceria, one.instrumento, one.processo) == (
        "par-1",
        "Termo de Fomento 1/2026",
        "Recurso das contas 1/2026",
    )
    assert one.endereco == "http://127.0.0.1:8000/publico/parcerias/par-1"
    for hidden in WITHHELD:
        assert hidden == "o que deixou de importar" or hidden not in answer.text, hidden
    app.state.door.now = lambda: at("2028-01-01")
    assert (await nobody.get(f"{DATA}.json")).json()["itens"] == [], "the partnership is not disclosed any more"


def _stands(status: DeadlineStatus, due: str | None, nature: Nature = Nature.ADMINISTRATIVE, **more: Any) -> Any:
    """How a deadline, of SINFRA unless `side` says otherwise, stands on 1 Oct 2026."""
    side = more.pop("side", Side.SINFRA)
    state: DeadlineState = owed("d1", "c", "x", due, nature=nature, status=status, **more)
    fields = {**state.model_dump(), "case_id": "c", "case_type": "alteracao", "lapses_at": None, "key": "k",
              "owner": PARTE, "number": 1, "year": 2026, "party_of_case": True}  # fmt: skip
    one = OwedDeadline.model_validate(fields)
    found = standing(one, side, date(2026, 10, 1), load_calendar("mt-cuiaba"))
    return found.stand, found.late.days if found.late else None


OPEN, LAPSED, CANCELLED = DeadlineStatus.OPEN, DeadlineStatus.LAPSED, DeadlineStatus.CANCELLED


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        (_stands(OPEN, "2026-10-01"), (Stand.RUNNING, None)),
        (_stands(OPEN, "2026-09-30"), (Stand.LATE, 1)),
        (_stands(OPEN, "2026-09-30", Nature.VALIDITY), (Stand.NEVER, None)),
        (_stands(OPEN, "2026-09-30", Nature.VALIDITY, side=Side.ORGANIZATION), (Stand.OVER, None)),
        (_stands(LAPSED, "2026-09-30", Nature.PEREMPTORY, side=Side.ORGANIZATION), (Stand.OVER, None)),
        (_stands(LAPSED, "2026-09-20"), (Stand.LATE, 11)),
        (_stands(DeadlineStatus.SUSPENDED, None, remaining=4), (Stand.HELD, None)),
        (_stands(DeadlineStatus.MET, "2026-09-20", closed_at=at("2026-09-20")), (Stand.MET, None)),
        (_stands(DeadlineStatus.MET_LATE, "2026-09-20", closed_at=at("2026-09-21")), (Stand.MET_LATE, 1)),
        (_stands(CANCELLED, "2026-09-20", closed_at=at("2026-09-20")), (Stand.DROPPED, None)),
        (_stands(CANCELLED, "2026-09-20", closed_at=at("2026-09-25")), (Stand.NEVER, 5)),
        (_stands(CANCELLED, "2026-09-20", Nature.VALIDITY, closed_at=at("2026-09-25")), (Stand.DROPPED, None)),
        (_stands(CANCELLED, None, closed_at=at("2026-09-25")), (Stand.DROPPED, None)),
    ],
)
def test_how_a_deadline_stands(stands: Any, expected: Any) -> None:
    """What a case no longer asks for is a lateness all the same once its day was over; eleven at night is that day."""
    assert stands == expected


_natures = st.sampled_from([one for one in Nature if one is not Nature.MINIMUM])
_dates = st.none() | st.dates(date(2026, 1, 1), date(2027, 6, 30))


@given(
    status=st.sampled_from(DeadlineStatus), nature=_natures, due=_dates, closed=_dates,
    side=st.sampled_from(Side), party=st.sampled_from((None, PARTE)),
)  # fmt: skip
def test_whatever_is_recorded_stands_somehow_and_is_said(
    status: DeadlineStatus, nature: Nature, due: date | None, closed: date | None, side: Side, party: str | None
) -> None:
    """Late only what is over; nothing late is met in time, or runs; the page says each once, in its own table."""
    binds = Binds.ADMINISTRACAO if side is Side.SINFRA else Binds.PARTICULAR
    over = lapse_instant(closed) if closed else None
    state = owed("d1", "c", "x", None, binds, nature=nature, status=status, closed_at=over, party=party)
    fields = {**state.model_dump(), "due": due, "case_id": "c", "case_type": "de-outra-versao", "lapses_at": None}
    fields |= {"key": "k", "owner": PARTE, "number": 1, "year": 2026, "party_of_case": True}
    one = OwedDeadline.model_validate(fields)
    assert service.side_of(one) is side
    today = date(2026, 10, 1)
    found = standing(one, side, today, load_calendar("mt-cuiaba"))
    if found.late is not None:
        assert found.late.days >= 0
        assert one.due is not None
        assert one.due < (found.closed or today)
        assert found.stand in (Stand.LATE, Stand.MET_LATE, Stand.NEVER)
    if status is DeadlineStatus.OPEN and due is not None and due >= today and closed is None:
        assert found.stand is Stand.RUNNING
    ours, theirs = sides([found], today)
    lines = {Side.SINFRA: (*ours.shown, *ours.folded), Side.ORGANIZATION: (*theirs.shown, *theirs.folded)}
    assert len(lines[side]) == (found.stand is not Stand.DROPPED)
    assert sum(map(len, lines.values())) == len(lines[side])
    assert all(line.word and line.case == "de-outra-versao 1/2026" for line in lines[side])


def test_the_days_in_words() -> None:
    assert days_late(Late(1234, Unit.DIA_CORRIDO), "há ") == "há 1.234 dias"
    assert days_late(Late(1, Unit.DIA_UTIL), "", " depois") == "1 dia útil depois"
    assert days_late(Late(0, Unit.DIA_UTIL)) == "sem dia útil de atraso"
    assert days_late(None) == ""


def test_of_every_kind_of_case_under_a_partnership_it_is_decided_whether_its_deadlines_are_told() -> None:
    assert procedures
    known = {id: registry.about(id) for id in registry.procedures()}
    under = {id for id, about in known.items() if {"parceria", "instrumento"} & set(about.input.model_fields)}
    dated = {id for id in {*under, *APPEALS} if registry.declared(id, Deadline)}
    assert dated <= {*TOLD, *SECRET}, "say in TOLD, or here, whether everybody reads them"
    assert not SECRET & set(TOLD)
    assert set(TOLD) <= set(known)
    assert set(APPEALS) == {id for id, about in known.items() if PROVIDO in about.outcomes}


@pytest.mark.parametrize(
    ("decl", "public"),
    [
        ("contas-finais.prazo-da-analise", True),
        ("julgamento.prazo-da-apreciacao", True),
        ("recurso.prazo-da-decisao", True),
        ("recurso-da-retencao.prazo-de-reconsideracao", True),
        ("recurso-das-contas.prazo-da-decisao", True),
        ("alteracao.prazo-da-manifestacao", True),
        ("celebracao.prazo-do-extrato", True),
        ("contas-finais.prazo", True),
        ("restituicao-de-saldos.prazo", True),
        ("registro-de-despesas.prazo", True),
        ("contas-parciais.prazo-da-defesa", False),
        ("contas-parciais.prazo-da-resposta", False),
        ("julgamento.janela-de-recurso", False),
        ("bens-remanescentes.prazo-do-donatario", False),
        ("parceria.vigencia", False),
    ],
)
def test_what_everybody_reads(decl: str, public: bool) -> None:
    found = registry.declarations()[decl]
    assert isinstance(found, Deadline)
    one: Any = type("One", (), {"term": found, "decl": decl, "party": PARTE, "owner": PARTE})
    side = service.side_of(one)
    kind = next(id for id in registry.procedures() if found in registry.declared(id, Deadline))
    assert (kind in TOLD and side is not None and service.tellable(one, side)) is public
