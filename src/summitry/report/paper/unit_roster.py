"""Where the people of one unit stand, stretch by stretch."""

from collections.abc import Iterator
from datetime import datetime

from summitry.kit.errors import Text
from summitry.plan.organisation import Unit
from summitry.report.paper.document import (
    Content,
    Day,
    Facts,
    Grid,
    Marks,
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
from summitry.report.paper.source import Source

NO_DUTY = Text("Nobody of the unit has a duty then.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every unit with a duty, as a whole and for each day from the first to the last."""
    return subjects_of(source, source.view.rows(Unit), "unit_id")


def content(source: Source, subject: str) -> Content:
    """Return the roster of a unit, of one day or of all, in order of time.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such unit.
    """
    unit, day, duties, marks = duties_of(source, subject, Unit, "unit_id")
    stretches: dict[tuple[datetime, datetime, str], list[str]] = {}
    for each in duties:
        stretches.setdefault((each.start, each.end, each.post_id), []).append(each.person_id)
    about: list[tuple[str, Value]] = [] if day is None else [("day", Day(day))]
    about += [
        ("people", Number(len({each.person_id for each in duties}))),
        ("led-by", words(unit.commander_id)),
        ("desk-phone", listed(desks_of(source.view, unit.unit_id, marks))),
    ]
    return Content(
        heading=Words(unit.name),
        marks=marks,
        blocks=(
            Facts("", tuple(about)),
            Grid(
                name="roster",
                columns=("on-duty", "post", "name", "site", "persons"),
                rows=tuple(_row(source, *each, marks=marks) for each in stretches.items()),
                empty=Sentence(NO_DUTY),
            ),
        ),
    )


def _row(
    source: Source, where: tuple[datetime, datetime, str], persons: list[str], *, marks: Marks
) -> tuple[Value, ...]:
    start, end, post_id = where
    return (
        Span(start, end),
        *place_of(source, post_id, marks),
        listed(Words(each) for each in persons),
    )
