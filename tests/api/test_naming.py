"""Persons named in forms by what people know of them, and known to cases by their id."""

import pytest

from activities.records import identity
from activities.records.engine import make_engine, make_sessions
from api.problems import Problem
from api.services.naming import with_ids
from workers.settings import Settings
from workflows.parcerias.formularios_comissao import Designacao
from workflows.parcerias.formularios_selecao import ImpedimentoSuperveniente

pytestmark = pytest.mark.engines


async def test_a_login_becomes_the_persons_id_wherever_the_form_asks_for_one(people: Settings) -> None:
    engine = make_engine(people.database, 1)
    async with make_sessions(engine)() as session:
        helena = await identity.user_by_login(session, "helena")
        assert helena is not None
        form = {"motivo": "Porque sim.", "membros": [{"pessoa": " helena ", "nome": "Helena Prado"}, "torto"]}
        found = await with_ids(session, Designacao, form)
        assert found == {
            "motivo": "Porque sim.", "membros": [{"pessoa": helena.id, "nome": "Helena Prado"}, "torto"]
        }  # fmt: skip
        assert await with_ids(session, ImpedimentoSuperveniente, {"pessoa": helena.id}) == {"pessoa": helena.id}
        with pytest.raises(Problem) as nobody:
            await with_ids(session, Designacao, {"membros": [{"pessoa": "helena"}, {"pessoa": "ninguem"}]})
    await engine.dispose()
    assert [error.field for error in nobody.value.errors] == ["membros.1.pessoa"]
