from datetime import timedelta

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.risks import Risk
from summitry.plan.terms import Power, Treatment
from summitry.policy.acceptance import Demand, Flaw, flaw_of, least_flaw
from tests.plans.one_rule import CLOSES, person, word

RISK = Risk(risk_id="r", title="Risk", likelihood=4, consequence=4, treatment=Treatment.ACCEPT)
PERSONS = {
    each.person_id: each
    for each in (person("chief", Power.ACCEPT_HIGH_RISK), person("clerk", Power.ACCEPT_POST))
}
DEMAND = Demand(powers={Power.ACCEPT_HIGH_RISK}, until=CLOSES, second=True)


def acceptance(by="chief", **cells):
    cells = {"reason": "Because.", "expires": CLOSES, "second_by": "clerk", **cells}
    return word(RISK, AttestationKind.ACCEPTED, by, **cells)


@pytest.mark.parametrize(
    ("entry", "flaw"),
    [
        (acceptance(), Flaw.NONE),
        (acceptance("nobody"), Flaw.STRANGER),
        (acceptance("clerk", second_by="chief"), Flaw.POWER),
        (acceptance(reason="\t"), Flaw.REASON),
        (acceptance(expires=CLOSES - timedelta(seconds=1)), Flaw.EXPIRY),
        (acceptance(expires=None), Flaw.EXPIRY),
        (acceptance(second_by=None), Flaw.SECOND),
        (acceptance(second_by="nobody"), Flaw.SECOND),
        (acceptance("nobody", reason="", expires=None), Flaw.STRANGER),
    ],
)
def test_the_first_thing_lacking_is_told(entry, flaw):
    assert flaw_of(entry, DEMAND, PERSONS) is flaw


def test_a_second_person_is_asked_for_only_where_it_is_demanded():
    alone = Demand(powers={Power.ACCEPT_HIGH_RISK}, until=CLOSES, second=False)

    assert flaw_of(acceptance(second_by=None), alone, PERSONS) is Flaw.NONE


def test_the_acceptance_that_comes_closest_stands_for_all():
    entries = [acceptance("nobody"), acceptance(expires=None), acceptance(reason="")]

    assert least_flaw(entries, DEMAND, PERSONS) is Flaw.EXPIRY
    assert least_flaw([], DEMAND, PERSONS) is Flaw.NOBODY
