"""What stands, told in sentences: each turn that a thing can take."""

from datetime import datetime

import pytest

from summitry.operations import situation
from summitry.operations.bodies import (
    Acknowledged,
    Attached,
    Closure,
    Confirmed,
    Decision,
    Declaration,
    Delay,
    Failure,
    FieldReport,
    Incident,
    Lifted,
    Order,
    OrderMoved,
    OrderStep,
    Progress,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    RowEdit,
    Thing,
)
from summitry.operations.papers import standing
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, minute, reading

GATE = Thing("gates", "G-2")
ORDER = entered(1, Order(text="Shut", unit_ids=("U-2",)))
DECIDED = entered(
    1,
    Decision(question="Go?", options=("Go", "Wait"), chosen=1, known="k", reasons="r"),
)


def texts(sentences):
    return [(each.text, each.cites) for each in sentences]


def ordered(*events):
    made = reading([ORDER, *events])
    [stands] = situation.orders(made.record)
    return standing.order_is_told(made, stands), texts(standing.order(made, stands))[1:]


def test_a_read_back_is_missing_wrong_or_right():
    back = entered(2, ReadBack(to="CP-1-1", addressee="units/U-2", words="Open"))
    wrong = entered(3, ReadBackJudged(to="CP-1-2", right=False, text="Shut"))

    assert ordered() == (True, [(standing.NOT_READ_BACK, ("CP-1-1",))])
    assert ordered(back) == (True, [(standing.ALL_READ_BACK, ("CP-1-1", "CP-1-2"))])
    assert ordered(back, wrong) == (
        True,
        [
            (standing.WRONG_READ_BACK, ("CP-1-2", "CP-1-3")),
            (standing.NOT_READ_BACK, ("CP-1-1",)),
        ],
    )


@pytest.mark.parametrize("step", [OrderStep.DONE, OrderStep.REFUSED, OrderStep.WITHDRAWN])
def test_an_order_that_ended_is_told_in_the_period_in_which_it_did(step):
    before = entered(2, OrderMoved(to="CP-1-1", step=step, text="So"))
    within = entered(12, OrderMoved(to="CP-1-1", step=step, text="So"))

    assert ordered(before)[0] is False
    assert ordered(within) == (True, [(standing.MOVED[step], ("CP-1-1", "CP-1-12"))])


def test_an_order_that_changes_the_plan_waits_for_its_second_person():
    edit = RowEdit(table="gates", key="G-2")
    order = entered(1, Order(text="Shut", unit_ids=("U-2",), edits=(edit,)))
    word = entered(2, Confirmed(to="CP-1-1"), author="N-U-2")
    told = []
    for events in ([order], [order, word]):
        made = reading(events)
        [stands] = situation.orders(made.record)
        told.append(texts(standing.order(made, stands))[2:])

    assert told == [
        [(standing.NOT_CONFIRMED, ("CP-1-1",))], [(standing.CONFIRMED, ("CP-1-1", "CP-1-2"))]
    ]  # fmt: skip


def test_an_incident_cites_the_reports_that_belong_to_it_and_may_be_read():
    report = entered(1, FieldReport(text="Smoke"))
    fire = entered(2, Incident(title="Fire"))
    words = [
        entered(nr, Attached(to=f"CP-1-{to}", incident="CP-1-2")) for nr, to in [(3, 1), (4, 9)]
    ]
    made = reading([report, fire, *words])
    [stands] = situation.incidents(made.record)

    [told] = standing.incident(made, stands)

    assert stands.reports == ("CP-1-1", "CP-1-9")
    assert told.cites == ("CP-1-2", "CP-1-1")


def test_a_decision_that_has_ended_says_so():
    review = entered(12, Reviewed(to="CP-1-1", stands=False))
    told = []
    for events in ([DECIDED], [DECIDED, review]):
        made = reading(events)
        [stands] = situation.decisions(made.record)
        is_told = standing.decision_is_told(made, stands)
        told.append((is_told, texts(standing.decision(made, stands))))

    assert told == [
        (False, [(standing.DECIDED, ("CP-1-1",))]),
        (True, [(standing.ENDED, ("CP-1-1", "CP-1-12"))]),
    ]


def test_a_declaration_is_told_while_it_is_in_force():
    declared = entered(1, Declaration(declaration_id="DC-fire"))
    heard = entered(2, Acknowledged(to="CP-1-1", unit_id="U-1"))
    over = entered(3, Reviewed(to="CP-1-1", stands=False))

    assert [
        texts(standing.declarations(reading(events)))
        for events in ([declared], [declared, heard], [declared, heard, over])
    ] == [
        [(standing.DECLARED_ONLY, ("CP-1-1",))],
        [(standing.DECLARED, ("CP-1-1", "CP-1-2"))],
        [],
    ]


def disrupted(*events, since: datetime = PERIOD.start):
    return texts(standing.disruptions(reading(events), since=since))


def test_what_is_out_is_told_until_it_is_over():
    shut = entered(1, Closure(thing=GATE, start=minute(1)))
    broken = entered(2, Failure(thing=Thing("nets", "N1"), start=minute(2), end=minute(15)))
    open_again = entered(3, Lifted(to="CP-1-1", end=minute(12)))

    assert disrupted(shut, broken) == [
        (standing.SHUT, ("CP-1-1",)),
        (standing.BROKEN_UNTIL, ("CP-1-2",)),
    ]
    assert disrupted(shut, open_again) == [(standing.SHUT_UNTIL, ("CP-1-1", "CP-1-3"))]
    assert disrupted(shut, open_again, since=minute(12)) == []


def went(*events):
    return [
        (each.text, each.facts.get("minutes"), each.cites)
        for each in standing.programme(reading(events))
    ]


@pytest.mark.parametrize(
    ("moment", "text", "minutes"),
    [
        (0, standing.BEGUN_IN_TIME, 0),
        (4, standing.BEGUN, 4),
        (-3, standing.BEGUN_EARLY, 3),
    ],
)
def test_an_item_is_told_by_how_far_it_began_from_the_plan(moment, text, minutes):
    begun = entered(11, Progress(item_id="I-open"), observed=minute(moment))

    assert went(begun) == [(text, minutes, ("CP-1-11",))]


def test_an_item_that_is_over_and_things_that_are_late_or_early():
    over = entered(12, Progress(item_id="I-open", over=True))
    late = entered(13, Delay(thing=Thing("programme", "I-sign"), minutes=-5))
    flight = entered(14, Delay(thing=Thing("flights", "F-9"), minutes=20))
    none = entered(15, Delay(thing=Thing("movements", "M-9"), minutes=0))

    assert went(over, late, flight, none) == [
        (standing.OVER, None, ("CP-1-12",)),
        (standing.EARLY, 5, ("CP-1-13",)),
        (standing.LATE, 20, ("CP-1-14",)),
    ]
