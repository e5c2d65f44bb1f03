"""The photographs of a visit on their page: a drawing, a table that says the same, and nobody else's business."""

from datetime import date
from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.records.context import set_parameter
from api.door import Door
from api.web.views.fotografias import LINES, WIDE, sketch
from tests.api.conftest import Login
from tests.api.test_photographs import CUIABA, jpeg
from tests.execucao.test_registro_de_despesas import PARCERIA
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from workers.commands.demo import CNPJ
from workflows.execucao.regras_fotografias import Fotografia
from workflows.parcerias.posicao import Ponto
from workflows.parties import party_of

FAR = {1: "S", 2: (23, 33, 0), 3: "W", 4: (46, 38, 0)}
NEAR = {**CUIABA, 2: (15, 37, 0)}


async def attach(client: httpx.AsyncClient, task: str, name: str, content: bytes) -> str:
    sent = await client.post("/api/v1/documents", files={"file": (name, content, "image/jpeg")})
    assert sent.status_code == 201, sent.text
    document: str = sent.json()["id"]
    done = await client.post(f"/api/v1/tasks/{task}/attach", json={"document": document})
    assert done.status_code == 200, done.text
    return document


@pytest.mark.engines
@pytest.mark.usefixtures("worker")
async def test_where_and_when_each_was_taken(browse: Browse, as_user: Login) -> None:
    parceria = {**PARCERIA, "parte": party_of(CNPJ), "repasse": "1000000.00"}
    body = {
        "type": "conciliacao-bancaria",
        "input": {"parceria": parceria, "inicio": "2026-04-01", "fim": "2026-04-30"},
    }
    started = await as_user("celia").post("/api/v1/procedures", json=body)
    case = started.json()["case"]
    osc = as_user("osc")
    task = (await osc.get(f"/api/v1/tasks?procedure={case}")).json()["items"][0]["id"]
    celia = await browse("celia")
    empty = await celia.get(f"/processos/{case}/fotografias")
    assert (empty.status_code, "Nenhuma fotografia ainda" in empty.text) == (200, True)

    for name, content in (
        ("norte.jpg", jpeg(gps=CUIABA)), ("sul.jpg", jpeg("2026:05:02 08:00:00", NEAR)),
        ("fora.jpg", jpeg(gps=FAR)), ("sem.jpg", jpeg(None)),
    ):  # fmt: skip
        document = await attach(osc, task, name, content)
    answer = await celia.get(f"/processos/{case}/fotografias")
    assert faults(answer.text) == []
    said = Page(answer.text).text
    assert "3 fotografias a conferir" in said
    assert [said.count(f'<circle class="{kind}"') for kind in ("dot", "dot-late")] == [1, 1]
    for words in (
        "-15,601400", "-56,097400", "10/04/2026", "tirada depois do período", "posição fora de Mato Grosso",
        "sem posição; sem data", "as mais distantes entre si estão a 1,7 km",
    ):  # fmt: skip
        assert words in said, words
    assert "Onde e quando as fotografias foram tiradas" in (await celia.get(f"/processos/{case}/documentos")).text
    assert "Onde e quando as fotografias foram tiradas" in (await celia.get(f"/tarefas/{task}")).text

    ivo, nobody = await browse("ivo"), await browse("")
    for address in (f"/processos/{case}/fotografias", f"/documentos/{document}", f"/api/v1/documents/{document}"):
        assert (await ivo.get(address)).status_code == 404
        assert (await nobody.get(address)).status_code in (303, 401)


@pytest.mark.engines
@pytest.mark.usefixtures("worker")
async def test_how_far_each_is_from_where_the_work_is(browse: Browse, as_user: Login, door: Door) -> None:
    """The instrument declares a stretch, from which, by an act, 500 metres are too many.

    By hand: the first photograph is 278 metres east and 156 south of the beginning of a line that rises 10.4 metres in
    each hundred, so 184 from it; the second, 1,853 south, so 1,872.
    """
    posicao = [
        {"latitude": "15° 36' 00\" S", "longitude": "56° 06' 00\" O"}, {"latitude": "-15,59", "longitude": "-56,0"},
        {"latitude": "-15,57", "longitude": "-55,95"},
    ]  # fmt: skip
    parceria = {**PARCERIA, "parte": party_of(CNPJ), "repasse": "1000000.00", "posicao": posicao}
    asked = {"parceria": parceria, "inicio": "2026-04-01", "fim": "2026-04-30"}
    body = {"type": "conciliacao-bancaria", "input": asked}
    outside = {**asked, "parceria": {**parceria, "posicao": [{"latitude": "15,6", "longitude": "-56,1"}]}}
    wrong = await as_user("celia").post("/api/v1/procedures", json={**body, "input": outside})
    assert wrong.status_code == 422
    assert "Esta latitude fica fora de Mato Grosso" in wrong.text
    started = await as_user("celia").post("/api/v1/procedures", json=body)
    assert started.status_code == 201, started.text
    case = started.json()["case"]
    task = (await as_user("osc").get(f"/api/v1/tasks?procedure={case}")).json()["items"][0]["id"]
    for name, content in (
        ("na-estrada.jpg", jpeg(gps=CUIABA)), ("longe.jpg", jpeg(gps=NEAR)), ("fora.jpg", jpeg(gps=FAR)),
        ("sem.jpg", jpeg()),
    ):  # fmt: skip
        await attach(as_user("osc"), task, name, content)
    celia = await browse("celia")
    said = Page((await celia.get(f"/processos/{case}/fotografias")).text).text
    assert "Local da obra, declarado no instrumento: um trecho de 3 pontos e 16,6 km." in said
    assert "do local declarado (mais de" not in said

    await set_parameter(
        door.sessions,
        author="test",
        act="Portaria SINFRA 9/2026",
        key="distancia_maxima_da_foto_metros",
        value=500,
        since=date(2026, 1, 1),
    )
    answer = await celia.get(f"/processos/{case}/fotografias")
    assert faults(answer.text) == []
    said = Page(answer.text).text
    for words in (
        "Assinala-se a fotografia a mais de 500 m dali.", "-15,600000, -56,100000", "184 m",
        "a 1,9 km do local declarado (mais de 500 m)", "a 1.318 km do local declarado (mais de 500 m)", "não se sabe",
        "Do local declarado da obra, a mais próxima está a 184 m e a mais distante, a 1,9 km.",
    ):  # fmt: skip
        assert words in said, words
    assert said.count('<polyline class="work"') == 1
    assert [said.count(f">{one}</text>") for one in ("início", "fim")] == [1, 1]


inside = st.tuples(st.decimals(-17, -8, places=6), st.decimals(-61, -51, places=6))


@given(points=st.lists(inside, min_size=1, max_size=6))
def test_every_point_stands_in_the_drawing_and_its_scale_is_true(points: list[Ponto]) -> None:
    photos = [Fotografia(str(place), None, point) for place, point in enumerate(points)]
    drawn = sketch(photos, [()] * len(photos))
    assert drawn is not None
    assert [dot.label for dot in drawn.dots] == [str(place + 1) for place in range(len(points))]
    assert all(40 <= float(dot.x) <= 440 and 40 <= float(dot.y) <= 320 for dot in drawn.dots)
    assert 0 < float(drawn.bar) - 120 <= WIDE / 4 + 0.1
    assert len(drawn.lines) <= 2 * (5 * LINES + 1)


def test_positions_outside_of_the_state_are_not_drawn() -> None:
    assert sketch([Fotografia("a", None, None), Fotografia("b", None, (Decimal(0), Decimal(0)))], [(), ()]) is None
