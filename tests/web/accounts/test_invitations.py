"""Invitations: taken up once, in time, by whom they are for; organisers by two persons."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts import codes
from summitry_web.accounts.actions import invitations as actions
from summitry_web.accounts.actions import pending
from summitry_web.accounts.models import Account, Grant, Invitation, Pending
from summitry_web.accounts.passkeys import Made
from summitry_web.accounts.roles import Role
from summitry_web.accounts.terms import Wish, wishes_of
from summitry_web.frame.refused import Denied, ProveAgain
from tests.web.made import AT, a_grant, an_account, an_actor, an_event

pytestmark = pytest.mark.django_db
WISH = Wish(email="new@example.org", role=Role.PLANNER, unit_id="U1", person_id="S-9")


def made(name="k"):
    return Made(
        credential_id=name,
        public_key=b"k",
        sign_count=0,
        is_backed_up=False,
        is_copyable=False,
        handle=b"h" * 32,
    )


def an_organiser(event, **cells):
    account = an_account()
    a_grant(account, event, **cells)
    return account


def accepted(code, at=AT, name="New One"):
    way = actions.Way(passkey=made())
    return actions.accept_new(code, name=name, language="en", way=way, at=at)


def code_of(call):
    with pytest.raises(SummitryError) as refused:
        call()
    return refused.value.code


def invited(event, wish=WISH):
    actor = an_actor(an_organiser(event), event)
    (link,) = actions.invite(actor, event, [wish], at=AT)
    return actor, link


def test_an_invitation_makes_the_account_and_its_grant():
    event = an_event()
    _, link = invited(event)

    account = accepted(link.code)

    grant = Grant.objects.get(account=account)
    assert (account.email, account.name, bytes(account.handle)) == (
        "new@example.org", "New One", b"h" * 32,
    )  # fmt: skip
    assert (grant.event, grant.role, grant.unit_id, grant.person_id, grant.clearance) == (
        event, "planner", "U1", "S-9", "TLP:AMBER",
    )  # fmt: skip


def test_the_code_of_a_link_is_kept_nowhere():
    _, link = invited(an_event())

    (kept,) = Invitation.objects.values_list()

    assert link.code not in map(str, kept)
    assert Invitation.objects.get().code_digest == codes.digest_of("invitation", link.code)


@pytest.mark.parametrize(("late", "code"), [(-1, None), (0, "invitation.void")])
def test_an_invitation_is_good_for_72_hours(late, code):
    _, link = invited(an_event())
    at = AT + timedelta(hours=72, seconds=late)

    if code is None:
        assert accepted(link.code, at=at).email == "new@example.org"
    else:
        assert code_of(lambda: accepted(link.code, at=at)) == code


def test_an_invitation_works_once():
    _, link = invited(an_event())
    accepted(link.code)

    assert code_of(lambda: accepted(link.code)) == "invitation.void"


def test_an_invitation_sent_again_makes_the_old_link_void():
    event = an_event()
    actor, link = invited(event)

    fresh = actions.send_again(actor, event, link.invitation, at=AT)

    assert code_of(lambda: accepted(link.code)) == "invitation.void"
    assert accepted(fresh.code).email == "new@example.org"


def test_a_withdrawn_invitation_is_void():
    event = an_event()
    actor, link = invited(event)
    actions.withdraw(actor, event, link.invitation, at=AT)

    assert code_of(lambda: accepted(link.code)) == "invitation.void"


def test_inviting_twice_leaves_one_link():
    event = an_event()
    actor, first = invited(event)
    actions.invite(actor, event, [WISH], at=AT)

    assert code_of(lambda: accepted(first.code)) == "invitation.void"
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_who_has_an_account_takes_it_up_with_that():
    event = an_event()
    account = an_account(email="new@example.org")
    _, link = invited(event)

    assert code_of(lambda: accepted(link.code)) == "invitation.has_account"
    assert code_of(lambda: actions.accept_as(an_account(), link.code, at=AT)) == (
        "invitation.other_account"
    )
    actions.accept_as(account, link.code, at=AT)
    assert Grant.objects.get(account=account).unit_id == "U1"


def test_nobody_clears_others_higher_than_themselves():
    event = an_event()
    actor = an_actor(an_organiser(event, clearance=Marking.GREEN), event)

    assert code_of(lambda: actions.invite(actor, event, [WISH], at=AT)) == "grant.clearance"


def test_nobody_is_cleared_above_what_the_event_may_hold():
    event = an_event(ceiling=Marking.GREEN.value)
    actor = an_actor(an_organiser(event), event)

    assert code_of(lambda: actions.invite(actor, event, [WISH], at=AT)) == "grant.ceiling"


def test_inviting_asks_for_a_proof_and_for_the_right():
    event = an_event()
    organiser, planner = an_organiser(event), an_organiser(event, role=Role.PLANNER)

    with pytest.raises(ProveAgain):
        actions.invite(an_actor(organiser, event, proved=False), event, [WISH], at=AT)
    with pytest.raises(Denied):
        actions.invite(an_actor(planner, event), event, [WISH], at=AT)


def test_the_first_account_may_create_events():
    code = actions.invite_first("First@Example.org", "First", at=AT)

    account = accepted(code)

    assert (account.email, account.may_create_events) == ("first@example.org", True)
    assert not Grant.objects.exists()


def test_pasted_lines_are_all_invited_or_none():
    pasted = "a@example.org;planner;U1;S-1\nb@example.org\treader\n\n"

    wishes = wishes_of(pasted, Marking.GREEN)

    assert wishes == (
        Wish(email="a@example.org", role=Role.PLANNER, unit_id="U1", person_id="S-1",
             clearance=Marking.GREEN),
        Wish(email="b@example.org", role=Role.READER, clearance=Marking.GREEN),
    )  # fmt: skip
    assert code_of(lambda: wishes_of(pasted + "c@example.org;king", Marking.GREEN)) == (
        "invitation.line"
    )


ORGANISER = Wish(email="new@example.org", role=Role.ORGANISER)


def asked(event):
    first, second = an_organiser(event), an_organiser(event)
    actor = an_actor(first, event, device="d1")
    assert actions.invite(actor, event, [ORGANISER], at=AT) == []
    return first, second, Pending.objects.get().pk


def test_an_organiser_is_invited_by_two_persons():
    event = an_event()
    _, second, pk = asked(event)
    assert not Invitation.objects.exists()

    at = AT + timedelta(minutes=14, seconds=59)
    pending.confirm(an_actor(second, event, at=at, device="d2"), event, pk, at=at)

    found = Invitation.objects.get()
    assert (found.email, found.role, found.made_at) == ("new@example.org", "organiser", at)


@pytest.mark.parametrize(
    ("who", "device", "minutes", "code"),
    [
        ("first", "d2", 0, "two.same_person"),
        ("second", "d1", 0, "two.same_device"),
        ("second", "", 0, "two.no_device"),
        ("second", "d2", 15, "two.late"),
    ],
)
def test_the_second_person_is_another_one_elsewhere_in_time(who, device, minutes, code):
    event = an_event()
    first, second, pk = asked(event)
    at = AT + timedelta(minutes=minutes)
    actor = an_actor({"first": first, "second": second}[who], event, at=at, device=device)

    assert code_of(lambda: pending.confirm(actor, event, pk, at=at)) == code
    assert not Invitation.objects.exists()


def test_a_request_is_decided_once():
    event = an_event()
    _, second, pk = asked(event)
    actor = an_actor(second, event, device="d2")
    pending.refuse(actor, event, pk, at=AT)

    assert code_of(lambda: pending.confirm(actor, event, pk, at=AT)) == "two.over"
    assert Pending.objects.get().state == "refused"


def test_who_may_not_ask_cannot_confirm_either():
    event = an_event()
    _, _, pk = asked(event)
    planner = an_organiser(event, role=Role.PLANNER)

    with pytest.raises(Denied):
        pending.confirm(an_actor(planner, event, device="d2"), event, pk, at=AT)


def test_the_only_organiser_appoints_the_second_alone():
    event = an_event()
    actor = an_actor(an_organiser(event), event)

    (link,) = actions.invite(actor, event, [ORGANISER], at=AT)

    assert accepted(link.code) == Account.objects.get(email="new@example.org")
