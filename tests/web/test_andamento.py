"""After an act of the body its author is told how far the cases have come, by what these recorded themselves."""

from datetime import date

import pytest

from activities.records.context import set_parameter
from activities.records.record import record
from api.door import Door
from tests.records.make import turn
from tests.web.conftest import Browse
from tests.web.pages import faults

pytestmark = pytest.mark.engines
PAGE = "/administracao/andamento"


async def test_the_progress_is_what_the_cases_themselves_recorded(door: Door, browse: Browse) -> None:
    ada = await browse("ada")
    assert "Nenhum processo está aberto" in (await ada.get(PAGE)).text
    for case in ("c", "d"):
        await record(door.sessions, turn(1, case=case))
    version = await set_parameter(
        door.sessions, author="ada", act="Portaria 1/2026", key="p", value=60, since=date(2026, 1, 1)
    )
    await record(door.sessions, turn(2, case="c", at=2, context_version=version))
    shown = (await ada.get(f"{PAGE}?de=parametros")).text
    assert faults(shown) == []
    assert "1 de 2 processos abertos já conta pelo último ato." in shown
    assert '<progress aria-labelledby="andamento" max="2" value="1">' in shown
    await record(door.sessions, turn(2, case="d", at=2, context_version=version))
    assert "Pronto: 2 processos abertos já contam pelo último ato." in (await ada.get(PAGE)).text
    assert (await (await browse("helena")).get(PAGE)).status_code == 403
