"""The roster mended as a whole: several people move where no single move closes a gap."""

import pytest

from summitry.operations.assurance import Plan, Watch, effect, watch
from summitry.operations.bodies import Absence, Order
from summitry.operations.day import row_edit
from summitry.operations.record import Record
from summitry.operations.repairs import repairs
from summitry.operations.replan import replanned
from summitry.operations.ways import Way
from summitry.outcome.finding import Finding
from summitry.plan.change import Edit, apply
from summitry.plan.organisation import Person, PersonQualification, Qualification
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.table import table_of
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at

DOG_POST, DOOR = "P-dogs", "P-door"
GONE, OTHER, SPARE = "N-dog1", "N-dog2", "N-spare"


def never():
    return False


def clock():
    return 0.0


def kennel(*more) -> tuple[Edit, ...]:
    """Return the edits that put two dog handlers on two posts as grave, one of which needs none."""
    cells = {
        "site_id": "hall", "start": at(-3), "end": at(2), "owner_unit_id": "U-1",
        "holder_unit_id": "U-1", "net_id": "N1",
    }  # fmt: skip
    handlers = (GONE, OTHER)
    rows = [
        Qualification(qualification_id="dogs", name="Dog handler"),
        *(Post(post_id=each, name=each, **cells) for each in (DOG_POST, DOOR)),
        PostRequirement(post_id=DOG_POST, requirement="dogs", qualification_id="dogs"),
        *(Person(person_id=each, unit_id="U-1") for each in (*handlers, SPARE)),
        *(PersonQualification(person_id=each, qualification_id="dogs") for each in handlers),
        *(
            Shift(post_id=post, start=at(-3), end=at(2), person_id=person, unit_id="U-1")
            for post, person in zip((DOG_POST, DOOR), handlers, strict=True)
        ),
        *more,
    ]
    return tuple(Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows)


def day_of(*bodies, edits=(), moment=0.0) -> tuple[Watch, list[Finding]]:
    """Return the day with the entries, and what they opened on the dogs' post."""
    snapshot, attestations = small()
    plan = Plan(snapshot=apply(snapshot, edits), attestations=attestations)
    quiet = watch(plan, Record(), at(moment))
    record = Record([entered(number, body) for number, body in enumerate(bodies, 1)])
    after = watch(plan, record, at(moment), quiet)
    opened = effect(quiet.findings, after.findings).opened
    return after, [each for each in opened if (each.code, each.key) == ("C-52", DOG_POST)]


def absence(person=GONE, start=0.0, end=3.0):
    return Absence(person_id=person, start=at(start), end=at(end))


def test_a_handler_leaves_a_post_that_needs_none_and_somebody_takes_that():
    day, (gap,) = day_of(absence(), edits=kennel())

    without = repairs(day, gap, stop=never).found
    repair = repairs(day, gap, stop=never, clock=clock).found[0]

    assert without == ()
    assert gap in repair.closes
    told = repair.candidate
    assert (told.way, told.changed, told.restored) == (Way.REPLAN, 1, 120)
    stands = {(e.row.post_id, e.row.start, e.row.end): e.row.person_id
              for e in repair.candidate.edits if e.row is not None}  # fmt: skip
    assert stands[DOG_POST, at(0), at(2)] == OTHER
    assert stands[DOOR, at(-3), at(0)] == OTHER
    assert stands[DOOR, at(0), at(2)] != OTHER


def test_who_is_away_keeps_their_rows():
    day, (gap,) = day_of(absence(), edits=kennel())

    found = repairs(day, gap, stop=never, clock=clock).found

    assert found
    for each in found:
        after = apply(day.snapshot, each.candidate.edits).bulks["shifts"]
        assert [row for row in after.rows() if row.person_id == GONE] == [
            row for row in day.snapshot.bulks["shifts"].rows() if row.person_id == GONE
        ]


def test_its_order_closes_the_gap_by_a_whole_check():
    day, (gap,) = day_of(absence(), edits=kennel())
    chosen = repairs(day, gap, stop=never, clock=clock).found[0].candidate
    order = Order(
        text="The roster changes", post_ids=(DOG_POST,),
        edits=tuple(row_edit(edit) for edit in chosen.edits),
    )  # fmt: skip

    record = Record([entered(1, absence()), entered(2, order)])
    after = watch(day.base, record, at(0.1), day)

    assert gap.identity not in {each.identity for each in after.findings}


def test_two_who_are_missing_at_once_are_both_replaced():
    second = [
        Person(person_id=each, unit_id="U-1") for each in ("N-dog3", "N-dog4", "N-dog5")
    ]  # fmt: skip
    skills = [PersonQualification(person_id=p.person_id, qualification_id="dogs") for p in second]
    grown = Post(
        post_id=DOG_POST, name=DOG_POST, site_id="hall", start=at(-3), end=at(2), headcount_min=2,
        owner_unit_id="U-1", holder_unit_id="U-1", net_id="N1",
    )  # fmt: skip
    beside = Shift(
        post_id=DOG_POST, start=at(-3), end=at(2), person_id="N-dog3", unit_id="U-1", slot=2
    )
    day, (gap,) = day_of(
        absence(), absence("N-dog3"), edits=kennel(grown, *second, *skills, beside)
    )

    single = repairs(day, gap, stop=never).found
    (repair,) = repairs(day, gap, stop=never, clock=clock).found[:1]

    assert single == ()
    assert (repair.candidate.way, repair.candidate.changed) == (Way.REPLAN, 0)
    put = {e.row.person_id for e in repair.candidate.edits if e.row is not None}
    assert len(put) == 2
    assert put & {"N-dog4", "N-dog5"}


def test_where_somebody_free_closes_the_gap_nothing_more_is_looked_for():
    free = Person(person_id="N-dog3", unit_id="U-1")
    skill = PersonQualification(person_id="N-dog3", qualification_id="dogs")
    day, (gap,) = day_of(absence(), edits=kennel(free, skill))

    found = repairs(day, gap, stop=never, clock=clock)

    assert [each.candidate.way for each in found.found] == [Way.RESERVE]


@pytest.mark.parametrize("moment", [0.0, 1.0])
def test_what_was_missed_before_is_not_made_good(moment):
    earlier = absence("N-001", -3.0, -1.0)
    day, (gap,) = day_of(earlier, absence(), edits=kennel(), moment=moment)

    ways = list(replanned(day, gap, clock))

    assert ways
    for way in ways:
        starts = [e.row.start for e in way.edits if e.row is not None and e.row.person_id != OTHER]
        assert min(starts) >= at(0)


def test_a_gap_that_nobodys_absence_made_is_not_mended_so():
    day, (gap,) = day_of(absence(), edits=kennel())
    nobody = watch(day.base, Record(), at(0))

    assert list(replanned(nobody, gap, clock)) == []


def test_those_before_and_after_share_what_no_single_move_covers():
    cells = {"site_id": "hall", "owner_unit_id": "U-1", "holder_unit_id": "U-1", "net_id": "N1"}
    skilled = ("N-early", GONE, "N-late")
    shifts = zip(skilled, ((-10, -2), (-2, 6), (6, 14)), strict=True)
    rows = [
        Qualification(qualification_id="dogs", name="Dog handler"),
        Post(post_id=DOG_POST, name=DOG_POST, start=at(-10), end=at(14), **cells),
        PostRequirement(post_id=DOG_POST, requirement="dogs", qualification_id="dogs"),
        *(Person(person_id=each, unit_id="U-1") for each in skilled),
        *(PersonQualification(person_id=each, qualification_id="dogs") for each in skilled),
        *(
            Shift(post_id=DOG_POST, start=at(a), end=at(b), person_id=who, unit_id="U-1")
            for who, (a, b) in shifts
        ),
    ]
    edits = tuple(Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows)
    day, (gap, *_) = day_of(absence(start=-2.0, end=6.0), edits=edits, moment=-2.0)

    single = repairs(day, gap, stop=never)
    repair = repairs(day, gap, stop=never, clock=clock).found[0]

    assert single.found == ()
    assert single.barred["C-54"] == 2
    assert (repair.candidate.way, repair.candidate.changed) == (Way.REPLAN, 0)
    assert {e.row.person_id for e in repair.candidate.edits} == {"N-early", "N-late"}
    assert gap in repair.closes
