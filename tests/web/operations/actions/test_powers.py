"""Who may change the plan of the day by an order, and who may be its second person."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import Confirmed, Order, OrderMoved, OrderStep
from summitry.operations.day import row_edit
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.actions.powers import require_powers, require_second_person
from tests.plans.small_moments import at
from tests.web.made import AT
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, record_of, said

pytestmark = pytest.mark.django_db

ROOF = "P-roof"
"""Owned by U-1, held by U-2."""


def an_order(**cells):
    """Return an order that changes the post on the roof."""
    told = {"post_id": ROOF, "name": "Roof", "site_id": "hall", "start": at(-4), "end": at(4)}
    post = Post(**{**told, "owner_unit_id": "U-1", "holder_unit_id": "U-2", **cells})
    return Order(text="Go", unit_ids=("U-1",), edits=(row_edit(Edit("posts", ROOF, post)),))


def judged(event, actor, order, post="CP-1"):
    try:
        require_powers(actor, event, post, order, at=AT)
    except Denied:
        return False
    return True


def test_who_commands_the_event_or_the_owning_unit_may_change_its_rows():
    event, _ = a_day()
    whole = somebody(event, Role.COMMANDER, person_id="N-101")[1]
    own = somebody(event, Role.COMMANDER, unit="U-1", person_id="N-102")[1]
    other = somebody(event, Role.COMMANDER, unit="U-3", person_id="N-103")[1]
    watch = somebody(event, Role.WATCH_OFFICER, person_id="N-104")[1]

    found = [judged(event, each, an_order()) for each in (whole, own, other, watch)]

    assert found == [True, True, False, False]


def test_a_row_is_not_taken_from_its_owner_by_giving_it_another():
    event, _ = a_day()
    taker = somebody(event, Role.COMMANDER, unit="U-3", person_id="N-103")[1]

    assert not judged(event, taker, an_order(owner_unit_id="U-3", holder_unit_id="U-3"))


def test_the_commander_of_this_post_may_change_what_their_clearance_reaches():
    event, _ = a_day()
    commander = somebody(event, Role.COMMANDER, unit="U-3", person_id="N-U-1")[1]
    uncleared = somebody(
        event, Role.COMMANDER, unit="U-3", person_id="N-U-1", clearance=Marking.GREEN
    )[1]

    assert judged(event, commander, an_order())
    assert not judged(event, commander, an_order(), post="CP-2")
    assert not judged(event, uncleared, an_order())


def test_who_may_not_change_the_plan_writes_no_such_order():
    event, _ = a_day()
    other = somebody(event, Role.COMMANDER, unit="U-3", person_id="N-103")[1]

    with pytest.raises(Denied):
        enter(other, event, Written(body=an_order()), at=AT)

    assert len(record_of(event)) == 0


def test_the_second_person_is_somebody_else_who_may_read_the_order():
    event, account = a_day()
    order = said(event, account, an_order(), marking=Marking.AMBER)
    secret = said(event, account, an_order(name="Other"), marking=Marking.RED)
    giver = somebody(event, Role.COMMANDER, person_id="N-U-1")[1]
    second = somebody(
        event, Role.COMMANDER, unit="U-2", person_id="N-102", clearance=Marking.AMBER
    )[1]

    require_second_person(second, event, "CP-1", Confirmed(to=order.entry_id), at=AT)
    with pytest.raises(SummitryError, match=r"order\.same_person"):
        require_second_person(giver, event, "CP-1", Confirmed(to=order.entry_id), at=AT)
    for unknown in (secret.entry_id, "no-entry"):
        with pytest.raises(Denied):
            require_second_person(second, event, "CP-1", Confirmed(to=unknown), at=AT)


def test_no_way_of_writing_lets_the_giver_confirm_or_a_reporter_withdraw():
    event, account = a_day()
    order = said(event, account, an_order())
    giver = somebody(event, Role.COMMANDER, person_id="N-U-1")[1]
    reader = somebody(event, Role.READER)[1]

    with pytest.raises(SummitryError, match=r"order\.same_person"):
        enter(giver, event, Written(body=Confirmed(to=order.entry_id)), at=AT)
    withdrawn = Written(body=OrderMoved(to=order.entry_id, step=OrderStep.WITHDRAWN))
    with pytest.raises(Denied):
        enter(reader, event, withdrawn, at=AT)

    assert len(record_of(event)) == 1
