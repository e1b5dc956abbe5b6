"""The list of findings: what it can be narrowed to, how it is sorted, what a file holds."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.kit.errors import SummitryError
from summitry.outcome.finding import Phase, Status
from summitry.plan.organisation import Unit
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Field, Marking, Severity
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import Line, Telling, rules_for
from summitry_web.desk.models import Assignment
from summitry_web.plans.access import rows
from summitry_web.plans.found import Found, findings_for, units_of

PAGE_ROWS_MAX = 50
EXPORT_ROWS_MAX = 20_000
QUERY_LENGTH_MAX = 200
SORTS: Mapping[str, tuple[str, ...]] = {
    "weight": ("place",),
    "code": ("code", "place"),
    "field": ("field", "place"),
    "newest": ("-opened_at", "place"),
    "oldest": ("opened_at", "place"),
}
STATES = ("open", "accepted", "closed")
NAMES = ("field", "unit", "severity", "status", "phase", "code", "table", "mine", "state")

ValueT = TypeVar("ValueT")


class Wish(Struct, frozen=True, kw_only=True):
    """What the reader narrows the list to; empty asks for all."""

    field: str = ""
    unit: str = ""
    severity: str = ""
    status: str = ""
    phase: str = ""
    code: str = ""
    table: str = ""
    mine: str = ""
    state: str = "open"
    q: str = ""
    sort: str = "weight"


class Page(Struct, frozen=True, kw_only=True):
    """One page of the list."""

    lines: tuple[Line, ...]
    found: int
    number: int
    pages: int


def wish_of(cells: Mapping[str, str]) -> Wish:
    """Return what the address asks for.

    Raises
    ------
    SummitryError
        ``filter.unknown`` for a value that stands in no list.
    """
    given = {name: cells.get(name, "").strip() for name in Wish.__struct_fields__}
    closed: dict[str, Sequence[str]] = {
        "field": tuple(Field), "severity": tuple(Severity), "status": tuple(Status),
        "phase": tuple(Phase), "table": (*TABLES, *SIDE_TABLES), "state": (*STATES, "all"),
        "sort": tuple(SORTS), "mine": ("yes",),
    }  # fmt: skip
    for name, values in closed.items():
        if given[name] and given[name] not in values:
            raise SummitryError("filter.unknown", got=given[name], column=name)
    return Wish(
        **{
            **given,
            "q": given["q"][:QUERY_LENGTH_MAX],
            "state": given["state"] or "open",
            "sort": given["sort"] or "weight",
        }
    )


def narrowed(here: Here, wish: Wish) -> QuerySet[Found]:
    """Return the findings that the reader may read and asks for; nothing is counted before."""
    found = findings_for(here.actor, here.event, at=here.at)
    same = {
        "field": wish.field, "status": wish.status, "phase": wish.phase, "code": wish.code,
        "table": wish.table,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in same.items() if value})
    if wish.severity:
        found = found.filter(severity=Severity(wish.severity).depth)
    if wish.unit:
        found = found.filter(units__unit_id=wish.unit)
    if wish.mine:
        found = found.filter(_mine(here))
    if wish.q:
        found = found.filter(_searched(here, wish.q))
    return _in_state(found, wish.state).order_by(*SORTS[wish.sort]).distinct()


def _in_state(rows: QuerySet[Found], state: str) -> QuerySet[Found]:
    if state == "open":
        return rows.filter(is_open=True, is_ruled=False)
    if state == "accepted":
        return rows.filter(is_open=True, is_ruled=True)
    return rows.filter(is_open=False) if state == "closed" else rows


def _mine(here: Here) -> Q:
    """Return what narrows to the reader's own: of their units, or given to them to mend."""
    units = here.actor.units(here.at)
    given = Assignment.objects.filter(event=here.event, is_latest=True).filter(
        Q(person_id=here.actor.person_id) | Q(unit_id__in=units)
    )
    return Q(units__unit_id__in=units) | Q(identity__in=given.values("identity"))


def _searched(here: Here, wish: str) -> Q:
    """Return what finds the words in code, key, unit, and in the rule's title as it is read."""
    asked = Q()
    titles = {rule.code: here.reader.gettext(rule.title).casefold() for rule in all_rules()}
    for word in wish.casefold().split():
        codes = [code for code, title in titles.items() if word in title]
        asked &= (
            Q(code__iexact=word)
            | Q(key__icontains=word)
            | Q(identity=word)
            | Q(units__unit_id__icontains=word)
            | Q(code__in=codes)
        )
    return asked


def page_of(here: Here, wish: Wish, *, number: int) -> Page:
    """Return the page of that number, the last where there are fewer."""
    asked = narrowed(here, wish)
    found = asked.count()
    pages = max(1, -(-found // PAGE_ROWS_MAX))
    shown = max(1, min(number, pages))
    start = (shown - 1) * PAGE_ROWS_MAX
    lines = Telling(here, list(asked[start : start + PAGE_ROWS_MAX])).lines()
    return Page(lines=tuple(lines), found=found, number=shown, pages=pages)


def options_of(here: Here) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return, for units, rules and tables, what stands in the findings that the reader sees."""
    found = findings_for(here.actor, here.event, at=here.at).filter(is_open=True)
    codes = tuple(found.order_by("code").values_list("code", flat=True).distinct())
    tables = set(found.order_by().values_list("table", flat=True).distinct())
    gettext = here.reader.gettext
    named = {**TABLES, **SIDE_TABLES}
    return {
        "unit": tuple((unit, unit) for unit in units_of(found)),
        "code": tuple((r.code, f"{r.code} {gettext(r.title)}") for r in rules_for(here, codes)),
        "table": tuple((each, gettext(named[each].label)) for each in named if each in tables),
    }


def units_to_assign(here: Here) -> tuple[tuple[str, str], ...]:
    """Return id and name of the units that the reader may read of, sorted by name."""
    found = rows(here.actor, here.event, Unit, at=here.at)
    pairs = ((key, unit.name or key) for key, unit in found.items())
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def exported(here: Here, wish: Wish) -> list[dict[str, Any]]:
    """Return the findings as they leave the site: above TLP:GREEN code and link alone.

    Raises
    ------
    SummitryError
        ``listing.rows_max`` for more than `EXPORT_ROWS_MAX`.
    """
    asked = narrowed(here, wish)
    count = asked.count()
    if count > EXPORT_ROWS_MAX:
        raise SummitryError("listing.rows_max", got=count, expected=EXPORT_ROWS_MAX)
    return [_exported(line) for line in Telling(here, list(asked)).lines()]


def _exported(line: Line) -> dict[str, Any]:
    bare = dict.fromkeys(("severity", "status", "field", "sentence", "table", "key", "units"), "")
    if line.marking.height <= Marking.GREEN.height:
        bare = {
            "severity": line.severity.value, "status": line.status.value, "field": line.field,
            "sentence": line.sentence, "table": line.table, "key": line.key, "units": line.units,
        }  # fmt: skip
    return {"code": line.code, "link": line.address, **bare}
