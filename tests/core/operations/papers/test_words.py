"""What an entry says in one sentence."""

import pytest

from summitry.operations.bodies import (
    BODIES,
    Absence,
    Acknowledged,
    Closure,
    Delay,
    Failure,
    FieldReport,
    Incident,
    Lifted,
    Note,
    Presence,
    Progress,
    Thing,
    Verification,
)
from summitry.operations.papers import standing, words
from summitry.operations.papers.words import KINDS, said_by
from summitry.plan.terms import Marking
from tests.plans.entered import entered
from tests.plans.reported import minute, reading

GATE = Thing("gates", "G-2")
FIRE = entered(11, Incident(title="Fire"))


@pytest.mark.parametrize(
    ("body", "text", "facts"),
    [
        (FieldReport(text="Smoke"), words.SAID, {"text": "Smoke"}),
        (Note(text="Tea", to="CP-1-11"), words.ANSWERED, {"text": "Tea", "reference": "CP-1#11"}),
        (Acknowledged(to="CP-1-11"), words.ANSWERED_ONLY, {"text": "", "reference": "CP-1#11"}),
        (Acknowledged(to="CP-1-99"), words.ONLY, {"text": ""}),
        (Absence(person_id="N-1", start=minute(1)), standing.ABSENT, {"person": "N-1"}),
        (Closure(thing=GATE, start=minute(1)), standing.SHUT, {"thing": "Gate 2 (G-2)"}),
        (
            Failure(thing=Thing("nets", "N1"), start=minute(1)),
            standing.BROKEN, {"thing": "Ring (N1)"},
        ),
        (Delay(thing=Thing("flights", "F"), minutes=5), standing.LATE, {"minutes": 5}),
        (Delay(thing=Thing("flights", "F"), minutes=-5), standing.EARLY, {"minutes": 5}),
        (Lifted(to="CP-1-11", end=minute(9)), words.IS_LIFTED, {"reference": "CP-1#11"}),
        (Verification(thing=GATE, passed=True), words.IN_ORDER, {"thing": "Gate 2 (G-2)"}),
        (Verification(thing=GATE, passed=False), words.NOT_IN_ORDER, {"thing": "Gate 2 (G-2)"}),
        (Verification(thing=GATE, passed=True, text="Swept"), words.SAID, {"text": "Swept"}),
        (Presence(post_id="P", person_id="N-1", there=True), words.CAME, {"post": "P"}),
        (Presence(post_id="P", person_id="N-1", there=False), words.LEFT, {"post": "P"}),
        (Progress(item_id="I-open"), words.ITEM_BEGAN, {"item": "Opening (I-open)"}),
        (Progress(item_id="I-open", over=True), words.ITEM_OVER, {"item": "Opening (I-open)"}),
    ],
)  # fmt: skip
def test_each_kind_has_its_sentence(body, text, facts):
    told = said_by(reading([FIRE]), entered(12, body))

    assert (told.text, told.cites) == (text, ("CP-1-12",))
    assert {name: told.facts[name] for name in facts} == facts


def test_an_answer_to_what_is_above_the_marking_does_not_name_it():
    secret = entered(11, Incident(title="Canary"), marking=Marking.RED)

    told = said_by(reading([secret]), entered(12, Acknowledged(to="CP-1-11")))

    assert told.text == words.ONLY


def test_every_kind_has_a_name():
    assert KINDS.keys() == BODIES.keys()
