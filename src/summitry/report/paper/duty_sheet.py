"""What one person has to do: every duty, where, when, who relieves them, who leads."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from summitry.kit.errors import Text
from summitry.kit.time import HOUR_SECONDS, Interval
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post, Shift
from summitry.report.paper.document import (
    Content,
    Facts,
    Grid,
    Marks,
    Nothing,
    Number,
    Sentence,
    Span,
    Value,
    Words,
    listed,
    words,
)
from summitry.report.paper.duties import duties_of, place_of, subjects_of
from summitry.report.paper.post_card import desks_of
from summitry.report.paper.shifts import shifts_of
from summitry.report.paper.source import Source

NO_DUTY = Text("No duty.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every person with a duty, as a whole and for each day from the first to the last."""
    return subjects_of(source, source.view.rows(Person), "person_id")


def content(source: Source, subject: str) -> Content:
    """Return the duties of a person, of one day or all.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such person.
    """
    person, _, duties, marks = duties_of(source, subject, Person, "person_id")
    return Content(
        heading=Words(person.person_id),
        marks=marks,
        blocks=(
            Facts("", tuple(_whose(source, person, duties, marks))),
            Grid(
                name="duties",
                columns=("on-duty", "post", "name", "site", "relieved-by", "led-by"),
                rows=tuple(_row(source, each, marks) for each in duties),
                empty=Sentence(NO_DUTY),
            ),
        ),
    )


def _whose(
    source: Source, person: Person, duties: list[Shift], marks: Marks
) -> Iterator[tuple[str, Value]]:
    yield "unit", source.unit_name(person.unit_id)
    yield "duty-hours", Number(round(_seconds(duties) / HOUR_SECONDS, 2))
    yield "desk-phone", listed(desks_of(source.view, person.unit_id, marks))


def _seconds(duties: list[Shift]) -> float:
    """Return for how long somebody is on duty; what overlaps counts once."""
    total = timedelta(0)
    last: datetime | None = None
    for each in duties:
        start = each.start if last is None else max(each.start, last)
        total += max(each.end - start, timedelta(0))
        last = each.end if last is None else max(last, each.end)
    return total.total_seconds()


def _row(source: Source, duty: Shift, marks: Marks) -> tuple[Value, ...]:
    return (
        Span(duty.start, duty.end),
        *place_of(source, duty.post_id, marks),
        _relief(source, duty),
        _lead(source, duty, marks),
    )


def _relief(source: Source, duty: Shift) -> Value:
    """Return who comes on to the post while the person is still there and stays on."""
    around = Interval(duty.start, duty.end + timedelta(seconds=1))
    after = [
        each
        for each in shifts_of(source.view, "post_id", duty.post_id, around)
        if duty.start < each.start <= duty.end < each.end and each.person_id != duty.person_id
    ]
    persons = dict.fromkeys(Words(each.person_id) for each in after)
    return listed(persons) if persons else Nothing()


def _lead(source: Source, duty: Shift, marks: Marks) -> Value:
    """Return who commands the unit that staffs the post."""
    post = source.view.rows(Post).get(duty.post_id)
    unit_id = duty.unit_id if post is None else post.holder_unit_id or post.owner_unit_id
    unit = source.view.rows(Unit).get(unit_id or duty.unit_id)
    marks.note(unit)
    return words(None if unit is None else unit.commander_id)
