"""What an act of the body would move, as the administration reads it before entering the act."""

import html
import re
from datetime import date

import httpx
import pytest

from activities.records.engine import Sessions
from activities.records.record import record
from tests.records.make import deadline, fact, header, turn
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import DECREE, HOME, NOW, acts, ada, due, resent, sent
from workflows.clock import Binds, Counting, Nature, Term, meses
from workflows.kernel.state import FactKind

__all__ = ["NOW", "ada", "due"]

pytestmark = pytest.mark.engines


async def test_what_a_decree_moves_is_read_page_by_page_as_a_sheet_and_on_paper(
    ada: httpx.AsyncClient, browse: Browse, sessions: Sessions, due: str
) -> None:
    days = f"{HOME}/calendario/dias"
    seen = await sent(ada, days, days, DECREE)
    ways = [html.unescape(one) for one in re.findall(rf'href="({HOME}/previa[^"]+)"', seen.text)]
    assert [one.partition("?")[0] for one in ways] == [f"{HOME}/previa.csv", f"{HOME}/previa.pdf"]
    sheet = await ada.get(ways[0])
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    names, line = sheet.text.splitlines()
    assert names == "processo,tipo,prazo,dispositivo,data_atual,data_nova,alcancado,motivo"
    place = '"Decreto 167/2019, art.\N{NO-BREAK SPACE}14"'
    assert line.startswith(f"1/2026,PMIS,resposta ao proponente,{place},2026-04-17,2026-04-20,sim,")
    paper = await ada.get(ways[1])
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    whole = await ada.get(ways[0].replace(".csv", ""))
    assert (whole.status_code, faults(whole.text)) == (200, [])
    assert "Prévia: nada foi mudado" in whole.text
    assert f'href="{due}"' in whole.text
    beyond = await ada.get(ways[0].replace(".csv", "") + "&depois=zzz")
    assert "Nenhum prazo de processo em curso é tocado daqui em diante" in beyond.text
    for kind in ("", ".csv", ".pdf"):
        assert (await ada.get(f"{HOME}/previa{kind}?mudanca=bm8")).status_code == 404
        assert (await (await browse("marta")).get(ways[0].replace(".csv", kind))).status_code == 403
    assert await acts(sessions) == []


async def test_an_act_that_reaches_what_is_open_is_entered_on_its_day(
    ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    path = f"{HOME}/parametros/prazo_oitiva_pmis_dias"
    act = {"value": "30", "act": "Portaria 1/2026", "since": "11/04/2026", "reaches_open": "sim"}
    late = await sent(ada, path, path, act)
    assert (late.status_code, "registre o ato no dia em que ele começar a valer" in late.text) == (422, True)
    assert (await sent(ada, path, path, {**act, "reaches_open": ""})).status_code == 200
    seen = await sent(ada, path, path, {**act, "since": "10/04/2026"})
    assert "também o que já está aberto" in seen.text
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    assert [one.data["reaches_open"] for one in await acts(sessions)] == [True]
    assert "o que já está aberto" in (await ada.get(f"{HOME}/registro")).text


async def test_an_article_is_amended_by_an_act_that_shows_what_moves_first(
    ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    place, path = "dec-167:art-14:par-1", f"{HOME}/redacoes/nova"
    text = "Todas as etapas devem terminar em até 10 meses do recebimento."
    act = {"provision": place, "summary": text, "amount": "10", "unit": "mes", "since": "2026-04-01"}
    act |= {"act": "Decreto 9/2026", "reaches_open": "sim"}
    begun = (fact(1), fact(2, FactKind.STAGE_ENTERED, data={"stage": "admissibilidade"}))
    term = Term(
        budget=meses(12), anchor=date(2026, 3, 2), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
        binds=Binds.ADMINISTRACAO,
    )  # fmt: skip
    total = deadline("d1", case="c1", due=date(2027, 3, 2), term=term, decl="pmis.prazo-total", provision=place)
    made = turn(1, begun, case="c1", deadlines=(total,))
    await record(sessions, made.model_copy(update={"case": header("c1")}))
    seen = await sent(ada, path, path, act)
    assert re.findall(r'<time datetime="(20[^"]+)"', seen.text) == ["2027-03-02", "2027-01-04"]
    assert "alcança o que já está aberto" in seen.text
    kept = await sent(ada, path, path, {**act, "reaches_open": ""})
    assert "1 outro contaria diferente e fica na data que tem" in kept.text
    wrong = ({"provision": "dec-167:art-999"}, {"summary": "curto"}, {"unit": ""}, {"amount": ""}, {"act": ""},
             {"provision": "dec-167:art-1"}, {"since": "2199-01-01"})  # fmt: skip
    for change in wrong:
        answer = await sent(ada, path, path, {**act, **change})
        assert (answer.status_code, 'class="error"' in answer.text) == (422, True), change
    assert await acts(sessions) == []
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    (entered,) = await acts(sessions)
    assert (entered.what, entered.data["after"]["budget"]["amount"]) == ("norm-amendment", 10)
    assert "10 meses" in (await ada.get(f"{HOME}/redacoes")).text
    assert "Registrou nova redação" in (await ada.get(f"{HOME}/registro")).text
    public = (await ada.get(f"/normas/{place}")).text
    assert text in html.unescape(public)
    assert "Decreto 9/2026, desde 01/04/2026" in html.unescape(public).replace("\N{NO-BREAK SPACE}", " ")
