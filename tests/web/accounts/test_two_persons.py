"""What takes two persons takes two persons, not two accounts; and both may do it at that moment."""

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts.actions import glass, pending
from summitry_web.accounts.models import BreakGlass, Grant, Pending
from summitry_web.accounts.persons import is_same_person
from summitry_web.accounts.roles import VERBS, Role
from summitry_web.accounts.two_persons import declared, kinds
from summitry_web.baselines.actions import approving
from summitry_web.baselines.models import Baseline
from summitry_web.frame.refused import Denied
from summitry_web.intake import actions as intake
from summitry_web.intake.models import SealedName
from summitry_web.intake.terms import Act, Ground, PlaceKind
from tests.web.baselines.people import LATER, frozen
from tests.web.desk.findings import a_checked_event, a_planner
from tests.web.desk.test_mending import UNTIL, address
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, an_event, signed_in

pytestmark = pytest.mark.django_db

KINDS = ("baselines.paper", "deputy.organiser", "exercises.delete", "invite.organiser",
         "people.bulk", "people.erase")  # fmt: skip


def role_for(kind):
    return next(role for role in Role if declared(kind).verb in VERBS[role])


def granted(event, role, person_id, **cells):
    account = an_account()
    a_grant(account, event, role, person_id=person_id, **cells)
    return account


def code_of(call):
    with pytest.raises(SummitryError) as refused:
        call()
    return refused.value.code


def test_these_are_all_kinds_there_are():
    assert tuple(kinds()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_one_person_with_two_accounts_is_not_two(kind):
    event = an_event()
    first = granted(event, role_for(kind), "P-1")
    again = granted(event, role_for(kind), "P-1")
    actor = an_actor(first, event, device="d1")
    pk = pending.ask(actor, event, kind, {}, subject="x", at=AT)

    code = code_of(lambda: pending.confirm(an_actor(again, event, device="d2"), event, pk, at=AT))

    assert (code, Pending.objects.get().state) == ("two.same_person", "waiting")


@pytest.mark.parametrize("kind", KINDS)
def test_who_asked_must_still_have_the_right_when_the_second_confirms(kind):
    event = an_event()
    first = granted(event, role_for(kind), "P-1")
    second = granted(event, role_for(kind), "P-2")
    pk = pending.ask(an_actor(first, event, device="d1"), event, kind, {}, subject="x", at=AT)
    Grant.objects.filter(account=first).update(not_after=AT)

    code = code_of(lambda: pending.confirm(an_actor(second, event, device="d2"), event, pk, at=AT))

    assert (code, Pending.objects.get().state) == ("two.first_may_not", "waiting")


def test_a_person_stays_the_same_under_another_role_and_after_a_grant_is_over():
    event, other = an_event(), an_event("other")
    first = granted(event, Role.READER, "P-1", not_after=AT)
    second = granted(event, Role.ORGANISER, "P-2")
    a_grant(second, event, Role.APPROVER, person_id="P-1")
    third = granted(event, Role.ORGANISER, "P-3")
    a_grant(third, other, Role.READER, person_id="P-1")

    same = [is_same_person(event, first.pk, an_actor(each, event)) for each in (second, third)]

    assert same == [True, False]


@pytest.mark.parametrize("verb", ["confirm", "review"])
def test_glass_is_neither_confirmed_nor_reviewed_by_the_same_person(verb):
    event = an_event()
    lead = granted(event, Role.UNIT_LEAD, "P-1", unit="U1")
    again = granted(event, Role.ORGANISER, "P-1")
    actor = an_actor(lead, event, device="d1")
    glass.break_glass(
        actor, event, {}, reason="danger-to-life", words="Synthetic fire at gate 3", at=AT
    )
    pk = BreakGlass.objects.get().pk
    other = an_actor(again, event, device="d2")
    do = {
        "confirm": lambda: glass.confirm(other, event, pk, at=AT),
        "review": lambda: glass.review(other, event, pk, words="Fine", at=AT),
    }

    assert code_of(do[verb]) == "two.same_person"


def test_a_name_is_not_confirmed_by_the_same_person():
    event, _, _ = a_planned_event()
    reporter = an_actor(granted(event, Role.REPORTER, "P-1", unit="U-1"), event)
    again = an_actor(granted(event, Role.TRIAGE, "P-1"), event)
    said = intake.Said(
        client_id="phone-0001", act=Act.OBJECT, words="A box", place_kind=PlaceKind.WORDS,
        place="Door", happened_at=AT, named=intake.Named(name="Synthetic", ground=Ground.LIFE),
    )  # fmt: skip
    intake.send(reporter, event, said, at=AT)

    code = code_of(lambda: intake.confirm_name(again, event, 1, days=7, review_days=3, at=AT))

    assert (code, SealedName.objects.get().confirmed_at) == ("intake.same_person", None)


def test_who_froze_a_baseline_does_not_approve_it_by_another_account():
    event, _, actor = a_planned_event()
    frozen(actor, event)
    again = granted(event, Role.APPROVER, "P-2")
    # The second account's own first role has another id: the shared one stands in its second.
    a_grant(again, event, Role.READER, person_id=actor.person_id)
    approver = an_actor(again, event, device="d2")
    approving.see(approver, event, 1, against=0, at=AT)
    root = Baseline.objects.get().root

    code = code_of(lambda: approving.approve(approver, event, 1, digits=root[:8], at=LATER))

    assert code == "approval.author"


def test_a_grave_risk_is_not_accepted_once_who_asked_has_lost_the_right(client):
    event, _ = a_checked_event()
    first = a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-one")
    second = a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-two")
    signed_in(client, first).post(address("accept/"), {"reason": "Known", "expires": UNTIL})
    Grant.objects.filter(account=first).delete()

    answer = signed_in(client, second).post(address("agree/"))

    assert answer.status_code == 400
    assert "Whoever asked for this may no longer do it" in answer.content.decode()


def test_a_stranger_still_learns_nothing_of_a_request():
    event = an_event()
    first = granted(event, Role.ORGANISER, "P-1")
    actor = an_actor(first, event, device="d1")
    pk = pending.ask(actor, event, "people.bulk", {}, subject="x", at=AT)
    reader = granted(event, Role.READER, "P-1")

    with pytest.raises(Denied):
        pending.confirm(an_actor(reader, event, device="d2"), event, pk, at=AT)
