"""One organiser alone cannot take an event over."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.actions.grants import Terms, change, end
from summitry_web.accounts.actions.invitations import is_alone
from tests.web.made import AT, a_grant, an_account, an_actor, an_event

pytestmark = pytest.mark.django_db


def test_first_organiser_is_alone_until_there_was_another():
    event, first, second = an_event(), an_account(), an_account()
    a_grant(first, event)
    actor = an_actor(first, event)
    before = is_alone(actor, event)
    other = a_grant(second, event)

    end(actor, event, other.pk, at=AT)

    assert (before, is_alone(actor, event)) == (True, False)


def test_nobody_extends_their_own_grant():
    event, first = an_event(), an_account()
    own = a_grant(first, event, not_after=AT + timedelta(days=1))
    a_grant(an_account(), event)
    wished = Terms(clearance=Marking.RED, not_before=None, not_after=AT + timedelta(days=9))

    with pytest.raises(SummitryError, match=r"grant\.own"):
        change(an_actor(first, event), event, own.pk, wished, at=AT)
