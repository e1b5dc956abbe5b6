"""The clock of a trial event: what is done today counts at the moment its plan is looked at."""

from datetime import UTC, datetime, timedelta

import pytest

from summitry.plan.attestation import AttestationKind, row_hash
from summitry.plan.plans import Task
from summitry_web.desk.models import Comment
from summitry_web.events.clock import deed_in, look_at, moment_in
from summitry_web.plans.access import attestations_of, held_snapshot
from summitry_web.plans.checking import Checker
from summitry_web.plans.models import FoundFinding, StoredChange
from tests.plans.small_moments import NOW
from tests.web.made import an_event, signed_in
from tests.web.plans.checked import StoppedClock
from tests.web.tasks.planned import LATE, a_tasked_event, of_unit

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 27, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def check(event) -> None:
    Checker(StoppedClock(TODAY)).bring_up(event.pk)


def of_late_task():
    return FoundFinding.objects.filter(table="tasks", key=LATE, is_open=True)


def test_an_event_that_is_not_pinned_goes_by_the_real_time() -> None:
    event = an_event()

    moments = (moment_in(event, TODAY), deed_in(event, TODAY), moment_in(event, TODAY))

    assert moments == (TODAY, TODAY, TODAY)


def test_each_deed_in_a_trial_event_is_later_than_the_one_before() -> None:
    event = an_event(looked_at=NOW)
    before = moment_in(event, TODAY)

    deeds = [deed_in(event, TODAY), deed_in(an_event_again(event), TODAY), deed_in(event, TODAY)]

    assert before == NOW
    assert deeds == [NOW + SECOND, NOW + 2 * SECOND, NOW + 3 * SECOND]
    assert moment_in(an_event_again(event), TODAY) == deeds[-1]


def an_event_again(event):
    return type(event).objects.get(pk=event.pk)


def test_a_word_said_today_closes_the_finding_of_a_trial_event(client) -> None:
    event = a_tasked_event()[0]
    check(event)
    open_before = set(of_late_task().values_list("code", flat=True))
    signed_in(client, of_unit(event, "U-1", "N-one"))
    row = held_snapshot(event).rows(Task)[LATE]

    answer = client.post(
        f"/e/summit/tasks/task/{LATE}/complete/", {"hash": row_hash(row), "remark": "Done"}
    )
    check(event)

    assert answer.status_code == 302
    (word,) = attestations_of(event).about(row, AttestationKind.COMPLETED)
    assert NOW < word.at < NOW + timedelta(minutes=1)
    assert open_before - set(of_late_task().values_list("code", flat=True)) == {"C-110"}


def test_comments_and_history_of_a_trial_event_stand_at_its_moment(client) -> None:
    event, account, _ = a_tasked_event()
    check(event)
    signed_in(client, account)
    identity = of_late_task().values_list("identity", flat=True)[0]
    finding = f"/e/summit/findings/{identity}/"

    client.post(f"{finding}comment/", {"text": "We are on it"})
    change = StoredChange.objects.filter(event=event).latest("revision")

    assert NOW < Comment.objects.get().at < NOW + timedelta(minutes=1)
    assert NOW < change.at < NOW + timedelta(minutes=1)
    assert of_late_task().first().opened_at < NOW + timedelta(minutes=1)


def test_every_page_of_a_trial_event_says_where_it_stands_and_no_other_does(client) -> None:
    event, account, _ = a_tasked_event()
    signed_in(client, account)
    pages = [f"/e/summit/{name}/" for name in ("findings", "tasks", "desk")]

    trial = [client.get(each).content.decode() for each in pages]
    type(event).objects.filter(pk=event.pk).update(looked_at=None)
    real = [client.get(each).content.decode() for each in pages]

    assert ["This trial event stands at" in each for each in trial] == [True, True, True]
    assert ["This trial event stands at" in each for each in real] == [False, False, False]


def test_a_plan_that_is_looked_at_later_begins_its_clock_anew() -> None:
    event = an_event(looked_at=NOW, deeds=90)

    look_at(event, NOW + timedelta(minutes=1))
    soon = moment_in(event, TODAY)
    look_at(event, NOW + timedelta(days=1))

    assert soon == NOW + timedelta(minutes=1) + 90 * SECOND
    assert moment_in(event, TODAY) == NOW + timedelta(days=1)
