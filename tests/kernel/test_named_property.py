"""Whatever anybody tries, in any order: an act of a named person is done by that person, free of impediment, or not."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.kernel import colegiado
from workflows.clock import ZONE, load_calendar
from workflows.kernel import acts, named
from workflows.kernel.case import Case
from workflows.kernel.events import offer_task
from workflows.kernel.messages import Act, CaseStart, Verb
from workflows.kernel.refusals import Refused
from workflows.kernel.state import Actor, Context, FactKind, Link, TaskState

NAMED, PEER = "carla", "davi"
PEOPLE = (NAMED, PEER, "ana", "marta")
ROLES = ("membro", "area-tecnica", "gestao", "secretario")
BEGAN = datetime(2026, 6, 1, 9, tzinfo=ZONE)

persons = st.sampled_from(PEOPLE)
tries = st.tuples(st.sampled_from(list(Verb)), persons, st.sets(st.sampled_from(ROLES)), persons, st.none() | persons)


def _case(links: tuple[Link, ...]) -> tuple[Case, TaskState]:
    context = Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data}, links=links)
    start = CaseStart(
        id="c", type="colegiado", input={}, received_at=BEGAN, started_by=Actor(id="helena"), context=context
    )
    case = Case(start, "", ("org-1",), "curso")
    task = offer_task(
        case, colegiado.JULGAR, role=colegiado.JULGAR.role.id, party=None, subject=None, about={}, deadline=None,
        person=NAMED,
    )  # fmt: skip
    named.assign(case, task, (NAMED, PEER))
    return case, task


@given(st.lists(tries, max_size=12), st.sets(persons, max_size=2))
def test_only_the_person_named_ever_does_it_and_never_impeded(
    attempts: list[tuple[Verb, str, set[str], str, str | None]], linked: set[str]
) -> None:
    bars = tuple(Link(user=one, party="org-1", since=BEGAN.date(), act="Declaração 1/2026") for one in sorted(linked))
    case, offered = _case(bars)
    for number, (verb, person, roles, to, instead_of) in enumerate(attempts):
        at = BEGAN + timedelta(minutes=number)
        actor = Actor(id=person, roles=tuple(sorted(roles)), acting_for=instead_of)
        act = Act(id=f"a{number}", verb=verb, actor=actor, received_at=at, task=offered.id, to=to, reason="Porque sim.")
        try:
            acts.check(case, colegiado.JULGAR, case.tasks[offered.id], act, None)
        except Refused:
            continue
        if verb in acts.VERBS:
            acts.apply(case, colegiado.JULGAR, case.tasks[offered.id], act)
        assert case.tasks[offered.id].owner == NAMED
    for fact in case.pending.facts:
        if fact.kind is FactKind.TASK_COMPLETED:
            barred = [one for one in case.pending.facts[: fact.seq - 1] if one.kind is FactKind.IMPEDIMENT_DECLARED]
            assert fact.actor == NAMED
            assert "acting_for" not in fact.data
            assert NAMED not in {*linked, *(one.data["person"] for one in barred)}


ANYBODYS = (Verb.CLAIM, Verb.COMPLETE, Verb.DELEGATE, Verb.RELEASE, Verb.DECLARE_IMPEDIMENT)
steps = persons | st.tuples(st.sampled_from(ANYBODYS), persons, persons)


@given(st.lists(steps, max_size=14))
def test_no_history_holds_an_act_of_somebody_after_what_bars_them_was_known(
    happened: list[str | tuple[Verb, str, str]],
) -> None:
    """A step is an act that somebody of the role tries, or a link of that person entered in the register."""
    case, _ = _case(())
    decl = colegiado.ESPERAR
    id = offer_task(case, decl, role="secretario", party=None, subject=None, about={}, deadline=None).id
    barred: dict[str, int] = {}
    for number, one in enumerate(happened):
        case.at(BEGAN + timedelta(minutes=number))
        if isinstance(one, str):
            link = Link(user=one, party="org-1", since=BEGAN.date(), act="Declaração 1/2026")
            if one in named.known_to(case) and one not in barred:
                named.linked(case, link.exclusion())
            case.learn(case.context.model_copy(update={"links": (*case.context.links, link)}))
            barred.setdefault(one, case.seq)
            continue
        verb, person, to = one
        actor = Actor(id=person, roles=("secretario",))
        act = Act(
            id=f"a{number}", verb=verb, actor=actor, received_at=case.moment, task=id, to=to, reason="Porque sim."
        )
        try:
            acts.check(case, decl, case.tasks[id], act, None)
        except Refused:
            continue
        acts.apply(case, decl, case.tasks[id], act)
        for bar in case.header.impeded:
            barred.setdefault(bar.user, case.seq)
    # Whoever is barred may still say so of themselves.
    declared = {one.act for one in case.pending.facts if one.kind is FactKind.IMPEDIMENT_DECLARED}
    done = [one for one in case.pending.facts if one.act not in declared]
    assert [one for one in done if one.seq > barred.get(one.actor or "", one.seq)] == []
    assert case.tasks[id].owner not in barred or not case.tasks[id].status.open
