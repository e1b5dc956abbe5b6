"""What readers are shown of tasks: how far they are, what is late, and nothing above clearance."""

from datetime import timedelta

import pytest

from summitry.plan.attestation import row_hash
from summitry.plan.plans import Task
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.api.calendars import due_rows, here_for
from summitry_web.desk.access.own import own_of
from summitry_web.plans.access import rows
from summitry_web.tasks.access import Deadline, State, book_of, deadlines
from tests.plans.small_moments import NOW
from tests.web.made import an_actor, signed_in
from tests.web.tasks.planned import LATE, TOKEN, a_tasked_event, of_unit

pytestmark = pytest.mark.django_db
PAGES = (
    "", "board/", "overdue/", "gantt/", "gantt/?by=unit", "critical/", "matrix/", "promises/",
    "promises/?format=csv", "contingencies/", "contingencies/?format=csv", f"task/{LATE}/",
    "task/T-next/", "?format=csv", "overdue/?format=csv", "overdue/?s-format=csv",
)  # fmt: skip


@pytest.fixture
def event():
    return a_tasked_event()[0]


@pytest.mark.parametrize("path", PAGES)
def test_no_canary_is_shown_to_another_unit(client, event, path):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    answer = client.get(f"/e/summit/tasks/{path}")

    assert answer.status_code == 200
    assert TOKEN not in answer.content.decode()


def test_the_unit_itself_is_shown_what_others_are_not(client, event):
    signed_in(client, of_unit(event, "U-2", "N-two"))

    assert f"{TOKEN} task" in client.get("/e/summit/tasks/board/").content.decode()


def test_a_task_above_clearance_is_not_there(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    answers = [
        client.get(f"/e/summit/tasks/task/{key}/").status_code for key in (f"{TOKEN}-T", "T-404")
    ]

    assert answers == [404, 404]


def book(event, unit="U-1", person="N-one", **more):
    return book_of(an_actor(of_unit(event, unit, person, **more), event), event, at=NOW)


def test_standings_say_what_is_late_waits_and_is_not_acknowledged(event):
    found = {each.key: each for each in book(event).standings}

    late, waits = found[LATE], found["T-next"]

    assert (late.state, late.late_days, late.waits_for) == (State.LATE, 3, ())
    assert (waits.state, waits.late_days, waits.waits_for) == (State.NOT_ACCEPTED, 0, (LATE,))
    assert "U-2" in late.silent
    assert (late.is_critical, late.slack_days < 0) == (True, True)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {LATE, "T-next"}),
        ("?state=late", {LATE}),
        ("?blocked=yes", {"T-next"}),
        ("?unit=U-404", set()),
        ("?unit=U-2&mine=yes", {LATE, "T-next"}),
        ("?field=fire", set()),
        ("?q=Synthetic+T-next", {"T-next"}),
    ],
)
def test_the_list_is_narrowed(client, event, query, shown):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    text = client.get(f"/e/summit/tasks/{query}").content.decode()

    rows = text[text.index('id="list-tasks"') :]
    assert {key for key in (LATE, "T-next") if f"/task/{key}/" in rows} == shown


def test_moves_stand_on_the_boards_of_those_who_lead_alone(client, event):
    counts = []
    for unit, person in (("U-1", "N-one"), ("U-2", "N-two")):
        signed_in(client, of_unit(event, unit, person, clearance=Marking.AMBER))
        text = client.get("/e/summit/tasks/board/").content.decode()
        counts.append(text.count("T-next/progress/"))

    assert counts == [1, 0]


def test_the_chart_marks_the_critical_path_and_says_the_same_in_a_table(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    text = client.get("/e/summit/tasks/gantt/").content.decode()

    assert 'aria-labelledby="gantt-title gantt-told"' in text
    assert "url(#gantt-hatch)" in text
    assert f"{LATE} → T-next" in text
    assert "The same as a table" in text


def test_cells_of_the_matrix_lead_to_what_they_name(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    text = client.get("/e/summit/tasks/matrix/").content.decode()

    assert "/e/summit/tasks/task/T-next/" in text
    assert "/e/summit/rows/programme/row/" in text


def test_a_matrix_that_ends_before_it_begins_is_refused(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    wishes = ("from=2025-10-02&to=2025-10-01", "from=yesterday")
    answers = [client.get(f"/e/summit/tasks/matrix/?{wish}").status_code for wish in wishes]

    assert answers == [400, 400]


def test_deadlines_are_those_of_the_actors_units_the_earliest_first(event):
    actor = an_actor(of_unit(event, "U-2", "N-two", clearance=Marking.AMBER), event)

    found = deadlines(actor, event, NOW)

    own = [each for each in found if each.task_id == LATE]
    assert own == [
        Deadline(
            at=NOW - timedelta(days=4), title="Synthetic part", table="task_parts",
            key=own[0].key, task_id=LATE, units=("U-2",), is_late=True, marking=Marking.GREEN,
            address=f"/e/summit/tasks/task/{LATE}/",
        )
    ]  # fmt: skip
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert not any(TOKEN in each.title for each in found)


def test_who_reads_the_whole_event_is_given_every_deadline(event):
    actor = an_actor(of_unit(event, "", "N-three", role=Role.ORGANISER), event)

    found = [(each.table, each.task_id) for each in deadlines(actor, event, NOW)]

    assert [each for each in found if each[0] == "tasks"] == [
        ("tasks", f"{TOKEN}-T"), ("tasks", LATE), ("tasks", "T-3"), ("tasks", "T-next"),
    ]  # fmt: skip


def test_the_desk_leads_to_the_tasks_own_page(client, event):
    signed_in(client, of_unit(event, "U-1", "N-one"))

    desk = client.get("/e/summit/desk/").content.decode()

    assert 'href="/e/summit/tasks/task/T-next/"' in desk
    assert "rows/tasks/row/T-next" not in desk


def test_what_is_done_is_due_neither_on_the_desk_nor_in_a_calendar(client, event):
    account = of_unit(event, "U-1", "N-one")
    signed_in(client, account)
    here = here_for(account, event, at=NOW, device="calendar")
    row = rows(here.actor, event, Task, at=NOW)["T-next"]
    before = [due(here_for(account, event, at=NOW, device="calendar")), desk_due(here)]

    client.post("/e/summit/tasks/task/T-next/complete/", {"hash": row_hash(row), "remark": "Done"})
    event.refresh_from_db()
    after = [due(here_for(account, event, at=NOW, device="calendar")), desk_due(here)]

    assert before == [True, True]
    assert after == [False, False]


def due(here) -> bool:
    return any((each.table, each.key) == ("tasks", "T-next") for each in due_rows(here))


def desk_due(here) -> bool:
    return any(each.key == "T-next" for each in own_of(here).deadlines)
