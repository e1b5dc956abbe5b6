"""What an entry uncovers, at once; and only what changed is computed again."""

from summitry.operations.assurance import Plan, effect, watch
from summitry.operations.bodies import Absence, Closure, Delay, Failure, Lifted, Thing
from summitry.operations.record import Record
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at

AWAY = entered(1, Absence(person_id="N-005", start=at(0.5), end=at(2)))


def planned():
    snapshot, attestations = small()
    return Plan(snapshot=snapshot, attestations=attestations)


def told(findings):
    return [(each.code, each.key, each.start, each.end) for each in findings]


def test_an_absence_uncovers_its_post_and_its_return_covers_it_again():
    quiet = watch(planned(), Record(), at(0))
    away = watch(quiet.base, Record([AWAY]), at(0.1), quiet)
    back = watch(
        quiet.base, Record([AWAY, entered(5, Lifted(to="CP-1-1", end=at(0.5)))]), at(0.2), away
    )

    gone = effect(quiet.findings, away.findings)
    assert ("C-52", "P-gate1", at(0.5), at(1.5)) in told(gone.opened)
    assert gone.closed == ()
    assert told(effect(away.findings, back.findings).closed) == told(gone.opened)


def test_a_check_from_the_one_before_finds_what_a_whole_one_does():
    plan = planned()
    day = [
        AWAY,
        entered(2, Closure(thing=Thing("segments", "S-2"), start=at(-3))),
        entered(3, Failure(thing=Thing("nets", "N2"), start=at(0))),
        entered(4, Delay(thing=Thing("movements", "M-1"), minutes=600)),
    ]
    before = watch(plan, Record(), at(0))
    for size in range(1, len(day) + 1):
        before = watch(plan, Record(day[:size]), at(0.1 * size), before)

    assert before.findings == watch(plan, Record(day), before.at).findings


def test_a_longer_gap_is_told_again_and_a_shorter_one_is_not():
    quiet = watch(planned(), Record(), at(0))
    more = [
        entered(2 + n, Absence(person_id=f"N-00{7 + n}", start=at(1.5), end=at(2))) for n in (0, 1)
    ]
    one = watch(quiet.base, Record([AWAY]), at(0), quiet)
    two = watch(quiet.base, Record([AWAY, *more]), at(0), one)

    grown = told(effect(one.findings, two.findings).opened)
    assert ("C-52", "P-gate1", at(0.5), at(2)) in grown
    assert effect(two.findings, one.findings).opened == ()
