"""A plan is refused whole, with every complaint on its line."""

import json
import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from workers.cli import build
from workflows.cooperacao.escrito import Quando
from workflows.cooperacao.files import PlanErrors, load_plan, shipped_plans

ACT = Path("workflows/cooperacao/planos/act-mgi-142-2024.yaml")
TEXT = ACT.read_text(encoding="utf-8")
AC = Path("tests/cooperacao/ac-4-2026.yaml")
TESTED = Path("tests/cooperacao/plano-abm.yaml").read_text(encoding="utf-8")


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _wrong(text: str, old: str, new: str) -> list[tuple[int, str, str]]:
    assert old in text
    with pytest.raises(PlanErrors) as refused:
        load_plan(text.replace(old, new, 1))
    return [(line, where, why) for line, where, why in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "said"),
    [
        ("responsible: [SERPRO]", "responsible: [SERPR]", "responsible: [SERPRO]", "actions.2.responsible.0", "SERPR”"),
        ("joint_agreement_with: [SGD_MGI]", "joint_agreement_with: [X]", "joint_agreement_with",
         "actions.2.joint_agreement_with.0", "“X” não é partícipe"),
        ("n: 10", "n: -10", "n: 10", "actions.1.recurrence.0.n", "mínimo 0"),
        ("n: 1,", "n: 61,", "n: 1,", "actions.2.recurrence.0", "não cabe na vigência"),
        ("n: 60", "n: 0", "n: 60", "term.n", "mínimo 1"),
        ("n: 60,", "n: 1201,", "n: 60,", "term", "cem anos"),
        ("date: 2024-11-12", "date: 2029-11-13", "date:", "actions.0.recurrence.0.date", "de 12/11/2024 a 12/11/2029"),
        ("date: 2024-11-12", "date: 2024-11-11", "date:", "actions.0.recurrence.0.date", "fora da vigência"),
        ("date: 2024-11-12", "date: 2024-13-12", "date:", "actions.0.recurrence.0.date", "data válida"),
        ("type: monthly", "type: quinzenal", "type: monthly", "actions.4.recurrence.0", "once-by-date"),
        ("{type: monthly}", "{n: 1}", "type: monthly", "actions.4.recurrence.0", "Diga o tipo"),
        ("type: monthly", "type: monthly, n: 0", "type: monthly", "actions.4.recurrence.0.n", "não existe"),
        ("{type: monthly}", "{type: on-event, event: y}", "type: monthly", "actions.4.recurrence.0.event", "“y”"),
        ("id: A2", "id: a1", "id: A2", "actions.1", "já foi usado"),
        ("id: SERPRO", "id: SGD_MGI", "id: SERPRO", "parties.1", "já foi usado"),
        ("item-A3", "item-B3", "item-A3", "actions.2.provision", "não tem o dispositivo"),
        ("[ACT142-A3]", "[ACT142-B3]", "[ACT142-A3]", "actions.2.duties.0", "desconhecido"),
        ("term: {", "trm: {", "term: {", "trm", "não existe"),
        ("    evidence: balanço", "    evidence: x\n    evidence: balanço", "evidence: balanço", "evidence", "duas"),
        ("id: A2", "id: A2: x", "id: A2", "", "YAML"),
    ],
)  # fmt: skip
def test_each_complaint_names_its_line(old: str, new: str, at: str, field: str, said: str) -> None:
    found = _wrong(TEXT, old, new)
    lines = [line for line, where, message in found if where == field and said in message]
    expected = _line(TEXT, at) + (field == "evidence")
    assert lines == [expected], found


def test_a_cnpj_one_digit_short_is_named_with_its_line() -> None:
    found = _wrong(TESTED, "11.222.333/0001-81", "33.970.559/0001-0")
    assert found == [(6, "parties.1.cnpj", "O CNPJ 33.970.559/0001-0 tem 13 caracteres; um CNPJ tem 14")]


def test_a_cnpj_with_wrong_check_digits_is_named() -> None:
    assert "não existe" in _wrong(TESTED, "11.222.333/0001-81", "11.222.333/0001-80")[0][2]


def test_a_monthly_duty_needs_a_term_of_a_month() -> None:
    found = _wrong(TEXT, "{n: 60, unit: months, starts_on: 2024-11-12}", "{n: 29, unit: days, starts_on: 2024-11-12}")
    assert {field for _, field, _ in found} == {f"actions.{n}.recurrence.0" for n in (2, 3, 4, 5, 6)}


def test_everything_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = TEXT.replace("n: 10", "n: -1").replace("unit: months, starts_on", "unit: meses, starts_on")
    with pytest.raises(PlanErrors) as refused:
        load_plan(text)
    lines = [problem.line for problem in refused.value.problems]
    assert lines == sorted(lines)
    assert len(lines) == 2
    assert str(refused.value).startswith(f"linha {lines[0]}, term.unit: ")


@pytest.mark.parametrize(
    "text", ["", "- 1", "texto", "a: &a [*a]", "x: " + "[" * 50 + "]" * 50, "\t", "a: " * 3, "id: \x00"]
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanErrors):
        load_plan(text)


def test_a_file_that_grows_without_end_is_refused() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    with pytest.raises(PlanErrors, match="demais"):
        load_plan("l0: &l0 [x]\n" + levels)


def test_the_path_and_the_text_give_the_same_plan() -> None:
    assert load_plan(ACT) == load_plan(TEXT) == shipped_plans()["act-mgi-142-2024"]


def test_the_command_says_each_complaint_with_its_line(tmp_path: Path) -> None:
    wrong = tmp_path / "plano.yaml"
    wrong.write_text(TESTED.replace("11.222.333/0001-81", "33.970.559/0001-0"), encoding="utf-8")
    shown = CliRunner().invoke(build(), ["plan", "check", str(wrong)])
    assert shown.exit_code == 2
    assert f"{wrong}:6: parties.1.cnpj: O CNPJ 33.970.559/0001-0" in shown.stderr


def test_the_plan_of_the_ac_4_2026_is_refused_as_the_document_has_it() -> None:
    with pytest.raises(PlanErrors) as refused:
        load_plan(AC)
    text = AC.read_text(encoding="utf-8")
    assert refused.value.problems == [
        (_line(text, "33.970.559"), "parties.1.cnpj", "O CNPJ 33.970.559/0001-0 tem 13 caracteres; um CNPJ tem 14"),
    ]


def test_the_same_plan_is_accepted_once_the_document_is_mended() -> None:
    text = AC.read_text(encoding="utf-8").replace("cnpj: 33.970.559/0001-0", "cnpj: 11.222.333/0001-81")
    plan = load_plan(text.replace("\nevents:", "\nterm: {n: 24, unit: months}\nevents:"))
    assert len(plan.actions) == 20
    assert {kind.type for action in plan.actions for kind in action.recurrence} == {
        "while-in-force", "once-after-start", "on-event", "annual", "day-10-of-following-month",
    }  # fmt: skip


def test_the_command_answers_programs() -> None:
    wrong = CliRunner().invoke(build(), ["plan", "check", "--json", str(AC)])
    assert wrong.exit_code == 2
    said = json.loads(wrong.stdout)
    assert [(one["line"], one["field"]) for one in said["errors"]] == [(15, "parties.1.cnpj")]
    right = json.loads(CliRunner().invoke(build(), ["plan", "check", "--json", str(ACT)]).stdout)
    assert right == {
        "valid": True, "id": "act-mgi-142-2024", "actions": 7,
        "term": {"from": "2024-11-12", "to": "2029-11-12"}, "acts": {"SGD_MGI": 132, "SERPRO": 74},
    }  # fmt: skip


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    shown = CliRunner().invoke(build(), ["plan", "check", str(tmp_path / "nada.yaml")])
    assert shown.exit_code == 2
    assert str(tmp_path / "nada.yaml") in shown.stderr


def test_the_command_counts_what_is_right() -> None:
    shown = CliRunner().invoke(build(), ["plan", "check", str(ACT)])
    assert shown.exit_code == 0
    assert "206 atos de 12/11/2024 a 12/11/2029" in shown.stdout


def test_the_plan_that_the_documentation_shows_is_one() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", Path("docs/planos.md").read_text(encoding="utf-8"), re.DOTALL)
    plan = load_plan(shown)
    assert plan.actions[0].responsible == ("SINFRA", "ABM")
    assert plan.actions[0].axes == ("1",)


def test_the_documentation_shows_every_recurrence_and_each_as_it_is_written() -> None:
    text = Path("docs/planos.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    firsts = re.findall(r"^\| (`.*?) \| ", text, re.MULTILINE)
    written = [rule for first in firsts for rule in re.findall(r"`([^`]+)`", first)]
    rules = [yaml.safe_load(rule) if rule.startswith("{") else {"type": rule} for rule in written]
    for rule in rules:
        plan = yaml.safe_load(shown)
        plan["events"].append({"id": "celebracao", "title": "celebração de termo de adesão"})
        plan["actions"][0]["recurrence"] = [rule]
        (read,) = load_plan(yaml.safe_dump(plan, allow_unicode=True)).actions[0].recurrence
        assert {name: value for name, value in read.model_dump().items() if value is not None} == rule
    assert {rule["type"] for rule in rules} == {str(kind) for kind in Quando}, "the form knows them all as well"


@pytest.mark.parametrize("text", ["9" * 5000, "n: " + "9" * 5000, "[" * 5000, "{a: " * 3000])
def test_a_number_or_a_depth_without_end_is_refused(text: str) -> None:
    with pytest.raises(PlanErrors, match="grande demais ou níveis demais"):
        load_plan(text)
