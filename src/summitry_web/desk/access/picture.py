"""The readiness picture: by field what is open, how long there is, and what is not known."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Status
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity
from summitry.report.briefing import (
    EMPTY,
    NEVER_KNOWN,
    NOTHING_CRITICAL,
    NOTHING_DUE,
    NOTHING_UNCOVERED,
    UNVERIFIED,
)
from summitry.report.summary import the_ten
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import Line, Shielded, Telling, shielded_lines
from summitry_web.plans.found import (
    Checked,
    checked_of,
    findings_for,
    shielded_for,
    told,
)

CHOSEN_FROM_MAX = 600
"""Of how many of the gravest the ten are chosen: what stands behind them never is among the ten."""
SHIELDED_MAX = 50
BAR = 100
WITHOUT_EVENT = Text("The plan has no event yet, so nothing in it can be checked.")
BROKEN = Text("These rules could not be run, and found nothing: {codes}. Tell who wrote them.")


class FieldShown(Struct, frozen=True, kw_only=True):
    """One field: how many demands are without cover, and the parts of its bar."""

    field: Field
    critical: int
    high: int
    other: int
    unknown: int
    """Of these, how many say that a fact is missing."""
    later: int
    """Not due yet; counted apart."""
    parts: tuple[tuple[str, float, float], ...]
    """Kind, start and width of each part, in percent of the longest bar."""

    @property
    def due(self) -> int:
        """How many are due."""
        return self.critical + self.high + self.other


class Picture(Struct, frozen=True, kw_only=True):
    """What a reader sees first."""

    fields: tuple[FieldShown, ...]
    critical: int
    due: int
    later: int
    days: int | None
    at: datetime
    verdict: str
    checked: Checked
    not_known: tuple[str, ...]
    ten: tuple[Line, ...]
    shielded: tuple[Shielded, ...]
    reads_all: bool
    """Whether the reader reads the whole event; else all this counts is of their units alone."""


def moment_of(here: Here) -> datetime:
    """Return the moment the plan is looked at."""
    return here.moment


def reads_all(here: Here) -> bool:
    """Say whether some grant lets the reader read the whole event."""
    return any(not each.unit_id for each in here.actor.reading(here.at))


def picture_of(here: Here) -> Picture:
    """Return the picture of what the reader may read."""
    rows = findings_for(here.actor, here.event, at=here.at).filter(is_open=True, is_ruled=False)
    counted = rows.order_by().values_list("field", "severity", "status").annotate(Count("pk"))
    counts = Counter({(field, depth, status): n for field, depth, status, n in counted})
    fields = _fields(counts)
    checked = checked_of(here.event)
    critical, due = sum(f.critical for f in fields), sum(f.due for f in fields)
    later = sum(f.later for f in fields)
    shielded = shielded_for(here.actor, here.event, at=here.at)
    return Picture(
        fields=fields,
        critical=critical,
        due=due,
        later=later,
        days=_days(here),
        at=moment_of(here),
        verdict=_verdict(here, critical, due, later),
        checked=checked,
        not_known=tuple(_not_known(here, checked, sum(f.unknown for f in fields))),
        ten=ten_of(here),
        shielded=tuple(shielded_lines(here, shielded[:SHIELDED_MAX])),
        reads_all=reads_all(here),
    )


def ten_of(here: Here) -> tuple[Line, ...]:
    """Return the ten findings that matter most to the reader."""
    rows = findings_for(here.actor, here.event, at=here.at).filter(is_open=True, is_ruled=False)
    gravest = list(rows[:CHOSEN_FROM_MAX])
    by_identity = {each.identity: each for each in gravest}
    opens = here.event.opens or moment_of(here)
    chosen = the_ten([told(each) for each in gravest], opens=opens, at=moment_of(here))
    return tuple(Telling(here, [by_identity[each.identity] for each in chosen]).lines())


def _fields(counts: Mapping[tuple[str, int, str], int]) -> tuple[FieldShown, ...]:
    """Return every field, also those with nothing to mend: that is a fact too."""
    longest = max(
        (
            sum(n for (name, _, status), n in counts.items()
                if name == field and status != Status.NOT_YET_DUE)
            for field in Field
        ),
        default=0,
    )  # fmt: skip
    return tuple(_field(field, counts, max(1, longest)) for field in Field)


def _field(field: Field, counts: Mapping[tuple[str, int, str], int], longest: int) -> FieldShown:
    by_depth: Counter[int] = Counter()
    unknown = later = 0
    for (name, depth, status), count in counts.items():
        if name != field:
            continue
        if status == Status.NOT_YET_DUE:
            later += count
            continue
        by_depth[depth] += count
        unknown += count if status == Status.UNKNOWN else 0
    critical, high = by_depth[Severity.CRITICAL.depth], by_depth[Severity.HIGH.depth]
    other = by_depth.total() - critical - high
    return FieldShown(
        field=field, critical=critical, high=high, other=other, unknown=unknown, later=later,
        parts=_parts((("critical", critical), ("high", high), ("other", other)), longest),
    )  # fmt: skip


def _parts(
    numbers: tuple[tuple[str, int], ...], longest: int
) -> tuple[tuple[str, float, float], ...]:
    parts = []
    start = 0.0
    for kind, number in numbers:
        width = BAR * number / longest
        if number:
            parts.append((kind, round(start, 2), round(width, 2)))
        start += width
    return tuple(parts)


def _days(here: Here) -> int | None:
    """Return the days to the opening by the venue's calendar; negative after it."""
    if here.event.opens is None:
        return None
    zone = ZoneInfo(here.event.timezone)
    opens = here.event.opens.astimezone(zone).date()
    return (opens - moment_of(here).astimezone(zone).date()).days


def _verdict(here: Here, critical: int, due: int, later: int) -> str:
    if critical:
        return here.reader.ngettext(
            "The plan is not ready: {count} critical demand is without cover.",
            "The plan is not ready: {count} critical demands are without cover.",
            critical,
        ).format(count=here.formats.number(critical))
    if due:
        return here.reader.gettext(NOTHING_CRITICAL)
    return here.reader.gettext(NOTHING_DUE if later else NOTHING_UNCOVERED)


def _not_known(here: Here, checked: Checked, unknown: int) -> list[str]:
    """Return what is not known; what others' tables lack is told only to who reads them all."""
    formats, reader = here.formats, here.reader
    lines: list[str] = []
    if unknown:
        lines.append(
            reader.ngettext(
                "{count} finding says that a fact is missing; it is marked “not known”.",
                "{count} findings say that a fact is missing; they are marked “not known”.",
                unknown,
            ).format(count=formats.number(unknown))
        )
    counts = checked.counts
    if reads_all(here):
        names = [name for name in TABLES if name in counts.get("empty", ())]
        if counts.get("without_event"):
            lines.append(reader.gettext(WITHOUT_EVENT))
        if names:
            tables = tuple(reader.gettext(TABLES[name].label) for name in names)
            codes = tuple(counts.get("blind", ()))
            told_empty = reader.gettext(EMPTY)
            lines.append(
                told_empty.format(
                    tables=formats.listed_whole(tables), codes=formats.listed_whole(codes)
                )
            )
        if counts.get("limits_unverified"):
            told_limits = reader.gettext(UNVERIFIED)
            lines.append(
                told_limits.format(
                    count=formats.number(counts["limits_unverified"]),
                    all=formats.number(counts["limits"]),
                )
            )
        if counts.get("broken"):
            broken = formats.listed_whole(tuple(counts["broken"]))
            lines.append(reader.gettext(BROKEN).format(codes=broken))
    return [*lines, reader.gettext(NEVER_KNOWN)]
