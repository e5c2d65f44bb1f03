"""The rule of transition alone: what an act reaches of what is open, and what never moves whatever it says."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import Binds, Calendar, Counting, Nature, Policy, Term, dias, load_calendar
from workflows.execucao.agenda_das_contas import INTERVALO
from workflows.execucao.regras_ciclos import ciclos
from workflows.kernel.reach import amended, news, recounted, steps_of, text_in_force
from workflows.kernel.state import Amendment, Context, DeadlineState, Decree, ParameterOverride
from workflows.kernel.words import Deadline
from workflows.norms import DEC_167, Param

ARTICLE = DEC_167.art(14, par=1)
LENGTH = Param("prazo_analise_cadastro_dias")
TODAY, BEGAN = date(2026, 6, 10), date(2026, 5, 4)
NOW = datetime(2026, 6, 10, 15, tzinfo=UTC)
CALENDAR: Calendar = load_calendar("mt-cuiaba")


def declared(by_law: int | None = None, binds: Binds = Binds.ADMINISTRACAO) -> Deadline:
    return Deadline(
        id="x.prazo", title="resposta", provision=ARTICLE, nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
        binds=binds, budget=dias(by_law) if by_law else None, parameter=None if by_law else LENGTH, on_lapse="atrasa",
    )  # fmt: skip


def running(decl: Deadline, length: int, due: date | None = None) -> DeadlineState:
    term = Term(budget=dias(length), anchor=BEGAN, nature=decl.nature, counting=decl.counting, binds=decl.binds)
    made = DeadlineState(
        id="c1-p1", decl=decl.id, title=decl.title, provision=ARTICLE.id, term=term, anchor_of="início", due=due,
        on_lapse="atrasa", opened_at=NOW - timedelta(30),
    )  # fmt: skip
    first = recounted(None, made, Context(), CALENDAR, BEGAN, BEGAN).due
    return made.model_copy(update={"due": first, "announced": first if decl.binds is Binds.PARTICULAR else None})


def decreed(value: int | None, since: date, reaches: bool, **more: object) -> Context:
    act = ParameterOverride(key=LENGTH.key, value=value, since=since, act="P", reaches_open=reaches, entered_at=NOW)
    older = ParameterOverride(key=LENGTH.key, value=40, since=date(2026, 1, 1), act="O")
    return Context.model_validate({"parameters": (older, act), **more})


def amending(budget: int, since: date, reaches: bool) -> Context:
    made = Amendment(
        provision=ARTICLE.id, since=since, act="Decreto X/2026", summary="Outro texto deste parágrafo.",
        budget=dias(budget), reaches_open=reaches,
    )  # fmt: skip
    return Context(amendments=(made,))


@given(st.integers(1, 400), st.dates(date(2026, 1, 1), TODAY), st.sampled_from(Binds))
def test_what_began_under_the_older_law_keeps_it(value: int, since: date, binds: Binds) -> None:
    decl = declared(binds=binds)
    open_now = running(decl, 40)
    found = recounted(decl, open_now, decreed(value, since, reaches=False), CALENDAR, BEGAN, TODAY)
    assert (found.due, found.term) == (open_now.due, open_now.term)
    by_law = declared(40, binds)
    later = max(since, BEGAN + timedelta(1))
    found = recounted(by_law, open_now, amending(value, later, reaches=False), CALENDAR, BEGAN, TODAY)
    assert (found.due, found.term) == (open_now.due, open_now.term)


@given(st.integers(1, 400), st.sampled_from(Binds))
def test_an_act_that_reaches_what_is_open_shortens_no_private_partys_day_and_sets_none_in_the_past(
    value: int, binds: Binds
) -> None:
    decl = declared(binds=binds)
    open_now = running(decl, 40)
    for context, said in ((decreed(value, TODAY, reaches=True), decl), (amending(value, TODAY, True), declared(40))):
        mine = running(said, 40)
        found = recounted(said, mine, context, CALENDAR, BEGAN, TODAY)
        assert found.term.budget == dias(value)
        assert found.due is not None
        assert found.due >= min(TODAY, mine.due or TODAY)
    found = recounted(decl, open_now, decreed(value, TODAY, reaches=True), CALENDAR, BEGAN, TODAY)
    if binds is Binds.PARTICULAR and open_now.due and found.due:
        assert found.due >= open_now.due


def test_what_the_case_itself_fixed_is_left_as_it_is() -> None:
    decl = declared()
    fixed = running(decl, 17)
    assert recounted(decl, fixed, decreed(90, TODAY, reaches=True), CALENDAR, BEGAN, TODAY).due == fixed.due


def test_a_case_that_began_under_the_new_text_goes_by_it_and_an_older_one_only_when_the_act_says_so() -> None:
    decl, since = declared(40), date(2026, 6, 1)
    days = {began: amended(decl, amending(60, since, reaches=False), began, TODAY) for began in (BEGAN, since, TODAY)}
    assert [one is not None for one in days.values()] == [False, True, True]
    assert amended(decl, amending(60, since, reaches=True), BEGAN, TODAY) is not None
    assert amended(decl, amending(60, since, reaches=True), BEGAN, since - timedelta(1)) is None
    text = text_in_force(ARTICLE, amending(60, since, reaches=False), since, TODAY)
    assert text is not None
    assert (text.summary, text.act and text.act.citation) == ("Outro texto deste parágrafo.", "Decreto X/2026")
    assert text_in_force(ARTICLE, amending(60, since, reaches=False), BEGAN, TODAY) is None


def test_a_policy_moves_what_is_open_only_when_it_reaches_it() -> None:
    decl = declared(40)
    mine = running(decl, 40)
    for reaches in (False, True):
        context = Context(policy=Policy.LEI_7692, policy_reaches_open=reaches)
        assert (recounted(decl, mine, context, CALENDAR, BEGAN, TODAY).due != mine.due) is reaches


@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(5, 200), st.booleans()), max_size=4),
    st.integers(30, 1500),
)
def test_an_interval_that_began_keeps_its_length_and_no_day_is_left_out(
    acts: list[tuple[int, int, bool]], lasts: int
) -> None:
    began_at = datetime(2026, 1, 5, 15, tzinfo=UTC)
    began = date(2026, 1, 5)
    overrides = tuple(
        ParameterOverride(
            key=INTERVALO.key, value=value, since=began + timedelta(after + 1), act=f"P{place}", reaches_open=reaches
        )
        for place, (after, value, reaches) in enumerate(acts)
    )
    steps = steps_of(INTERVALO, Context(parameters=overrides), began_at)
    assert steps[0] == (began, 90)
    assert len(steps) == 1 + sum(reaches for _, _, reaches in acts)
    end = began + timedelta(lasts)
    periods, older = ciclos(began, end, steps), ciclos(began, end, 90)
    assert all(later.inicio == before.abre for before, later in pairwise(periods))
    first_act = min((since for since, _ in steps[1:]), default=end)
    kept = [one for one in older if one.inicio < first_act]
    assert list(periods[: len(kept) - 1]) == kept[:-1]


def test_a_case_told_of_several_acts_at_once_names_each() -> None:
    decrees = tuple(Decree(version=n, cause=f"P{n}: parâmetro x", act=f"P{n}", author="u-1") for n in (4, 3, 2))
    assert [one.act for one in news(Context(version=4, decrees=decrees), 2)] == ["P3", "P4"]
