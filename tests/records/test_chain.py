"""The published rule of the hash chain."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.records.chain import Link, canonical, chain, genesis, verify_chain
from tests.records.make import CASE, fact
from workflows.kernel.state import Fact, FactKind

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def linked(facts: list[Fact]) -> list[Link]:
    links: list[Link] = []
    prev = genesis(CASE)
    for one in facts:
        links.append(Link(one, prev, chain(prev, one)))
        prev = links[-1].hash
    return links


def test_the_rule_can_be_followed_by_hand() -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=-4)))
    one = Fact(seq=1, kind=FactKind.COMMENTED, at=at, actor="ana", data={"é": 1.0, "a": [None, "ç"]})
    text = (
        '{"act":null,"actor":"ana","at":"2026-03-02T13:00:00.000005Z","data":{"a":[null,"ç"],"é":1},'
        '"kind":"Commented","provision":null,"seq":1}'
    )
    before = hashlib.sha256(b"pmis-1").hexdigest()
    assert canonical(one) == text
    assert genesis("pmis-1") == before
    assert chain(before, one) == hashlib.sha256((before + text).encode()).hexdigest()


def test_an_untouched_chain_verifies() -> None:
    assert verify_chain(CASE, linked([fact(n) for n in range(1, 6)])) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "outra"},
        {"provision": "dec-167:art-99"},
        {"at": datetime(2026, 3, 3, tzinfo=UTC)},
        {"data": {"título": "análise", "n": 4}},
        {"kind": FactKind.COMMENTED},
        {"act": None},
    ],
)
def test_an_altered_fact_is_found(change: dict[str, Any]) -> None:
    links = linked([fact(n) for n in range(1, 6)])
    links[2] = links[2]._replace(fact=links[2].fact.model_copy(update=change))
    assert [broken.seq for broken in verify_chain(CASE, links)] == [3]


def test_a_removed_fact_is_found() -> None:
    links = linked([fact(n) for n in range(1, 6)])
    del links[2]
    assert {broken.seq for broken in verify_chain(CASE, links)} == {4}


def test_a_chain_of_another_case_is_refused() -> None:
    assert [broken.seq for broken in verify_chain("pmis-2", linked([fact(1)]))] == [1]


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        canonical(fact(1, at=datetime(2026, 3, 2)))  # noqa: DTZ001


@given(JSON)
def test_what_is_hashed_survives_json(data: Any) -> None:
    one = fact(2, data={"x": data})
    again = one.model_copy(update={"data": json.loads(canonical(one))["data"]})
    assert canonical(again) == canonical(one)
