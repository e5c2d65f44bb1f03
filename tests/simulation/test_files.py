"""A wrong file is refused before anything runs, with the line and the field."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.simulation.conftest import Altered
from workers.simulation.model import Wait
from workers.simulation.scenario import ScenarioError, begun_on, load
from workers.simulation.source import read
from workflows.clock import ZONE

WRONG = {
    "unknown key": (
        "    outcome: inadmissivel",
        "    outcomes: inadmissivel",
        30,
        "people.1.outcomes",
        "no such field",
    ),
    "unknown task": ("pmis.publicacao-do-resultado", "pmis.publicacao", 38, "people.3.task", "no task is called"),
    "unknown outcome": ("inadmissivel\n", "inadmissível\n", 30, "people.1.outcome", "there are: admissivel"),
    "unknown final outcome": ("outcome: inadmitido", "outcome: negado", 42, "expect.outcome", "there are"),
    "unknown procedure": ("procedure: pmis", "procedure: pmiss", 5, "procedure", "no procedure is called"),
    "unknown deadline": ("{pmis.prazo-total:", "{pmis.prazo:", 43, "expect.deadlines.pmis.prazo", "no deadline"),
    "unknown policy": ("procedure: pmis", "procedure: pmis\npolicy: nenhuma", 6, "policy", "must be one of"),
    "bad duration": ("after: 7d", "after: 7 dias", 29, "people.1.after", "a duration is written like"),
    "empty duration": ("after: 7d", 'after: ""', 29, "people.1.after", "a duration is written like"),
    "bad start": ("2026-03-02T09:00", "02/03/2026", 6, "start", "an instant is written like"),
    "bad date": ("on: 2026-03-09", "on: 2026-02-30", 45, "expect.facts.0.on", "a date is written like"),
    "unknown fact": ("fact: TaskCompleted", "fact: TaskDone", 45, "expect.facts.0.fact", "must be one of"),
    "wrong input": ("11.222.333/0001-81", "11.222.333/0001-82", 12, "input.subscritor.cnpj", "CNPJ"),
    "missing input": ("  titulo:", "  #", 10, "input.titulo", "Preencha"),
    "two times": ("after: 7d", "after: 7d\n    at: 2026-03-09", 27, "people.1", "either 'after' or 'at'"),
    "never and an answer": ("after: 7d", "never: true", 27, "people.1", "leave only"),
    "a key twice": ("procedure: pmis", "procedure: pmis\nprocedure: pmis", 6, "procedure", "stands twice"),
    "a tag": ("procedure: pmis", "procedure: !x pmis", 5, "procedure", "is not read here"),
    "not YAML": ("procedure: pmis", "procedure: [pmis", 6, "", "expected"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_line_and_the_field_are_named(change: tuple[str, str, int, str, str], altered: Altered) -> None:
    old, new, line, field, said = change
    path = altered("pmis-nao-admitido", {old: new})
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.field) == (line, field)
    assert said in caught.value.what
    assert str(caught.value).startswith(f"{path}:{line}:")


def test_a_parameter_out_of_its_bounds_is_refused_at_its_line(altered: Altered) -> None:
    path = altered("pmis-fora-do-periodo", {"end: 2026-05-31": "end: 2026-02-28"})
    with pytest.raises(ScenarioError, match="60") as caught:
        load(path)
    assert caught.value.field == "parameters.0.value"


@pytest.mark.parametrize("content", [b"", b"- 1\n", b"\xff\xfe", b"name: x"])
def test_what_is_no_scenario_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "nada.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError):
        load(path)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        load(tmp_path / "nada.yaml")


def test_scalars_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    path = tmp_path / "scalars.yaml"
    path.write_text("on: no\nat: 09:00\nday: 2026-03-02\ncpf: 01234567890\nn: 12\nx: 1.5\nt: true\nz: ~\nq: '12'\n")
    assert read(path).data == {
        "on": "no", "at": "09:00", "day": "2026-03-02", "cpf": "01234567890", "n": 12, "x": 1.5, "t": True, "z": None,
        "q": "12",
    }  # fmt: skip


def test_aliases_cannot_blow_a_file_up(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    path.write_text("\n".join(lines))
    with pytest.raises(ScenarioError, match="too many values"):
        read(path)


def test_days_of_a_duration_keep_the_hour_of_the_wall_clock() -> None:
    # Cuiabá left summer time on 18 February 2018: that day had twenty-five hours.
    before = datetime(2018, 2, 17, 9, tzinfo=ZONE)
    assert Wait(days=1, rest=timedelta(hours=2)).after(before) == datetime(2018, 2, 18, 11, tzinfo=ZONE)


def test_begun_on_another_day_keeps_the_hour_and_drops_expected_dates(altered: Altered) -> None:
    begun = begun_on(load(altered("pmis-nao-admitido", {})), "2026-08-03").scenario
    assert begun.start == datetime(2026, 8, 3, 9, tzinfo=ZONE)
    assert begun.expect.outcome == "inadmitido"
    assert not begun.expect.deadlines
    assert all(fact.on is None for fact in begun.expect.facts)
