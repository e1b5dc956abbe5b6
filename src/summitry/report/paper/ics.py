"""What the forms of the Incident Command System share: who and when at the top, who signs below.

The numbers of the boxes follow common practice and were not checked against the current edition of
the forms booklet.
"""

from collections.abc import Iterator
from datetime import date

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.report.paper.document import Blank, Facts, Span, Value, Words
from summitry.report.paper.source import Source, day_in


def day_subjects(source: Source) -> Iterator[str]:
    """Yield every day: an operational period."""
    for day in source.days():
        yield day.isoformat()


def period(source: Source, told: str) -> tuple[date, Interval]:
    """Return the day of the operational period and its stretch.

    Raises
    ------
    SummitryError
        ``print.needs`` where no day is told.
    """
    day = day_in(told)
    if day is None:
        raise SummitryError("print.needs", expected="--day")
    return day, source.day_span(day)


def head(source: Source, span: Interval, *own: tuple[str, Value]) -> Facts:
    """Return the boxes at the top of a form, the form's own ones last."""
    common = (
        ("ics-incident", Words(source.event.name)),
        ("ics-period", Span(span.start, span.end)),
    )
    return Facts("", (*common, *own))


def signed(*boxes: str) -> Facts:
    """Return the boxes at the foot, to be filled in by hand."""
    return Facts("", tuple((box, Blank()) for box in boxes))
