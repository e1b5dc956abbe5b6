"""Entries: who may write which kind, and who may know of them."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.operations.bodies import FieldReport, Incident, Note, Order
from summitry.operations.situation import incidents
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import moment_in
from summitry_web.frame.refused import Denied
from summitry_web.journal.models import Entry
from summitry_web.operations.access import day_of, readable
from summitry_web.operations.actions.enter import Written, enter, open_post
from summitry_web.operations.store.service import folder_of
from summitry_web.plans.actions.packages import delete_event
from tests.web.made import AT, a_planned_event
from tests.web.operations.made import a_command_post, somebody

pytestmark = pytest.mark.django_db

FIRE = Written(body=Incident(title="Fire in the kitchen"))


def test_an_entry_is_on_the_disk_and_in_the_record():
    event, organiser = a_command_post()
    entered = enter(organiser, event, FIRE, at=AT)

    day = day_of(event, "CP-1")

    assert [*day.backwards()] == [entered]
    assert [each.title for each in incidents(day.record_for(organiser, at=AT))] == [
        "Fire in the kitchen"
    ]


def test_the_same_line_sent_twice_stands_once():
    event, organiser = a_command_post()
    line = Written(body=Note(text="Tea"), entry_id="ab" * 16)
    day = day_of(event, "CP-1")

    twice = [enter(organiser, event, line, at=AT) for _ in range(2)]
    other = Written(body=Note(text="Coffee"), entry_id="ab" * 16)
    with pytest.raises(SummitryError, match=r"journal\.other_entry"):
        enter(organiser, event, other, at=AT)
    day.bring_up()

    assert [*day.backwards()] == [twice[0]] == [twice[1]]


@pytest.mark.parametrize(
    ("role", "body", "allowed"),
    [
        (Role.REPORTER, FieldReport(text="Smoke"), True),
        (Role.REPORTER, Note(text="Smoke"), False),
        (Role.WATCH_OFFICER, Note(text="Smoke"), True),
        (Role.WATCH_OFFICER, Order(text="Go", post_ids=("P-1",)), False),
        (Role.COMMANDER, Order(text="Go", post_ids=("P-1",)), True),
        (Role.PLANNER, Note(text="Smoke"), False),
        (Role.AUDITOR, FieldReport(text="Smoke"), False),
    ],
)
def test_each_role_writes_its_own_kinds(role, body, allowed):
    event, _ = a_command_post()
    _, actor = somebody(event, role)
    day = day_of(event, "CP-1")

    try:
        enter(actor, event, Written(body=body), at=AT)
    except Denied:
        assert not allowed
    else:
        assert allowed
    day.bring_up()
    assert len([*day.backwards()]) == int(allowed)


def test_nobody_knows_of_what_is_not_theirs_to_know():
    event, organiser = a_command_post()
    secret = Written(
        body=Incident(title="Threat"), marking=Marking.AMBER_STRICT, scope=("U-2",)
    )  # fmt: skip
    enter(organiser, event, secret, at=AT)
    enter(organiser, event, FIRE, at=AT)
    _, stranger = somebody(event, Role.WATCH_OFFICER, unit="U-1")
    _, theirs = somebody(event, Role.WATCH_OFFICER, unit="U-2")
    day = day_of(event, "CP-1")

    seen = [len(incidents(day.record_for(each, at=AT))) for each in (stranger, theirs)]

    assert seen == [1, 2]
    assert [len([*readable(day, each, at=AT)]) for each in (stranger, theirs)] == [1, 2]


def test_nobody_writes_above_their_clearance():
    event, _ = a_command_post()
    _, actor = somebody(event, Role.WATCH_OFFICER, clearance=Marking.GREEN)

    with pytest.raises(Denied):
        enter(actor, event, FIRE, at=AT)


def test_a_node_that_is_no_command_post_says_so():
    event, _, organiser = a_planned_event()

    with pytest.raises(SummitryError, match=r"operations\.no_post"):
        enter(organiser, event, FIRE, at=AT)


def test_a_post_is_opened_once_and_journaled():
    event, organiser = a_command_post()

    with pytest.raises(SummitryError, match=r"operations\.post_open"):
        open_post(organiser, event, "CP-2", at=AT)
    assert Entry.objects.filter(kind="operations.opened", subject="CP-1").count() == 1


def test_a_post_that_the_plan_does_not_have_is_refused():
    event, _, organiser = a_planned_event()

    with pytest.raises(SummitryError, match=r"operations\.unknown_post"):
        open_post(organiser, event, "CP-9", at=AT)


def test_an_entry_of_a_trial_event_stands_at_its_own_moment():
    event, organiser = a_command_post()

    entered = enter(organiser, event, FIRE, at=AT)

    assert event.looked_at is not None
    assert entered.entered == moment_in(event, AT)


def test_an_event_with_a_command_post_can_be_deleted_and_its_journal_stays():
    event, organiser = a_command_post()
    enter(organiser, event, FIRE, at=AT)
    folder = folder_of("summit", "CP-1")

    delete_event(event, at=AT)

    assert (folder / "journal.sqlite3").exists()
