"""Indices as they are imported and seen, and a debt computed with them: on its task's page, in the case, on paper."""

import html
import re
from pathlib import Path

import httpx
import pytest
import yaml

from activities.records.administration import verify_admin
from activities.records.engine import Sessions
from activities.records.indices import IndexSource, import_series, list_series
from activities.records.record import record
from tests.records.make import fact, header, task, turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_administracao import NOW, acts, ada
from workflows.contas.apuracao_do_debito import CONTADA
from workflows.contas.formularios_debito import CasoDeDebito, MemoriaDoDebito
from workflows.contas.indices import PerguntaDeIndices
from workflows.contas.regras_debito import calcular, escrito
from workflows.contas.series import ler_serie
from workflows.kernel.state import FactKind

pytestmark = pytest.mark.engines
__all__ = ["NOW", "ada"]

PATH = "/administracao/indices"
FILES = Path("docs/debito")
ACT = "Portaria 12/2026"


async def sent(client: httpx.AsyncClient, name: str, act: str = ACT) -> httpx.Response:
    """Import one of the examples, or what stands for it, through the page."""
    page = Page((await client.get(PATH)).text)
    form = next(one for one in page.forms if one.attributes["action"] == PATH)
    data = {**dict(form.fields), "act": act}
    data.pop("_arquivo", None)
    content = (FILES / name).read_bytes() if name.endswith(".csv") else name.encode()
    return await client.post(PATH, data=data, files={"_arquivo": (name[:20], content, "text/csv")})


async def test_a_file_becomes_a_version_with_its_act_and_hash(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    empty = (await ada.get(PATH)).text
    assert faults(empty) == []
    assert empty.count("Ainda não importada") == 4
    assert (await sent(ada, "ipca.csv")).headers["location"] == PATH
    text = html.unescape((await ada.get(PATH)).text)
    assert faults(text) == []
    sha256 = ler_serie((FILES / "ipca.csv").read_bytes()).sha256
    assert sha256 in text
    assert ACT in text
    assert "em vigor" in text
    async with sessions() as session:
        (row,) = await list_series(session)
        assert (row.version, row.content) == (1, (FILES / "ipca.csv").read_bytes())
        assert await verify_admin(session) == []
    record_page = (await ada.get("/administracao/registro")).text
    assert "Importou a série ipca" in record_page
    assert sha256 in record_page


async def test_the_same_file_again_makes_no_version_and_another_replaces_it(
    ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    for _ in range(2):
        await sent(ada, "ipca.csv")
    async with sessions() as session:
        assert [row.version for row in await list_series(session)] == [1]
    other = b"# serie: ipca\n# tipo: variacao-mensal\n# fonte: outra\nmes;valor\n2025-01;0.10\n"
    done = await import_series(sessions, author="os:eu", act=ACT, serie=ler_serie(other), content=other)
    assert done == (2, True)
    async with sessions() as session:
        assert [row.version for row in await list_series(session)] == [2, 1]


@pytest.mark.parametrize(
    ("content", "act", "said"),
    [
        ("# serie: inpc\n# tipo: variacao-mensal\n# fonte: x\nmes;valor\n2025-01;1\n", ACT, "Nenhum débito usa"),
        ("# serie: ipca\n# tipo: taxa-mensal\n# fonte: x\nmes;valor\n2025-01;1\n", ACT, "confira o tipo"),
        ("# serie: selic\n# tipo: taxa-mensal\n# fonte: x\nmes;valor\n2025-01;-1\n", ACT, "Taxa negativa em 01/2025"),
        ("mes;valor\n", ACT, "Falta a linha"),
        ("", ACT, "Escolha o arquivo"),
        ("ipca.csv", " ", "Diga o ato"),
    ],
)
async def test_what_cannot_be_imported_is_said_and_nothing_is_entered(
    ada: httpx.AsyncClient, sessions: Sessions, content: str, act: str, said: str
) -> None:
    answer = await sent(ada, content, act)
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert faults(answer.text) == []
    assert await acts(sessions) == []
    async with sessions() as session:
        assert await list_series(session) == []


async def test_a_case_is_answered_with_the_months_it_asks_for_of_the_version_in_force(
    ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    await sent(ada, "ipca.csv")
    asked = PerguntaDeIndices.model_validate(
        {"series": {"ipca": {"de": "2025-01", "ate": "2025-03"}, "selic": {"de": "2025-01", "ate": "2025-01"}}}
    )
    reply = await IndexSource(sessions).answer(asked.model_dump(mode="json"))
    assert list(reply.series) == ["ipca"]
    assert list(reply.series["ipca"].valores) == ["2025-01", "2025-02", "2025-03"]
    assert reply.words() == f"ipca, versão 1 ({ACT})"


FIELDS = {
    "situacao": "sem-notificacao",
    "obra_rodoviaria": "nao",
    "politica": "literal-2024",
    "parcelas.0.texto": "Despesas glosadas",
    "parcelas.0.valor": "10.000,00",
    "parcelas.0.desde": "2025-01-15",
    "fim_da_execucao": "2025-03-31",
    "atualizado_ate": "2025-06-30",
}


async def _debt_to_compute(sessions: Sessions) -> str:
    """The address of a task in which a debt is to be stated; of inertia the case knows 1 to 20 May 2025."""
    offered = task(
        decl="tomada-de-contas-especial.apuracao-do-debito", title="Apurar o débito", provision="dec-167:art-101",
        deadline=None, about={CONTADA: [{"de": "2025-05-01", "até": "2025-05-20"}]},
    )  # fmt: skip
    begun = (fact(1), fact(2, FactKind.STAGE_ENTERED, data={"stage": "apuracao"}))
    case = header(type="tomada-de-contas-especial", stage="apuracao")
    await record(sessions, turn(1, begun, tasks=(offered,)).model_copy(update={"case": case}))
    return f"/tarefas/{offered.id}"


async def previewed(client: httpx.AsyncClient, address: str, **more: str) -> str:
    """The page after asking for the memória with the example of the documentation typed in."""
    page = Page((await client.get(address)).text)
    form = next(one for one in page.forms if one.attributes["action"] == address)
    given = {name: value for name, value in form.fields if name.startswith("_") or name == "csrf"}
    answer = await client.post(address, data={**given, **FIELDS, **more, "_verbo": "conferir"})
    assert faults(answer.text) == []
    return Page(answer.text).text


async def test_the_page_shows_the_memoria_before_anything_is_done(
    browse: Browse, ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    for name in ("ipca.csv", "taxa-legal.csv"):
        await sent(ada, name)
    address = await _debt_to_compute(sessions)
    helena = await browse("helena")
    text = await previewed(helena, address)
    for line in ("R$ 614,16", "R$ 53,07", "-R$ 34,24", "R$ 63,68", "R$ 10.749,74", "art. 101, II, b"):
        assert line in text.replace("\xa0", " ")
    assert "Inércia já contada" in text
    assert "Prévia da memória de cálculo" not in Page((await helena.get(address)).text).text


def typed(example: str) -> dict[str, str]:
    """The facts of an example of the documentation as a form sends them."""
    facts = yaml.safe_load((FILES / f"{example}.yaml").read_text(encoding="utf-8"))
    rows = facts.pop("parcelas")
    facts["obra_rodoviaria"] = "sim" if facts["obra_rodoviaria"] else "nao"
    return {key: str(one) for key, one in facts.items() if key != "inercia"} | {
        f"parcelas.{at}.{key}": str(one).replace(".", ",") if key == "valor" else str(one)
        for at, row in enumerate(rows)
        for key, one in row.items()
    }


def calculated(example: str) -> MemoriaDoDebito:
    """The same example, from its files."""
    caso = CasoDeDebito.model_validate(yaml.safe_load((FILES / f"{example}.yaml").read_text(encoding="utf-8")))
    return calcular(caso, {path.stem: ler_serie(path.read_bytes()) for path in FILES.glob("*.csv")})


@pytest.mark.parametrize("example", ["dolo", "rodovia"])
async def test_the_examples_of_the_documentation_come_out_the_same(
    browse: Browse, ada: httpx.AsyncClient, sessions: Sessions, example: str
) -> None:
    for name in ("ipca.csv", "selic.csv", "taxa-legal.csv", "obras-rodoviarias.csv"):
        await sent(ada, name)
    address = await _debt_to_compute(sessions)
    text = await previewed(await browse("helena"), address, **{"fim_da_execucao": "", **typed(example)})
    for line in calculated(example).linhas:
        shown = rf"<dt>{re.escape(line.texto)}</dt><dd>{re.escape(escrito(line.valor))}</dd>"
        assert re.search(shown.replace("\xa0", " "), html.unescape(text).replace("\xa0", " "))


async def test_the_page_says_which_months_of_which_source_are_missing(
    browse: Browse, ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    await sent(ada, "ipca.csv")
    text = await previewed(await browse("helena"), await _debt_to_compute(sessions), atualizado_ate="2025-10-31")
    assert "Falta a série “ipca” (IBGE, IPCA, variação mensal) de" in text
    assert "Falta a série “taxa-legal” (Banco Central, taxa legal do mês" in text.replace("\xa0", " ")
    assert "de 04/2025 a 10/2025" in text


async def test_what_is_wrong_in_the_form_is_said_instead_of_a_preview(
    browse: Browse, ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    assert ada
    text = await previewed(await browse("helena"), await _debt_to_compute(sessions), fim_da_execucao="")
    assert "Falta o dia de que correm os juros" in text
    assert "Prévia da memória de cálculo" not in text
