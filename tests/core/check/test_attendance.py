"""When somebody who is to be somewhere can be there."""

from summitry.check.attendance import at_hand, away
from summitry.check.view import View
from summitry.kit.time import Interval
from summitry.outcome.live import LiveState
from summitry.plan.attestation import Attestations
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, NOW, during


def seen(person: Person, *absent: Interval) -> View:
    live = LiveState(absences=tuple((person.person_id, each) for each in absent))
    return View(Snapshot.of([EVENT, person]), Attestations(), at=NOW, live=live)


def parts(person: Person, *absent: Interval) -> list[Interval]:
    return list(at_hand(seen(person, *absent), "N-1", during(0, 60)))


def test_somebody_of_whom_nothing_is_known_is_there() -> None:
    assert parts(Person(person_id="N-1", unit_id="U")) == [during(0, 60)]
    assert parts(Person(person_id="N-2", unit_id="U"), during(0, 60)) == [during(0, 60)]


def test_absence_is_cut_out() -> None:
    person = Person(person_id="N-1", unit_id="U")

    assert parts(person, during(10, 20)) == [during(0, 10), during(20, 60)]
    assert parts(person, during(-5, 60)) == []
    assert parts(person, during(60, 90)) == [during(0, 60)]


def test_nobody_is_there_before_or_after_they_are_available() -> None:
    window = during(15, 45)
    person = Person(
        person_id="N-1", unit_id="U", available_from=window.start, available_until=window.end
    )

    assert parts(person) == [window]


def test_what_is_missed_is_told_within_the_interval_only() -> None:
    view = seen(Person(person_id="N-1", unit_id="U"), during(-5, 10), during(50, 90))

    assert list(away(view, "N-1", during(0, 60))) == [during(0, 10), during(50, 60)]
    assert list(away(view, "N-1", during(10, 50))) == []
