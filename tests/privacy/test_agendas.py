"""The address of a calendar is its password: no log and no record has it, as Tramita runs for people."""

import re

import psycopg
import pytest

from tests.fixtures.living import Living
from workers.commands.demo import PASSWORD
from workers.settings import load

pytestmark = pytest.mark.engines
PATH = "/prazos/agendas"


def test_the_secret_address_of_a_calendar_is_written_nowhere(living: Living) -> None:
    case = living.start("Ponte do córrego Fundo")
    with living.client() as helena:
        entered = helena.post("/entrar", data={"usuario": "helena", "senha": PASSWORD, "depois": PATH})
        assert entered.status_code == 303
        guards = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', helena.get(PATH).text))
        made = helena.post(PATH, data={**guards, "origem": "unidade:parcerias"}).text
    (address,) = re.findall(r'value="http[^"]*(/agenda/[\w-]{43}\.ics)"', made)
    secret = address[len("/agenda/") : -len(".ics")]
    assert case in living.stranger.get(address).text, "the address works for whoever has it"
    assert living.stranger.get(f"/agenda/{secret}x.ics").status_code == 404
    logs = living.logs()
    assert any("/agenda/{segredo}.ics" in text for text in logs.values())
    assert [file for file, text in logs.items() if secret in text] == []
    assert _rows_with(living, secret) == 0
    assert _rows_with(living, "parcerias") == 1, "the row itself is found"


def _rows_with(living: Living, words: str) -> int:
    url = load(home=living.up.home).database.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM feeds WHERE feeds::text LIKE %s", (f"%{words}%",)).fetchone()
    assert found is not None
    return int(found[0])
