"""What the desk may do, in which order, and for whom."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.intake import access, actions
from summitry_web.intake.models import Report
from summitry_web.journal.models import Entry
from summitry_web.plans.models import StoredRow
from tests.web.made import AT, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(event, desk, report):
    actions.take(desk, event, report.number, at=AT)
    return report


def code_of(doing, *arguments, **named):
    with pytest.raises(SummitryError) as caught:
        doing(*arguments, **named)
    return caught.value.code


def first_key(event, table):
    return StoredRow.objects.filter(event=event, table=table).order_by("key").first().key


def test_second_press_changes_nothing_and_a_second_person_is_told(event, desk, second, taken):
    actions.take(desk, event, 1, at=AT)

    assert code_of(actions.take, second, event, 1, at=AT) == "intake.taken"
    assert [step.kind for step in taken.steps.all()] == ["received", "taken"]


@pytest.mark.usefixtures("report")
def test_nothing_is_done_before_somebody_takes_it(event, desk):
    assert code_of(actions.ask, desk, event, 1, "Which?", at=AT) == "intake.not_taken"


@pytest.mark.usefixtures("taken")
def test_every_step_stands_in_the_history_and_in_the_journal(event, desk):
    site, unit = first_key(event, "sites"), first_key(event, "units")

    actions.grade(desk, event, 1, reliability="B", credibility="2", at=AT)
    actions.link(desk, event, 1, table="sites", key=site, at=AT)
    actions.act(desk, event, 1, power="Police Act 12", ordered_by="Duty office", outcome="Removed",
                at=AT)  # fmt: skip
    actions.pass_to(desk, event, 1, unit, at=AT)
    actions.close(desk, event, 1, "dealt-with", at=AT)

    report = Report.objects.get()
    kinds = ["received", "taken", "graded", "linked", "acted", "passed", "closed"]
    assert [step.kind for step in report.steps.all()] == kinds
    told = Entry.objects.filter(subject="reports/1").values_list("kind", flat=True)
    assert list(told) == [f"intake.{each}" for each in kinds]
    assert (report.reliability, report.site_id, report.passed_to, report.reason) == (
        "B", site, unit, "dealt-with",
    )  # fmt: skip
    assert code_of(actions.ask, desk, event, 1, "x", at=AT) == "intake.closed"


@pytest.mark.parametrize(
    ("doing", "named", "code"),
    [
        (actions.grade, {"reliability": "Z", "credibility": "1"}, "intake.grade"),
        (actions.link, {"table": "sites", "key": "nowhere"}, "intake.row"),
        (actions.link, {"table": "posts", "key": "P-1"}, "intake.row"),
        (actions.act, {"power": "", "ordered_by": "x", "outcome": "x"}, "intake.action"),
        (actions.pass_to, {"unit_id": "nowhere"}, "intake.unit"),
        (actions.close, {"reason": "because"}, "intake.reason"),
        (actions.close, {"reason": "duplicate"}, "intake.duplicate"),
        (actions.close, {"reason": "duplicate", "other": 1}, "intake.duplicate"),
        (actions.ask, {"words": " "}, "intake.empty"),
    ],
)
def test_what_is_missing_is_refused(event, desk, taken, doing, named, code):
    assert code_of(doing, desk, event, taken.number, at=AT, **named) == code


def test_duplicate_points_at_the_other_report(event, desk, reporter, taken, said):
    actions.send(reporter, event, said(client_id="phone-0002"), at=AT)
    actions.take(desk, event, 2, at=AT)

    actions.close(desk, event, 2, "duplicate", other=1, at=AT)

    assert Report.objects.get(number=2).duplicate_of_id == taken.pk


@pytest.mark.parametrize("reason", ["peaceful-assembly", "lawful-expression"])
@pytest.mark.usefixtures("taken")
def test_report_of_a_right_closes_without_its_text(event, desk, reason):
    actions.ask(desk, event, 1, "Who spoke?", at=AT)

    actions.close(desk, event, 1, reason, at=AT)

    report = Report.objects.get()
    assert (report.words, report.place, report.reason, report.act) == (
        "", "", reason, "unattended-object",
    )  # fmt: skip
    assert {step.words for step in report.steps.all()} == {""}


@pytest.mark.usefixtures("taken")
def test_desk_of_a_unit_sees_what_is_its_own(event, granted, desk):
    unit = first_key(event, "units")
    own = an_actor(granted(Role.TRIAGE, "U-9"), event)
    others = an_actor(granted(Role.TRIAGE, unit), event)
    before = access.reports_for(others, event, at=AT).count()

    actions.pass_to(desk, event, 1, unit, at=AT)

    counts = [access.reports_for(each, event, at=AT).count() for each in (own, others)]
    assert (before, counts) == (0, [1, 1])


def test_clearance_below_the_marking_sees_nothing(event, granted, report):
    low = an_actor(granted(Role.TRIAGE, clearance=Marking.GREEN), event)

    assert list(access.reports_for(low, event, at=AT)) == []
    with pytest.raises(Denied):
        access.report_for(low, event, report.number, at=AT)


@pytest.mark.usefixtures("report")
def test_waiting_tells_the_oldest_and_the_median(event, desk, reporter, said):
    later = AT + timedelta(minutes=30)
    actions.send(reporter, event, said(client_id="phone-0002"), at=later)
    actions.take(desk, event, 1, at=AT + timedelta(minutes=12))

    waiting = access.waiting_of(list(access.reports_for(desk, event, at=AT)))

    assert waiting == access.Waiting(new=1, oldest=later, minutes_median=12)
