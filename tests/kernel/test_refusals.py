"""What the norm refuses, one thing or several in the same act."""

from datetime import date

import pytest

from workflows.clock import LedgerError
from workflows.kernel import Forbidden, Form, exige, veda_cada
from workflows.kernel.messages import RefusalCode
from workflows.kernel.refusals import Refused, as_refusals, by_the_norm
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


class Vigencia(Form):
    fim: date


def test_what_leads_past_the_calendar_is_refused_and_does_not_stop_the_case() -> None:
    with pytest.raises(Refused) as caught, as_refusals():
        raise LedgerError("horizon", "A contagem passa do ano 2500.")
    assert caught.value.refusal.code is RefusalCode.INVALID_FORM
    assert caught.value.refusal.message == "A contagem passa do ano 2500."


def test_what_is_made_of_a_form_and_cannot_be_is_refused_in_its_words() -> None:
    with pytest.raises(Refused) as caught, as_refusals():
        Vigencia(fim=date(2201, 1, 1))
    refusal = caught.value.refusal
    assert refusal.code is RefusalCode.INVALID_FORM
    assert [(one.field, one.message) for one in refusal.errors] == [
        ("", "Escreva uma data entre 01/01/1900 e 31/12/2200")
    ]


def test_a_fault_of_ours_is_none_of_whoever_asked() -> None:
    with pytest.raises(ZeroDivisionError), as_refusals():
        raise ZeroDivisionError
