"""What stands of incidents, orders, decisions, declarations, posts and programme."""

from datetime import timedelta

from summitry.operations.bodies import (
    Acknowledged,
    Attached,
    Confirmed,
    Decision,
    Declaration,
    Delay,
    FieldReport,
    Handover,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Order,
    OrderMoved,
    OrderStep,
    Presence,
    Progress,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    RowEdit,
    Thing,
)
from summitry.operations.record import Record
from summitry.operations.situation import (
    confirm_due,
    decisions,
    declarations,
    handovers,
    incidents,
    orders,
    present,
    programme,
    unattached,
)
from summitry.plan.terms import Severity
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at

ORDER = entered(1, Order(text="Close gate 2", post_ids=("P-1",), unit_ids=("U-2",)))
PATCH = entered(
    1, Order(text="Swap", post_ids=("P-1",), edits=(RowEdit(table="gates", key="G-1"),))
)


def minute(number):
    return at(0) + timedelta(minutes=number)


def test_an_incident_moves_on_and_collects_its_reports():
    record = Record(
        [
            entered(1, FieldReport(text="Smoke")),
            entered(2, Incident(title="Fire", severity=Severity.LOW)),
            entered(3, Attached(to="CP-1-1", incident="CP-1-2")),
            entered(4, IncidentChanged(to="CP-1-2", severity=Severity.CRITICAL)),
            entered(5, IncidentChanged(to="CP-1-2", status=IncidentStatus.CLOSED)),
        ]
    )

    [fire] = incidents(record)

    assert (fire.status, fire.severity, fire.touched, fire.reports, fire.is_open) == (
        IncidentStatus.CLOSED, Severity.CRITICAL, minute(5), ("CP-1-1",), False,
    )  # fmt: skip


def test_a_report_waits_until_it_is_attached_or_set_aside():
    reports = [entered(number, FieldReport(text=f"r{number}")) for number in (1, 2, 3)]
    record = Record(
        [
            *reports,
            entered(4, Attached(to="CP-1-1", incident="CP-1-9")),
            entered(5, Attached(to="CP-1-2", reason="A drill")),
        ]
    )

    assert [said.event.entry_id for said in unattached(record)] == ["CP-1-3"]


def test_an_order_waits_for_each_addressee():
    back = entered(2, ReadBack(to="CP-1-1", addressee="posts/P-1", words="Gate 2 is to be shut"))

    [order] = orders(Record([ORDER, back]))

    assert (order.read_back, order.unread, order.is_open) == (
        ("posts/P-1",), ("units/U-2",), True,
    )  # fmt: skip


def test_a_wrong_read_back_is_none_until_it_is_said_again():
    wrong = entered(2, ReadBack(to="CP-1-1", addressee="posts/P-1", words="Gate 3 shut"))
    no = entered(3, ReadBackJudged(to="CP-1-2", right=False, text="Gate 2"))
    again = entered(4, ReadBack(to="CP-1-1", addressee="posts/P-1", words="Gate 2 shut"))

    [first] = orders(Record([ORDER, wrong, no]))
    [then] = orders(Record([ORDER, wrong, no, again]))

    assert (first.wrong, first.unread) == (("posts/P-1",), ("posts/P-1", "units/U-2"))
    assert (then.wrong, then.read_back) == ((), ("posts/P-1",))


def test_a_changed_plan_waits_for_a_second_person():
    own = entered(2, Confirmed(to="CP-1-1"))
    other = entered(3, Confirmed(to="CP-1-1"), author="N-U-2")
    against = entered(3, Confirmed(to="CP-1-1", agreed=False, reason="Rest"), author="N-U-2")

    [alone] = orders(Record([PATCH, own]))
    [agreed] = orders(Record([PATCH, own, other]))
    [refused] = orders(Record([PATCH, against]))

    assert confirm_due(alone) == minute(16)
    assert (confirm_due(agreed), agreed.confirmed_by) == (None, "N-U-2")
    assert (confirm_due(refused), refused.step) == (None, OrderStep.WITHDRAWN)


def test_what_was_withdrawn_stays_so_whoever_is_late_to_hear_of_it():
    withdrawn = entered(2, OrderMoved(to="CP-1-1", step=OrderStep.WITHDRAWN))
    done = entered(3, OrderMoved(to="CP-1-1", step=OrderStep.DONE))

    [order] = orders(Record([PATCH, withdrawn, done]))

    assert order.step is OrderStep.WITHDRAWN


def test_an_order_that_changes_no_plan_needs_no_second_person():
    [order] = orders(Record([ORDER, entered(2, OrderMoved(to="CP-1-1", step=OrderStep.DONE))]))

    assert (confirm_due(order), order.is_open) == (None, False)


def test_a_decision_is_looked_at_again_until_it_ends():
    made = entered(
        1,
        Decision(
            question="Go on?", options=("Yes", "No"), chosen=0, known="Rain", reasons="Roof holds",
            review_at=minute(30),
        ),
    )  # fmt: skip
    later = entered(31, Reviewed(to="CP-1-1", stands=True, next_review_at=minute(60)))
    ended = entered(61, Reviewed(to="CP-1-1", stands=False))

    found = [decisions(Record(day))[0] for day in ([made], [made, later], [made, later, ended])]

    assert [(each.stands, each.review_at) for each in found] == [
        (True, minute(30)), (True, minute(60)), (False, None),
    ]  # fmt: skip


def test_a_declaration_is_acknowledged_by_each_agency_and_ends():
    record = Record(
        [
            entered(1, Declaration(declaration_id="DC-1")),
            entered(2, Acknowledged(to="CP-1-1", unit_id="U-2")),
            entered(3, Acknowledged(to="CP-1-1", unit_id="U-2")),
            entered(4, Reviewed(to="CP-1-1", stands=True)),
            entered(5, Reviewed(to="CP-1-1", stands=False)),
        ]
    )

    [one] = declarations(record)

    assert (one.acknowledged, one.reviewed, one.ended) == (("U-2",), minute(5), minute(5))


def test_a_person_stands_where_they_were_seen_last():
    came = [
        entered(1, Presence(post_id="P-1", person_id="N-1", there=True)),
        entered(2, Presence(post_id="P-1", person_id="N-2", there=True)),
        entered(3, Presence(post_id="P-2", person_id="N-1", there=True)),
        entered(4, Presence(post_id="P-1", person_id="N-1", there=False)),
        entered(5, Presence(post_id="P-1", person_id="N-2", there=False)),
    ]

    assert present(Record(came)) == {"P-2": ("N-1",)}


def test_the_programme_is_ahead_or_behind():
    plan, _ = small()
    record = Record(
        [
            entered(10, Progress(item_id="I-open")),
            entered(80, Delay(thing=Thing("programme", "I-sign"), minutes=20)),
        ]
    )

    behind = {each.item.item_id: each.behind for each in programme(record, plan, at(1.3))}

    assert [behind[item] for item in ("I-open", "I-sign", "I-dinner")] == [
        timedelta(minutes=10), timedelta(minutes=20), timedelta(),
    ]  # fmt: skip


def test_a_desk_changes_hands_when_the_other_says_so():
    given = entered(
        1,
        Handover(command_post_id="CP-1", desk="watch", to_person_id="N-U-2", situation="Calm"),
    )
    bystander = entered(2, Acknowledged(to="CP-1-1"), author="N-U-3")
    taken = entered(3, Acknowledged(to="CP-1-1"), author="N-U-2")

    found = [handovers(Record(day))[0][1] for day in ([given, bystander], [given, taken])]

    assert found == [False, True]
