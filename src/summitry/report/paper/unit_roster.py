"""Where the people of one unit stand, stretch by stretch."""

from collections.abc import Iterator
from datetime import datetime

from summitry.kit.errors import SummitryError, Text
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.tables import TABLES
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
from summitry.report.paper.post_card import desks_of
from summitry.report.paper.shifts import keys_of, shifts_of
from summitry.report.paper.source import Source, day_in, joined, split

NO_DUTY = Text("Nobody of the unit has a duty then.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every unit with a duty, as a whole and for each day from the first to the last."""
    units = source.view.rows(Unit)
    for unit_id, interval in keys_of(source.view, "unit_id"):
        if unit_id in units:
            yield unit_id
            for day in source.days_of(interval):
                yield joined(unit_id, day.isoformat())


def content(source: Source, subject: str) -> Content:
    """Return the roster of a unit, of one day or of all, in order of time.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such unit.
    """
    unit_id, told_day = split(subject, 2)
    unit = source.view.rows(Unit).get(unit_id)
    if unit is None:
        raise SummitryError("print.no_row", table="units", key=unit_id)
    day = day_in(told_day)
    span = None if day is None else source.day_span(day)
    duties = shifts_of(source.view, "unit_id", unit_id, span)
    marks = Marks()
    marks.note(unit)
    if duties:
        marks.note_marking(TABLES["shifts"].marking)
    stretches: dict[tuple[datetime, datetime, str], list[str]] = {}
    for each in duties:
        stretches.setdefault((each.start, each.end, each.post_id), []).append(each.person_id)
    about: list[tuple[str, Value]] = [] if day is None else [("day", Day(day))]
    about += [
        ("people", Number(len({each.person_id for each in duties}))),
        ("led-by", words(unit.commander_id)),
        ("desk-phone", listed(desks_of(source.view, unit_id, marks))),
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
    post = source.view.rows(Post).get(post_id)
    site = None if post is None else source.view.rows(Site).get(post.site_id)
    marks.note(post, site)
    return (
        Span(start, end),
        Words(post_id),
        words("" if post is None else post.name),
        words(site.name if site is not None else "" if post is None else post.site_id),
        listed(Words(each) for each in persons),
    )
