"""The photographs of a visit on their page: a drawing, a table that says the same, and nobody else's business."""

from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.views.fotografias import LINES, WIDE, sketch
from tests.api.conftest import Login
from tests.api.test_photographs import CUIABA, jpeg
from tests.execucao.test_registro_de_despesas import PARCERIA
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from workers.commands.demo import CNPJ
from workflows.execucao.regras_fotografias import Fotografia, Ponto
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
