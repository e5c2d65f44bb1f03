"""What the norm refuses, one thing or several in the same act."""

import pytest

from workflows.kernel import Forbidden, exige, veda_cada
from workflows.kernel.messages import RefusalCode
from workflows.kernel.refusals import by_the_norm
from workflows.norms import DEC_167

CAPUT, PAR_1 = DEC_167.art(43), DEC_167.art(43, par=1)


def test_one_refusal_says_itself() -> None:
    with pytest.raises(Forbidden) as caught:
        exige(False, CAPUT, "Pague pelo banco.", "meio")
    refusal = by_the_norm(caught.value).refusal
    assert (refusal.code, refusal.message, refusal.provision) == (RefusalCode.RULE, "Pague pelo banco.", CAPUT.id)
    assert [(one.field, one.provision) for one in refusal.errors] == [("meio", CAPUT.id)]


def test_several_are_told_at_once_each_by_its_provision() -> None:
    found = [Forbidden(CAPUT, "Pague pelo banco.", "a.0.meio"), Forbidden(PAR_1, "É demais em espécie.", "a.3.valor")]
    with pytest.raises(Forbidden) as caught:
        veda_cada(found)
    refusal = by_the_norm(caught.value).refusal
    assert refusal.message == "A norma recusa 2 pontos do que foi informado."
    assert refusal.provision == CAPUT.id
    assert [(one.field, one.message, one.provision) for one in refusal.errors] == [
        ("a.0.meio", "Pague pelo banco.", CAPUT.id),
        ("a.3.valor", "É demais em espécie.", PAR_1.id),
    ]


def test_nothing_found_refuses_nothing() -> None:
    veda_cada([])
