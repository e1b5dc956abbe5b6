"""Which entry uncovered what, and which one covered it again."""

import pytest

from summitry.operations.assurance import Plan
from summitry.operations.bodies import Absence, Lifted, Note, Struck
from summitry.operations.entry import Correction
from summitry.operations.papers import cover
from summitry.operations.papers.cover import covers, told
from summitry.operations.papers.reading import Reading
from summitry.operations.record import Record
from summitry.plan.terms import Marking
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, minute
from tests.plans.small import small
from tests.plans.small_moments import at

SNAPSHOT, WORDS = small()
PLAN = Plan(snapshot=SNAPSHOT, attestations=WORDS)
ABSENT = entered(11, Absence(person_id="N-005", start=at(0), end=at(3)))
BACK = entered(12, Lifted(to="CP-1-11", end=at(0)))


def found(*events, until=PERIOD.end):
    return [
        (each.finding.code, each.finding.key, each.lost_by, each.repaired_by)
        for each in covers(PLAN, Record(events), until)
    ]


def sentences(*events, start=PERIOD.start, most=Marking.AMBER):
    record, period = Record(events), type(PERIOD)(start, PERIOD.end)
    reading = Reading(record, SNAPSHOT, period, most)
    return [
        (each.text, each.facts["code"], each.cites)
        for each in told(reading, covers(PLAN, record, PERIOD.end))
    ]


def test_an_absence_takes_cover_and_its_end_gives_it_again():
    assert found(ABSENT) == [("C-52", "P-gate1", ("CP-1-11",), ())]
    assert found(ABSENT, BACK) == [("C-52", "P-gate1", ("CP-1-11",), ("CP-1-12",))]


def test_what_was_entered_later_is_not_known_yet():
    assert found(ABSENT, BACK, until=minute(11)) == [("C-52", "P-gate1", ("CP-1-11",), ())]


def test_cover_that_is_lost_again_was_lost_by_the_last_entry():
    again = entered(13, Absence(person_id="N-005", start=at(0), end=at(3)))

    assert found(ABSENT, BACK, again) == [("C-52", "P-gate1", ("CP-1-13",), ())]


def test_the_sentence_cites_what_took_and_what_gave():
    assert sentences(ABSENT) == [(cover.LOST, "C-52", ("CP-1-11",))]
    assert sentences(ABSENT, BACK) == [(cover.REPAIRED, "C-52", ("CP-1-11", "CP-1-12"))]


def test_a_correction_that_takes_or_gives_cover_is_cited():
    elsewhere = entered(11, Absence(person_id="N-009", start=at(9), end=at(10)))
    corrected = entered(12, ABSENT.body, corrects="CP-1-11", reason=Correction.MISTAKE)
    struck = entered(13, Struck(), corrects="CP-1-11", reason=Correction.MISTAKE)

    assert sentences(elsewhere, corrected) == [(cover.LOST, "C-52", ("CP-1-12",))]
    assert sentences(elsewhere, corrected, struck) == [
        (cover.REPAIRED, "C-52", ("CP-1-12", "CP-1-13"))
    ]


def test_what_was_mended_before_the_period_is_left_out():
    assert sentences(ABSENT, BACK, start=minute(13)) == []


def test_what_rests_on_an_entry_above_the_marking_is_left_out():
    secret = entered(11, Absence(person_id="N-005", start=at(0), end=at(3)), marking=Marking.RED)

    assert sentences(secret) == []
    assert sentences(secret, most=Marking.RED) == [(cover.LOST, "C-52", ("CP-1-11",))]


@pytest.mark.parametrize(("steps", "lost_by"), [(9, ("CP-1-11",)), (1, ("CP-1-11", "CP-1-13"))])
def test_many_entries_are_checked_together_and_cited_together(monkeypatch, steps, lost_by):
    monkeypatch.setattr(cover, "STEPS_MAX", steps)
    other = entered(13, Absence(person_id="N-009", start=at(9), end=at(10)))

    assert found(ABSENT, entered(12, Note(text="x")), other) == [("C-52", "P-gate1", lost_by, ())]
