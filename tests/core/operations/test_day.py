"""What the day makes of the plan: live state, changed rows, words that hold no longer."""

from datetime import timedelta

import msgspec
import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.operations.bodies import (
    Absence,
    Acknowledged,
    Closure,
    Confirmed,
    Declaration,
    Failure,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Lifted,
    Order,
    RowEdit,
    Thing,
    Verification,
)
from summitry.operations.day import (
    NO_END,
    edits_of,
    live_state,
    plan_of_the_day,
    row_edit,
    words_of_the_day,
)
from summitry.operations.record import Record
from summitry.outcome.live import Declared, LiveState, Report
from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry.plan.terms import Severity
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at


def minute(number):
    return at(0) + timedelta(minutes=number)


def test_the_day_is_told_to_the_check():
    record = Record(
        [
            entered(1, Absence(person_id="N-1", start=minute(0), end=minute(60))),
            entered(2, Lifted(to="CP-1-1", end=minute(20))),
            entered(3, Closure(thing=Thing("segments", "SE-1"), start=minute(3))),
            entered(4, Closure(thing=Thing("gates", "G-1"), start=minute(4), end=minute(9))),
            entered(5, Failure(thing=Thing("nets", "N-1"), start=minute(5))),
            entered(6, Failure(thing=Thing("assets", "A-1"), start=minute(6), end=minute(7))),
            entered(7, Failure(thing=Thing("capabilities", "C-1"), start=minute(7))),
            entered(
                8, Incident(title="Shot", severity=Severity.CRITICAL), place=Thing("sites", "hall")
            ),
            entered(9, Acknowledged(to="CP-1-8", unit_id="details/D-1")),
            entered(10, IncidentChanged(to="CP-1-8", status=IncidentStatus.CLOSED)),
            entered(11, Declaration(declaration_id="DC-1")),
            entered(12, Acknowledged(to="CP-1-11", unit_id="U-1")),
        ]
    )

    assert live_state(record, minute(10)) == LiveState(
        absences=(("N-1", Interval(minute(0), minute(20))),),
        blocked_segments=(("SE-1", Interval(minute(3), NO_END)),),
        shut_gates=(("G-1", Interval(minute(4), minute(9))),),
        dead_nets=("N-1",),
        failed_capabilities=(("C-1", Interval(minute(7), NO_END)),),
        reports=(
            Report(
                report_id="CP-1-8", at=minute(8), severity=Severity.CRITICAL, site_id="hall",
                acknowledged_detail_ids=("D-1",), closed=True,
            ),
        ),
        declared=(Declared(declaration_id="DC-1", at=minute(11), acknowledged_unit_ids=("U-1",)),),
    )  # fmt: skip


def test_an_order_changes_the_plan_of_the_day_at_once_and_a_no_changes_it_back():
    plan, _ = small()
    post = plan.rows(Post)["P-gate1"]
    fuller = msgspec.structs.replace(post, headcount_min=post.headcount_min + 1)
    order = entered(
        1,
        Order(
            text="One more",
            post_ids=("P-gate1",),
            edits=(row_edit(Edit("posts", "P-gate1", fuller)),),
        ),
    )
    against = entered(2, Confirmed(to="CP-1-1", agreed=False, reason="Rest"), author="N-U-2")

    changed = plan_of_the_day(plan, Record([order]))

    assert changed.rows(Post)["P-gate1"] == fuller
    assert plan_of_the_day(plan, Record([order, against])) is plan
    assert plan_of_the_day(plan, Record()) is plan


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (RowEdit(table="ghosts", key="G"), "entry.unknown_table"),
        (RowEdit(table="posts", key="P", row={"post_id": "P"}), "order.unreadable_row"),
        (RowEdit(table="gates", key="G-2", row={"gate_id": "G-1"}), "order.unreadable_row"),
    ],
)
def test_an_order_with_a_row_that_fits_nothing_is_refused(edit, code):
    with pytest.raises(SummitryError) as caught:
        edits_of(Order(text="Swap", post_ids=("P-gate1",), edits=(edit,)))

    assert caught.value.code == code


def test_an_order_names_the_row_that_it_carries():
    plan, _ = small()
    edit = row_edit(Edit("posts", "P-gate1", plan.rows(Post)["P-gate1"]))
    other = RowEdit(table="posts", key="P-2", row=edit.row)

    with pytest.raises(SummitryError) as caught:
        edits_of(Order(text="Swap", post_ids=("P-gate1",), edits=(other,)))

    assert caught.value.code == "order.other_row"


def test_a_failed_verification_takes_back_what_was_verified_before():
    plan, words = small()
    post = plan.rows(Post)["P-gate1"]
    verified = Attestation(
        subject_table="posts", subject_key="P-gate1", row_hash=row_hash(post),
        kind=AttestationKind.VERIFIED, by="N-1", at=at(-1),
    )  # fmt: skip
    failed = entered(1, Verification(thing=Thing("posts", "P-gate1"), passed=False))
    passed = entered(2, Verification(thing=Thing("posts", "P-gate1"), passed=True))

    after = words_of_the_day(plan, plan, Record([failed]), [*words, verified])
    again = words_of_the_day(plan, plan, Record([failed, passed]), [verified])

    assert set(after) == set(words)
    assert [(each.kind, each.at) for each in again] == [
        (AttestationKind.VERIFIED, at(-1)), (AttestationKind.VERIFIED, minute(2)),
    ]  # fmt: skip
