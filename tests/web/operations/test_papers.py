"""The plan that papers are made from: kept for each kind of reader, and never another's."""

import pytest

from summitry.plan.change import Edit
from summitry.plan.organisation import Person
from summitry.plan.terms import Marking
from summitry.report.language import language
from summitry_web.accounts.pages import Here
from summitry_web.operations import papers
from summitry_web.operations.papers import sources_of
from summitry_web.operations.seen import seen_by
from summitry_web.plans.models import RowRecipient
from tests.web.made import AT, an_actor
from tests.web.operations.made_day import a_day, a_reader

pytestmark = pytest.mark.django_db(transaction=True)

HIDDEN = Person(person_id="N-hidden", unit_id="U-1", marking=Marking.RED)


def plan_of(event, account):
    actor = an_actor(account, event)
    here = Here(event=event, account=account, actor=actor, reader=language("en"), at=AT)
    return sources_of(seen_by(here)).plan


def test_readers_with_the_same_rights_share_the_plan_and_others_have_their_own():
    event, account = a_day([Edit("persons", HIDDEN.person_id, HIDDEN)])
    first, second = a_reader(event), a_reader(event)

    mine, theirs, whole = (plan_of(event, each) for each in (first, second, account))

    assert mine is theirs
    assert mine.get("persons", HIDDEN.person_id) is None
    assert whole.get("persons", HIDDEN.person_id) == HIDDEN


def test_who_is_named_later_is_not_shown_the_plan_as_it_was_before():
    event, account = a_day([Edit("persons", HIDDEN.person_id, HIDDEN)])
    before = plan_of(event, account)
    RowRecipient.objects.create(
        event=event, table="persons", key=HIDDEN.person_id, account=a_reader(event)
    )

    after = plan_of(event, account)

    assert before.get("persons", HIDDEN.person_id) == HIDDEN
    assert after.get("persons", HIDDEN.person_id) is None


def test_no_more_plans_are_kept_than_one_process_may(monkeypatch):
    event, account = a_day()
    monkeypatch.setattr(papers, "PLANS_MAX", 1)

    for each in (account, a_reader(event), account):
        plan_of(event, each)

    assert len(papers._THEIRS) == 1
