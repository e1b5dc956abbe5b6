"""What is owed, by whom and by when."""

from datetime import timedelta

from summitry.operations.bodies import (
    Decision,
    Declaration,
    FieldReport,
    Handover,
    Incident,
    Order,
    RowEdit,
    Sentence,
    Sitrep,
)
from summitry.operations.obligations import Debt, obligations
from summitry.operations.record import Record
from summitry.plan.communications import Declaration as Declarable
from summitry.plan.communications import Sitrep as PlannedSitrep
from summitry.plan.snapshot import Snapshot
from tests.plans.entered import entered
from tests.plans.small_moments import at

PLAN = Snapshot.of(
    [
        Declarable(
            declaration_id="DC-1", title="Evacuation", agency_unit_ids=("U-1", "U-2"),
            acknowledge_minutes_max=3, review_minutes_max=60,
        ),
        PlannedSitrep(sitrep_id="S-1", command_post_id="CP-1", due=at(0.5)),
        PlannedSitrep(sitrep_id="S-2", command_post_id="CP-1", due=at(6)),
    ]
)  # fmt: skip
BARE = Snapshot.of([])


def minute(number):
    return at(0) + timedelta(minutes=number)


def owed(*day, plan=BARE):
    found = obligations(Record(day), plan, minute(10))
    return [(each.debt, each.subject, each.due, each.owed_by) for each in found]


def test_everything_that_waits_for_somebody_is_owed():
    order = Order(
        text="Shut gate 2", post_ids=("P-1",), done_by=minute(9),
        edits=(RowEdit(table="gates", key="G-1"),),
    )  # fmt: skip
    decision = Decision(
        question="Go on?", options=("Yes",), chosen=0, known="Rain", reasons="Roof",
        review_at=minute(30),
    )  # fmt: skip
    handover = Handover(command_post_id="CP-1", desk="watch", to_person_id="N-2", situation="Calm")

    assert owed(
        entered(1, order), entered(2, decision), entered(3, FieldReport(text="Smoke")),
        entered(4, Incident(title="Fire")), entered(5, handover),
    ) == [
        (Debt.READ_BACK, "CP-1-1", minute(3), ("posts/P-1",)),
        (Debt.LOOK, "CP-1-3", minute(8), ()),
        (Debt.DONE, "CP-1-1", minute(9), ("posts/P-1",)),
        (Debt.TAKE_OVER, "CP-1-5", minute(15), ("persons/N-2",)),
        (Debt.SECOND_PERSON, "CP-1-1", minute(16), ()),
        (Debt.REVIEW, "CP-1-2", minute(30), ("persons/N-U-1",)),
        (Debt.UPDATE, "CP-1-4", minute(34), ()),
    ]  # fmt: skip


def test_a_declaration_is_owed_as_the_plan_says():
    assert owed(entered(1, Declaration(declaration_id="DC-1")), plan=PLAN)[:2] == [
        (Debt.ACKNOWLEDGEMENT, "CP-1-1", minute(4), ("units/U-1", "units/U-2")),
        (Debt.SITREP, "sitreps/S-1", minute(30), ("command_posts/CP-1",)),
    ]


def test_an_issued_report_is_owed_no_longer():
    issued = Sitrep(
        start=at(-1), end=at(0), approved_by="N-1", sitrep_id="S-1",
        sentences=(Sentence(text="Quiet.", cites=("CP-1-9",)),),
    )  # fmt: skip

    assert owed(entered(1, issued), plan=PLAN) == []


def test_what_is_due_is_overdue():
    [look] = obligations(Record([entered(1, FieldReport(text="Smoke"))]), BARE, minute(6))

    assert (look.overdue(minute(5)), look.overdue(minute(6))) == (False, True)
