"""What a paper may tell: up to a moment and a marking, under the names of the plan."""

from summitry.operations.bodies import Delay, Incident, Note, Struck, Thing
from summitry.operations.entry import Correction
from summitry.operations.papers.paper import PLAIN
from summitry.operations.papers.reading import Reading, reference
from summitry.operations.record import Record
from summitry.plan.change import Edit, apply
from summitry.plan.places import Site
from summitry.plan.terms import Marking
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, minute, plan, reading

FIRE = entered(11, Incident(title="Fire"))


def corrected(number, body, **more):
    return entered(number, body, corrects="CP-1-11", reason=Correction.MISTAKE, **more)


def test_a_sentence_cites_the_correction_by_which_it_speaks():
    made = reading([FIRE, corrected(12, Incident(title="Smoke"))])

    told = made.told(PLAIN, "CP-1-11", value="Smoke")

    assert told.cites == ("CP-1-11", "CP-1-12")


def test_an_entry_with_a_correction_above_the_marking_is_not_told_as_it_was():
    secret = corrected(12, Incident(title="Bomb"), marking=Marking.RED)

    assert list(reading([FIRE, secret]).record) == []
    assert list(reading([FIRE, secret], Marking.RED).record) == [FIRE, secret]


def test_a_struck_entry_counts_no_longer_and_what_comes_later_is_not_known():
    struck = corrected(12, Struck())
    late = entered(61, Incident(title="Late"))

    assert reading([FIRE, struck, late]).record.said(Incident) == ()


def test_a_note_that_belongs_to_nothing_is_told_where_it_is_handed_in():
    note = entered(12, Note(text="Shift begins"), marking=Marking.GREEN)
    red = entered(13, Note(text="Canary"), marking=Marking.RED)
    made = reading([note, red])

    assert (made.may_tell(note), made.may_tell(red)) == (True, False)


def test_a_row_above_the_marking_is_told_by_its_key_alone():
    row = Site(site_id="L-9", name="Canary", kind="hotel", marking=Marking.RED)
    snapshot = apply(plan(), [Edit("sites", "L-9", row)])
    names = [
        Reading(Record(), snapshot, PERIOD, most).name("sites", "L-9")
        for most in (Marking.AMBER, Marking.RED)
    ]

    assert names == ["L-9", "Canary (L-9)"]


def test_a_delay_above_the_marking_moves_nothing_that_the_paper_tells():
    late = entered(11, Delay(thing=Thing("programme", "I-sign"), minutes=15), marking=Marking.RED)
    starts = [
        reading([late], most).plan.get("programme", "I-sign").start
        for most in (Marking.AMBER, Marking.RED)
    ]

    assert starts == [minute(72), minute(87)]


def test_an_entry_is_cited_by_its_post_and_number():
    assert reference(entered(7, Incident(title="Fire"), post="CP-2")) == "CP-2#7"
