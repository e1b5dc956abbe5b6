"""The synchronisation matrix."""

from datetime import UTC, datetime

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.governance import Body, BodyKind, BodyMember, Meeting
from summitry.plan.organisation import Person, Unit
from summitry.plan.plans import Task, TaskPart
from summitry.plan.programme import Item
from summitry.plan.readiness import Exercise, ExerciseKind
from summitry.report.pictures.matrix import ROWS_MAX, DeedKind, deeds, draw


def day(number, hour=0):
    return datetime(2030, 5, number, hour, tzinfo=UTC)


def task(task_id="T-1", unit="GUARD", due=None, **cells):
    return Task(
        task_id=task_id,
        title=f"Title of {task_id}",
        plan_id="PL",
        lead_unit_ids=(unit,),
        due=due,
        **cells,
    )


def everything():
    return [
        Unit(unit_id="GUARD", name="Guard command"),
        Unit(unit_id="CITY", name="City police"),
        Person(person_id="P-1", unit_id="CITY"),
        task(due=day(3), duration_days=2),
        TaskPart(task_id="T-1", unit_id="CITY", part="Lend dogs"),
        Exercise(
            exercise_id="EX",
            title="Drill",
            kind=ExerciseKind.DRILL,
            start=day(4),
            end=day(4, 6),
            unit_ids=("CITY", "GUARD"),
            owner_unit_id="GUARD",
        ),
        Body(
            body_id="B",
            name="Subcommittee",
            kind=BodyKind.SUBCOMMITTEE,
            lead_unit_id="GUARD",
        ),
        BodyMember(body_id="B", person_id="P-1"),
        Meeting(meeting_id="M", body_id="B", start=day(5), end=day(5, 2)),
        Item(
            item_id="I",
            title="Opening",
            kind="opening",
            room_id="R",
            start=day(10),
            end=day(10, 1),
            owner_unit_id="CITY",
        ),
    ]


def test_everything_with_a_time_is_a_deed_of_its_units(make):
    found = [
        (deed.kind, deed.units, deed.span.start, deed.span.end)
        for deed in deeds(make(everything()))
    ]

    assert found == [
        (DeedKind.TASK, ("GUARD",), day(1), day(3)),
        # A part without a date of its own is due when its task is.
        (DeedKind.PART, ("CITY",), day(3), day(3)),
        (DeedKind.EXERCISE, ("GUARD", "CITY"), day(4), day(4, 6)),
        (DeedKind.MEETING, ("CITY", "GUARD"), day(5), day(5, 2)),
        (DeedKind.ITEM, ("CITY",), day(10), day(10, 1)),
    ]


def test_each_kind_has_its_own_form_and_says_what_it_is(make, seen):
    drawn = seen(draw(make(everything())))

    assert {title for title in drawn.titles("k-exercise") if title} == {"Drill"}
    assert {title for title in drawn.titles("k-part") if title} == {"Lend dogs"}
    assert {title for title in drawn.titles("k-item") if title} == {"Opening"}
    assert {"Guard command", "City police"} <= set(drawn.texts())


def test_several_of_a_kind_in_one_column_are_one_sign_with_their_number(make, seen):
    rows = [task(f"T-{number}", due=day(3)) for number in range(6)]

    drawn = seen(draw(make(rows)))

    signs = [title for title in drawn.titles("k-task") if title]
    assert signs == [
        "Title of T-0, Title of T-1, Title of T-2 and Title of T-3, and 2 more",
    ]
    assert drawn.texts().count("6") == 1


def test_matrix_of_one_unit_has_its_row_alone(make, seen):
    drawn = seen(draw(make(everything(), unit="CITY")))

    assert "City police" in drawn.texts()
    assert "Guard command" not in drawn.texts()


def test_what_is_outside_the_time_asked_for_is_told(make, seen):
    drawn = seen(draw(make(everything(), start=day(4), end=day(6))))

    assert "3 entries lie outside the time asked for and are not drawn." in drawn.texts()


def test_time_that_ends_before_it_starts_is_refused(make):
    with pytest.raises(SummitryError) as caught:
        draw(make(everything(), start=day(6), end=day(6)))

    assert caught.value.code == "draw.no_time"


def test_task_without_a_date_is_told(make, seen):
    drawn = seen(draw(make([task()])))

    assert "1 task has no due date and is not drawn." in drawn.texts()
    assert "The plan has nothing with a time that a unit has to do." in drawn.texts()


@pytest.mark.parametrize(("count", "rest"), [(ROWS_MAX, 0), (ROWS_MAX + 1, 2)])
def test_units_beyond_the_limit_stand_together_and_are_told(make, seen, count, rest):
    rows = [task(f"T-{number}", f"U-{number:03}", due=day(3)) for number in range(count)]

    drawn = seen(draw(make(rows)))

    told = f"{rest} units with less to do stand together in the last line."
    assert (told in drawn.texts()) == bool(rest)
    assert ("Further units together" in drawn.texts()) == bool(rest)
    assert len([title for title in drawn.titles("k-task") if title]) == ROWS_MAX


def test_large_plan_stays_small_on_paper(make):
    rows = [
        task(f"T-{number}", f"U-{number % 300:03}", due=day(1 + number % 9, number % 24))
        for number in range(6_000)
    ]

    picture = draw(make(rows))

    assert len(picture.body) < 500_000
    assert picture.height < 3_000


@pytest.mark.parametrize("code", ["en", "ar", "zh"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    drawn = seen(draw(make(everything(), code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
