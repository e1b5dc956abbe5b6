"""A record is a set: order and repetition change nothing, corrections replace, nothing is lost."""

from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.operations.bodies import FieldReport, Incident, Note, Struck
from summitry.operations.entry import Correction
from summitry.operations.event import Event
from summitry.operations.record import Record
from summitry.plan.terms import Marking, Severity
from tests.plans.entered import entered
from tests.plans.small_moments import at

FIRE = entered(1, Incident(title="Smoke in the kitchen", severity=Severity.LOW))
GRAVER = entered(
    2,
    Incident(title="Fire in the kitchen", severity=Severity.HIGH),
    corrects="CP-1-1",
    reason=Correction.MISTAKE,
    marking=Marking.RED,
    author="N-U-2",
)
GRAVEST = entered(3, Incident(title="Fire, two hurt", severity=Severity.HIGH), corrects="CP-1-2")
MISTAKEN = entered(4, Struck(), corrects="CP-1-1", reason=Correction.WITHDRAWN)


def told(record):
    return [
        (said.event.entry_id, said.event.author, said.event.marking, said.body.title)
        for said in record.said(Incident)
    ]


def test_the_last_correction_holds_under_the_first_ones_name():
    record = Record([FIRE, GRAVER])

    assert told(record) == [("CP-1-1", "N-U-1", Marking.RED, "Fire in the kitchen")]
    assert record.corrections("CP-1-1") == (GRAVER,)
    assert [each.entry_id for each in record] == ["CP-1-1", "CP-1-2"]


def test_a_correction_of_a_correction_is_one_of_the_first():
    assert told(Record([FIRE, GRAVER, GRAVEST]))[0][-1] == "Fire, two hurt"


def test_what_is_struck_counts_no_longer_and_can_be_read():
    record = Record([FIRE, GRAVER, MISTAKEN])

    assert told(record) == []
    assert record.get("CP-1-1") is None
    assert FIRE in list(record)


def test_the_report_becomes_an_incident_by_correction():
    report = entered(1, FieldReport(text="Smoke at the kitchen door"))
    record = Record([report, GRAVER])

    assert record.said(FieldReport) == ()
    assert told(record)[0][0] == "CP-1-1"


def test_as_it_was_known_at_a_moment():
    late = entered(9, Incident(title="Bag left behind"), observed=at(0))

    record = Record([FIRE, GRAVER, late])

    assert told(record.as_at(FIRE.entered))[0][-1] == "Smoke in the kitchen"
    assert len(told(record.as_at(GRAVER.entered))) == 1
    assert late.late_seconds == 9 * 60


def test_what_came_late_was_not_known_before_it_came():
    waited = replace(entered(9, Incident(title="Flood")), entered=at(0))
    record = Record([FIRE, waited])

    assert waited.received == at(0) + timedelta(minutes=9)
    assert [title for *_, title in told(record.as_at(FIRE.entered))] == ["Smoke in the kitchen"]
    assert len(told(record.as_at(waited.received))) == 2


def test_in_a_trial_it_was_known_when_it_was_written():
    waited = replace(entered(9, Incident(title="Flood")), entered=at(0), is_trial=True)

    assert len(told(Record([waited]).as_at(at(0)))) == 1


def test_any_order_and_any_repetition_give_the_same_day():
    wanted = told(Record([FIRE, GRAVER, GRAVEST]))

    for order in permutations([FIRE, GRAVER, GRAVEST, GRAVER]):
        record = Record(order)
        assert (told(record), len(list(record))) == (wanted, 3)


def test_corrections_in_a_ring_end():
    ring = [
        entered(1, Note(text="a"), corrects="CP-1-2"),
        entered(2, Note(text="b"), corrects="CP-1-1"),
    ]

    assert list(Record(ring)) == ring


@st.composite
def days(draw):
    size = draw(st.integers(1, 8))
    made: list[Event] = []
    for number in range(1, size + 1):
        earlier = st.sampled_from(["", *(each.entry_id for each in made), "CP-1-99"])
        body = draw(
            st.sampled_from([Incident(title=f"i{number}"), Struck(), Note(text="n", to="x")])
        )
        made.append(entered(number, body, corrects=draw(earlier)))
    return made


@given(days(), st.randoms(use_true_random=False))
def test_every_order_of_every_day_gives_the_same_record(day, chance):
    shuffled = day * 2
    chance.shuffle(shuffled)

    one, other = Record(day), Record(shuffled)

    assert (told(one), list(one)) == (told(other), list(other))
    assert all(one.corrections(e.entry_id) == other.corrections(e.entry_id) for e in day)


def test_what_is_made_of_a_record_is_made_anew_only_when_an_entry_comes():
    record = Record([FIRE])
    made = []

    def titles(of):
        made.append(len(of))
        return [said.body.title for said in of.said(Incident)]

    before = [record.derived(titles), record.derived(titles)]
    record.take(GRAVER)
    after = [record.derived(titles), record.derived(titles)]

    assert before == [["Smoke in the kitchen"]] * 2
    assert after == [["Fire in the kitchen"]] * 2
    assert made == [1, 2]
