"""Who may write over what others have said."""

import pytest

from summitry.operations.bodies import Confirmed, Order, OrderMoved, OrderStep, RowEdit, Struck
from summitry.operations.entry import Correction
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.actions.line import correct
from tests.web.made import AT
from tests.web.operations.made import a_command_post, somebody

pytestmark = pytest.mark.django_db


def an_order(event, actor, *edits):
    body = Order(text="Close gate 2", unit_ids=("U-1",), edits=edits)
    return enter(actor, event, Written(body=body), at=AT)


def strike(actor, event, entry):
    written = Written(
        body=Struck(), corrects=entry.entry_id, reason=Correction.MISTAKE, marking=Marking.AMBER
    )
    return correct(actor, event, written, at=AT)


def test_only_who_may_withdraw_an_order_strikes_its_withdrawal_out():
    event, organiser = a_command_post()
    _, watch = somebody(event, Role.WATCH_OFFICER)
    order = an_order(event, organiser)
    moved = OrderMoved(to=order.entry_id, step=OrderStep.WITHDRAWN)
    withdrawn = enter(organiser, event, Written(body=moved), at=AT)

    with pytest.raises(Denied):
        strike(watch, event, withdrawn)
    assert strike(organiser, event, withdrawn).corrects == withdrawn.entry_id


def test_a_second_persons_word_is_theirs_alone_to_strike_out():
    event, organiser = a_command_post()
    _, second = somebody(event)
    order = an_order(event, organiser, RowEdit(table="gates", key="G-1"))
    word = Confirmed(to=order.entry_id, agreed=False, reason="Rest")
    veto = enter(second, event, Written(body=word), at=AT)

    with pytest.raises(Denied):
        strike(organiser, event, veto)
    assert strike(second, event, veto).corrects == veto.entry_id
