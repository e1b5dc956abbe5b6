"""Grants: changed, ended, lent; and break-glass."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry.report.language import language
from summitry_web.accounts import access
from summitry_web.accounts.actions import glass, grants, pending
from summitry_web.accounts.can import can
from summitry_web.accounts.models import BreakGlass, Grant, Pending
from summitry_web.accounts.people import names_of
from summitry_web.accounts.roles import Role, Verb
from summitry_web.accounts.two_persons import declared
from summitry_web.frame.refused import Denied
from summitry_web.journal.models import Entry
from tests.web.made import AT, a_grant, an_account, an_actor, an_event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def code_of(call):
    with pytest.raises(SummitryError) as refused:
        call()
    return refused.value.code


def someone(event, role=Role.PLANNER, **cells):
    account = an_account()
    return account, a_grant(account, event, role, **cells)


def test_a_deputy_has_the_same_for_the_span():
    event = an_event()
    lead, grant = someone(event, Role.UNIT_LEAD, unit="U1", clearance=Marking.AMBER)
    deputy, _ = someone(event, Role.READER, clearance=Marking.GREEN)

    grants.lend(an_actor(lead, event), event, grant.pk, to=deputy.pk, span=(AT, AT + DAY), at=AT)

    for at, may in ((AT, True), (AT + DAY, False)):
        assert can(an_actor(deputy, event, at=at), Verb.DECIDE_PROPOSAL, at=at).allowed == may


def test_a_deputy_loses_it_with_the_principal_and_never_has_more():
    event = an_event()
    organiser, _ = someone(event, Role.ORGANISER)
    lead, grant = someone(event, Role.UNIT_LEAD, unit="U1", clearance=Marking.AMBER)
    deputy, _ = someone(event, Role.READER)
    grants.lend(an_actor(lead, event), event, grant.pk, to=deputy.pk, span=(AT, AT + DAY), at=AT)

    Grant.objects.filter(pk=grant.pk).update(clearance=Marking.GREEN.value)
    lent = [e for e in an_actor(deputy, event).grants if e.role is Role.UNIT_LEAD]
    assert [each.clearance for each in lent] == [Marking.GREEN]

    grants.end(an_actor(organiser, event), event, grant.pk, at=AT)
    assert not can(an_actor(deputy, event), Verb.DECIDE_PROPOSAL, at=AT)


@pytest.mark.parametrize(
    ("start", "stop", "code"),
    [(0, 3, "deputy.beyond"), (-2, 1, "deputy.beyond"), (1, 1, "grant.span"),
     (-1, 0, "deputy.beyond")],
)  # fmt: skip
def test_a_span_beyond_ones_own_is_refused(start, stop, code):
    event = an_event()
    lead, grant = someone(
        event, Role.UNIT_LEAD, unit="U1", not_before=AT - DAY, not_after=AT + 2 * DAY
    )
    deputy, _ = someone(event, Role.READER)
    span = (AT + start * DAY, AT + stop * DAY)

    assert code_of(
        lambda: grants.lend(
            an_actor(lead, event), event, grant.pk, to=deputy.pk, span=span, at=AT
        )
    ) == code  # fmt: skip


def test_a_deputy_hands_nothing_on():
    event = an_event()
    lead, grant = someone(event, Role.UNIT_LEAD, unit="U1")
    deputy, _ = someone(event, Role.READER)
    third, _ = someone(event, Role.READER)
    span = (AT, AT + DAY)
    lent = grants.lend(an_actor(lead, event), event, grant.pk, to=deputy.pk, span=span, at=AT)

    assert code_of(
        lambda: grants.lend(an_actor(deputy, event), event, lent, to=third.pk, span=span, at=AT)
    ) == "deputy.further"  # fmt: skip


def test_a_grant_that_was_ended_lets_nobody_in():
    event = an_event()
    organiser, _ = someone(event, Role.ORGANISER)
    planner, grant = someone(event, unit="U1")
    assert access.event_of(planner, "summit", at=AT) == event

    grants.end(an_actor(organiser, event), event, grant.pk, at=AT)

    with pytest.raises(Denied):
        access.event_of(planner, "summit", at=AT)
    assert access.events_of(planner, at=AT) == []


def test_the_last_organiser_stays():
    event = an_event()
    organiser, grant = someone(event, Role.ORGANISER)

    assert code_of(lambda: grants.end(an_actor(organiser, event), event, grant.pk, at=AT)) == (
        "grant.last"
    )


def test_nobody_raises_their_own_clearance():
    event = an_event()
    organiser, grant = someone(event, Role.ORGANISER, clearance=Marking.AMBER)
    terms = grants.Terms(clearance=Marking.RED, not_before=None, not_after=None)

    assert code_of(
        lambda: grants.change(an_actor(organiser, event), event, grant.pk, terms, at=AT)
    ) == "grant.own"  # fmt: skip


def test_a_deputy_of_an_organiser_waits_for_a_second_person():
    event = an_event()
    organiser, grant = someone(event, Role.ORGANISER)
    second, _ = someone(event, Role.ORGANISER)
    deputy, its = someone(event, Role.READER)
    span = (AT, AT + DAY)
    actor = an_actor(organiser, event, device="d1")
    assert grants.lend(actor, event, grant.pk, to=deputy.pk, span=span, at=AT) is None

    asked = Pending.objects.get()
    told = declared(asked.kind).describe(asked.payload, language("en"))
    assert told[0] == (
        f"Person {its.person_id} becomes a deputy of the organiser {grant.person_id}, with the "
        "same rights."
    )
    pending.confirm(an_actor(second, event, device="d2"), event, asked.pk, at=AT)
    assert can(an_actor(deputy, event), Verb.INVITE, at=AT).allowed


def test_names_are_told_to_colleagues_alone():
    event = an_event()
    planner, grant = someone(event, unit="U1")

    assert names_of(event, [grant.person_id, "S-none"], an_actor(planner, event)) == {
        grant.person_id: "Synthetic One"
    }
    assert names_of(event, [grant.person_id], an_actor(an_account(), event)) == {}


def broken(event):
    lead, _ = someone(event, Role.UNIT_LEAD, unit="U1")
    session = {access.PROVED: AT.timestamp()}
    actor = access.actor_of(lead, event, session, "d1")
    glass.break_glass(
        actor, event, session, reason="danger-to-life", words="Synthetic fire at gate 3", at=AT
    )
    return lead, session, BreakGlass.objects.get().pk


@pytest.mark.parametrize(
    ("is_confirmed", "minutes", "holds"),
    [(False, 14, True), (False, 15, False), (True, 15, True), (True, 59, True), (True, 60, False)],
)
def test_glass_that_nobody_confirms_is_whole_after_15_minutes(is_confirmed, minutes, holds):
    event = an_event()
    lead, session, pk = broken(event)
    second, _ = someone(event, Role.ORGANISER)
    if is_confirmed:
        glass.confirm(an_actor(second, event, device="d2"), event, pk, at=AT)

    at = AT + timedelta(minutes=minutes)

    assert access.actor_of(lead, event, session, "d1").is_breaking(at) == holds


def test_glass_is_confirmed_by_another_person_on_another_device_in_time():
    event = an_event()
    lead, _, pk = broken(event)
    second, _ = someone(event, Role.ORGANISER)
    late = AT + timedelta(minutes=15)

    for account, device, at, code in (
        (lead, "d2", AT, "two.same_person"),
        (second, "d1", AT, "two.same_device"),
        (second, "", AT, "two.no_device"),
        (second, "d2", late, "glass.over"),
    ):
        actor = an_actor(account, event, at=at, device=device)
        assert code_of(lambda a=actor, t=at: glass.confirm(a, event, pk, at=t)) == code


def test_glass_is_of_one_event_and_its_end_is_journaled():
    event, other = an_event(), an_event("other")
    lead, session, _ = broken(event)
    a_grant(lead, other, Role.UNIT_LEAD, unit="U1")
    assert not access.actor_of(lead, other, session, "d1").is_breaking(AT)

    late = AT + timedelta(minutes=20)
    glass.let_end(access.actor_of(lead, event, session, "d1"), event, session, at=late)

    told = list(Entry.objects.filter(kind__startswith="glass.").values_list("kind", "facts"))
    assert told == [
        ("glass.broken", {"reason": "danger-to-life"}), ("glass.ended", {"unconfirmed": True}),
    ]  # fmt: skip
    assert session[access.GLASS] == {}


def test_glass_needs_a_reason_from_the_list_and_words():
    event = an_event()
    lead, _ = someone(event, Role.UNIT_LEAD, unit="U1")
    actor = an_actor(lead, event)

    for reason, words, code in (
        ("curiosity", "Synthetic fire", "glass.reason"),
        ("incident", "fire", "glass.words"),
    ):
        assert code_of(
            lambda r=reason, w=words: glass.break_glass(actor, event, {}, reason=r, words=w, at=AT)
        ) == code  # fmt: skip
