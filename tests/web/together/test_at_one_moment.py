"""Requests at one moment: each is done once, or refused in a sentence; none ends in an error."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.mandate import Objective
from summitry_web.accounts.actions import glass, grants, pending
from summitry_web.accounts.models import BreakGlass, Grant, Pending
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.desk.models import Assignment, Comment
from summitry_web.events.models import Event
from summitry_web.intake import actions as intake
from summitry_web.intake.models import ReportStep
from summitry_web.intake.terms import Act, PlaceKind
from summitry_web.journal.models import Entry
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.drafts import Kept, keep_draft
from summitry_web.plans.actions.packages import create_event
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.models import Draft, Proposal, SideRow
from summitry_web.register.actions import deciding
from tests.web.desk.findings import a_checked_event, a_planner
from tests.web.desk.test_mending import UNTIL, address
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, an_event, signed_in
from tests.web.register.staged import Staged
from tests.web.together.test_twice import a_comment_form

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(do, count=AT_ONCE):
    """Return what comes of doing it so often at one moment: the answer, or a refusal's code."""
    gate = Barrier(count)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(10)
            return do(number)
        except SummitryError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_tabs_that_keep_one_row_make_one_draft_with_all_cells():
    event = an_event()
    account = an_account()
    a_grant(account, event)
    actor = an_actor(account, event)

    at_once(
        lambda number: keep_draft(
            actor, event, "tasks",
            Kept(place="new-1", base_hash="", cells={f"cell-{number}": "typed"}), at=AT,
        )
    )  # fmt: skip

    draft = Draft.objects.get()
    assert draft.cells == {f"cell-{number}": "typed" for number in range(AT_ONCE)}


def test_one_name_becomes_one_event():
    account = an_account()
    account.may_create_events = True
    account.save()

    told = at_once(
        lambda _: create_event(account, slug="talks", name="Talks", person_id="P-1", at=AT).slug
    )

    assert sorted(told) == ["event.slug_taken"] * (AT_ONCE - 1) + ["talks"]
    assert Event.objects.count() == 1


def clients(*accounts):
    return [signed_in(Client(), each, device=f"d{number}") for number, each in enumerate(accounts)]


def test_a_finding_is_given_to_one_though_many_give_it():
    event, organiser = a_checked_event()
    people = clients(*[organiser] * AT_ONCE)

    told = at_once(
        lambda number: (
            people[number]
            .post(address("assign/"), {"unit": ("U-1", "U-2")[number % 2], "due": UNTIL})
            .status_code
        )
    )

    assert told == [302] * AT_ONCE
    assert Assignment.objects.filter(event=event, is_latest=True).count() == 1


def test_the_same_word_about_a_finding_stands_once():
    _, organiser = a_checked_event()
    people = clients(*[organiser] * AT_ONCE)

    told = at_once(
        lambda number: people[number].post(address("comment/"), {"text": "On it"}).status_code
    )

    assert told == [302] * AT_ONCE
    assert (Comment.objects.count(), Entry.objects.filter(kind="finding.commented").count()) == (
        1, 1,
    )  # fmt: skip


def test_a_grave_risk_waits_for_one_second_person():
    event, _ = a_checked_event()
    lead = a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-one")
    people = clients(*[lead] * AT_ONCE)

    told = at_once(
        lambda number: (
            people[number]
            .post(address("accept/"), {"reason": "Known", "expires": UNTIL})
            .status_code
        )
    )

    assert told == [302] * AT_ONCE
    assert Entry.objects.filter(kind="finding.acceptance-asked").count() == 1


def test_a_grant_is_ended_once():
    event = an_event()
    organiser, planner = an_account(), an_account()
    a_grant(organiser, event)
    grant = a_grant(planner, event, Role.PLANNER)
    actor = an_actor(organiser, event)

    at_once(
        lambda number: grants.end(
            actor, event, grant.pk, at=AT + timedelta(seconds=AT_ONCE - number)
        )
    )

    ended = Grant.objects.get(pk=grant.pk).not_after
    told = Entry.objects.filter(kind="grant.ended")
    assert (told.count(), told.get().facts["until"]) == (1, ended.isoformat())


def test_what_takes_two_is_asked_for_once():
    event = an_event()
    organiser = an_account()
    a_grant(organiser, event)
    actor = an_actor(organiser, event)

    told = at_once(lambda _: pending.ask(actor, event, "people.bulk", {"a": 1}, subject="x", at=AT))

    assert told == [Pending.objects.get().pk] * AT_ONCE


def test_glass_is_broken_once():
    event = an_event()
    lead = an_account()
    a_grant(lead, event, Role.UNIT_LEAD, unit="U1")
    actor = an_actor(lead, event)

    at_once(
        lambda _: glass.break_glass(
            actor, event, {}, reason="danger-to-life", words="Synthetic fire at gate 3", at=AT
        )
    )

    assert BreakGlass.objects.count() == 1


def test_a_question_is_answered_once():
    event, _, organiser = a_planned_event()
    at = CLOCK.now()
    said = intake.Said(
        client_id="phone-0001", act=Act.OBJECT, words="A box", place_kind=PlaceKind.WORDS,
        place="Door", happened_at=AT,
    )  # fmt: skip
    intake.send(organiser, event, said, at=at)
    intake.take(organiser, event, 1, at=at)
    intake.ask(organiser, event, 1, "Which door?", at=at)

    told = at_once(lambda _: intake.answer(organiser, event, 1, "The north door", at=at))

    assert sorted(told, key=str) == [None, *["intake.no_question"] * (AT_ONCE - 1)]
    assert ReportStep.objects.filter(kind="answered").count() == 1


def test_a_mandate_is_submitted_once():
    staged = Staged()
    wish = staged.wish("mandates", "MA-1")
    before = SideRow.objects.count()

    told = at_once(
        lambda number: (
            deciding.submit(
                staged.planner, staged.event, wish, at=AT + timedelta(seconds=number)
            ).kind.value
        )
    )

    assert sorted(told) == ["register.submitted"] * (AT_ONCE - 1) + ["submitted"]
    assert SideRow.objects.count() == before + 1


def test_a_form_that_is_sent_so_often_at_one_moment_is_done_once():
    client = Client()
    form, account = a_comment_form(client)
    people = [signed_in(Client(), account) for _ in range(AT_ONCE)]
    cells = form.cells({"text": "On it"})

    told = at_once(
        lambda number: people[number].post(form.action, cells).headers.get("Location", "")
    )

    assert len(set(told)) == 1
    assert told[0]
    assert Comment.objects.count() == 1


def a_proposal(actor, event, client_id):
    row = snapshot_of(event).rows(Objective)["O-1"]
    edit = Edit("objectives", "O-1", replace(row, name="Proposed"))
    return propose(actor, event, [(edit, row)], at=AT, client_id=client_id)


def test_a_proposal_is_made_once():
    event, _, organiser = a_planned_event()
    from_client = "a" * 32

    told = at_once(lambda _: a_proposal(organiser, event, from_client))

    assert told == [Proposal.objects.get().pk] * AT_ONCE
