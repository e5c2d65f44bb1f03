"""Nothing that looks like personal data or a credential reaches a log line."""

from __future__ import annotations

import pytest

from workers.logs import mask, mask_personal_data


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("cpf 529.982.247-25 negado", "cpf ***.***.***-** negado"),
        ("cpf 52998224725", "cpf ***.***.***-**"),
        ("de ana.silva+x@orgao.mt.gov.br", "de ***@***"),
        ("postgresql+psycopg://tramita:segredo@127.0.0.1:5432/x", "postgresql+psycopg://***@127.0.0.1:5432/x"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", ["caso 2026-000123", "1763726400000", "2026-11-21T12:02:39.756890Z", "art. 14, § 1º"])
def test_leaves_the_rest_alone(text: str) -> None:
    assert mask(text) == text


def test_masks_however_deep() -> None:
    event = {"event": "x", "form": {"de": ["a@b.br"]}, "n": 7, "_record": "a@b.br"}
    assert mask_personal_data(None, "info", event) == {
        "event": "x",
        "form": {"de": ["***@***"]},
        "n": 7,
        "_record": "a@b.br",
    }
