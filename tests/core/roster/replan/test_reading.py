"""The published roster of a plan, and the edits that mend it."""

from msgspec.structs import replace

from summitry.kit.time import moment_of, seconds_of
from summitry.plan.change import apply
from summitry.plan.posts import Shift
from summitry.roster.replan.problem import NOBODY, Job, Loss, Step
from summitry.roster.replan.reading import edits_of, orders_of, published
from tests.plans.small import small
from tests.plans.small_moments import at


def test_reading_a_plan_and_changing_nothing_gives_no_edit():
    snapshot, _ = small()
    roster = published(snapshot)

    assert len(roster.duties) == snapshot.size("shifts")
    assert edits_of(snapshot, roster, Loss(), ()) == ()
    assert orders_of(snapshot, roster, ()) == ()


def test_who_is_away_by_the_plan_or_sits_at_a_desk_is_not_asked():
    snapshot, _ = small()
    roster = published(snapshot, absences={"N-005": [(seconds_of(at(0)), seconds_of(at(3)))]})
    persons = {each.person_id: each for each in roster.persons}

    assert persons["N-005"].is_away(seconds_of(at(1)), seconds_of(at(2)))
    assert persons["N-U-1"].is_bound


def given_away(roster, minutes):
    """Return the step that gives the first duty away to the last person, so late in it."""
    duty = roster.duties[0]
    job = Job(
        post=duty.post, start=duty.start + 60 * minutes, end=duty.end, holder=duty.person,
        slot=duty.slot,
    )  # fmt: skip
    return duty, Step(job=job, person=len(roster.persons) - 1)


def test_an_order_gives_away_what_is_left_of_a_duty():
    snapshot, _ = small()
    roster = published(snapshot)
    duty, step = given_away(roster, minutes=10)

    edits = orders_of(snapshot, roster, [step])

    before = {row.person_id: row for row in snapshot.bulks["shifts"].rows()
              if (row.post_id, row.slot) == (roster.posts[duty.post].post_id, duty.slot)
              and row.start == moment_of(duty.start)}  # fmt: skip
    (row,) = before.values()
    since = moment_of(duty.start + 600)
    taker = roster.persons[-1]
    assert [each.row for each in edits if each.row.person_id == row.person_id] == [
        replace(row, end=since)
    ]
    (new,) = (each.row for each in edits if each.row.person_id == taker.person_id)
    assert (new.start, new.end, new.unit_id) == (since, row.end, taker.unit_id)


def test_an_order_puts_the_taker_of_a_whole_duty_in_its_place():
    snapshot, _ = small()
    roster = published(snapshot)
    duty, step = given_away(roster, minutes=0)

    (edit,) = orders_of(snapshot, roster, [step])

    assert isinstance(edit.row, Shift)
    assert edit.row.person_id == roster.persons[-1].person_id
    assert seconds_of(edit.row.end) == duty.end


def test_an_order_of_a_duty_that_nobody_takes_takes_it_out():
    snapshot, _ = small()
    roster = published(snapshot)
    _, step = given_away(roster, minutes=0)

    edits = orders_of(snapshot, roster, [replace(step, person=NOBODY)])

    assert [each.row for each in edits] == [None]
    assert apply(snapshot, edits).size("shifts") == snapshot.size("shifts") - 1
