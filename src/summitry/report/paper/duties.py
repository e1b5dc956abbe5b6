"""What the papers about duties share: whom they are about, which duties, and where these are."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Generic, NamedTuple

from summitry.kit.errors import SummitryError
from summitry.plan.places import Site
from summitry.plan.posts import Post, Shift
from summitry.plan.table import Row, RowT
from summitry.plan.tables import TABLES
from summitry.report.paper.document import Marks, Value, Words, words
from summitry.report.paper.shifts import keys_of, shifts_of
from summitry.report.paper.source import Source, day_in, joined, split


class Duties(NamedTuple, Generic[RowT]):
    """A person's or a unit's row, the day, None for all days, and the duties on it."""

    row: RowT
    day: date | None
    shifts: list[Shift]
    marks: Marks


def subjects_of(source: Source, rows: Mapping[str, Row], column: str) -> Iterator[str]:
    """Yield whoever has a duty, as a whole and for each day from the first to the last."""
    for key, interval in keys_of(source.view, column):
        if key in rows:
            yield key
            for day in source.days_of(interval):
                yield joined(key, day.isoformat())


def duties_of(source: Source, subject: str, row_type: type[RowT], column: str) -> Duties[RowT]:
    """Return the duties that the paper is about, of one day or of all.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such row.
    """
    key, told_day = split(subject, 2)
    row = source.view.rows(row_type).get(key)
    if row is None:
        table = next(name for name, each in TABLES.items() if each.row_type is row_type)
        raise SummitryError("print.no_row", table=table, key=key)
    day = day_in(told_day)
    span = None if day is None else source.day_span(day)
    shifts = shifts_of(source.view, column, key, span)
    marks = Marks()
    marks.note(row)
    if shifts:
        marks.note_marking(TABLES["shifts"].marking)
    return Duties(row, day, shifts, marks)


def place_of(source: Source, post_id: str, marks: Marks) -> tuple[Value, Value, Value]:
    """Return the post's id, its name, and the site where it is."""
    post = source.view.rows(Post).get(post_id)
    site = None if post is None else source.view.rows(Site).get(post.site_id)
    marks.note(post, site)
    return (
        Words(post_id),
        words("" if post is None else post.name),
        words(site.name if site is not None else "" if post is None else post.site_id),
    )
