"""One finding: what it says, why it matters, what it joins, and what has been done about it."""

from datetime import datetime

from msgspec import Struct

from summitry.outcome.finding import Finding
from summitry.plan.rulings import Ruling
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from summitry.report.sentences import Told
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import (
    Line,
    Shielded,
    Telling,
    reference_of,
    shielded_lines,
)
from summitry_web.desk.access.own import row_address
from summitry_web.desk.models import Acceptance, Assignment, Comment
from summitry_web.frame.refused import Denied
from summitry_web.plans.found import (
    ChangeTold,
    Found,
    change_at,
    findings_for,
    places_of,
    rulings_on,
    shielded_for,
    told,
)

GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})
JOINED_MAX = 200


class Joined(Struct, frozen=True, kw_only=True):
    """A row that the finding joins; without address where there is none, or it is not theirs."""

    place: str
    name: str
    address: str


class Finder(Struct, frozen=True, kw_only=True):
    """The finding that an action is about, and what it is to `can`."""

    identity: str
    finding: Finding
    thing: Thing
    is_open: bool


class OnePage(Struct, frozen=True, kw_only=True):
    """Everything that the page of a finding shows."""

    line: Line
    told: Told
    thing: Thing
    joined: tuple[Joined, ...]
    more_joined: int
    opened: ChangeTold | None
    closed_revision: int | None
    closed_at: datetime | None
    closed: ChangeTold | None
    assignments: tuple[Assignment, ...]
    comments: tuple[Comment, ...]
    rulings: tuple[Ruling, ...]
    in_force: str
    """The ruling that rules it away now; empty where none does."""
    waiting: Acceptance | None
    is_grave: bool


def found_for(here: Here, identity: str) -> Found:
    """Return the finding.

    Raises
    ------
    Denied
        Not there, or not the reader's to know.
    """
    rows = findings_for(here.actor, here.event, at=here.at)
    found = rows.filter(identity=identity).first()
    if found is None:
        raise Denied("finding")
    return found


def finder_for(here: Here, identity: str) -> Finder:
    """Return the finding for an action."""
    found = found_for(here, identity)
    finding = told(found)
    return Finder(
        identity=identity, finding=finding, thing=thing_of(finding),
        is_open=found.is_open and not found.is_ruled,
    )  # fmt: skip


def thing_of(finding: Finding) -> Thing:
    """Return what the finding is to `can`."""
    return Thing(owners=finding.units, field=finding.field.value, marking=finding.marking)


def shielded_one(here: Here, reference: str) -> Shielded:
    """Return what the reader may know of a finding above their clearance.

    Raises
    ------
    Denied
        Where there is none of that reference.
    """
    rows = shielded_for(here.actor, here.event, at=here.at)
    found = next((each for each in rows if reference_of(each) == reference), None)
    if found is None:
        raise Denied("finding")
    return shielded_lines(here, [found])[0]


def page_of(here: Here, identity: str) -> OnePage:
    """Return everything that the finding's page shows."""
    found = found_for(here, identity)
    telling = Telling(here, [found])
    finding = told(found)
    places = places_of(finding)
    own = {"event": here.event, "identity": identity}
    closed = None if found.closed_revision is None else change_at(here.event, found.closed_revision)
    return OnePage(
        line=telling.line(found, finding),
        told=telling.told(finding),
        thing=thing_of(finding),
        joined=tuple(_joined(here, telling, place) for place in places[:JOINED_MAX]),
        more_joined=max(0, len(places) - JOINED_MAX),
        opened=change_at(here.event, found.opened_revision),
        closed_revision=found.closed_revision,
        closed_at=found.closed_at,
        closed=closed,
        assignments=tuple(Assignment.objects.filter(**own).order_by("-at", "-pk")),
        comments=tuple(Comment.objects.filter(**own).order_by("at", "pk")),
        rulings=rulings_on(here.event, finding),
        in_force="" if finding.ruling is None else finding.ruling.ruling_id,
        waiting=Acceptance.objects.filter(**own, decided_at=None).first(),
        is_grave=finding.severity in GRAVE,
    )


def _joined(here: Here, telling: Telling, place: tuple[str, str]) -> Joined:
    table, key = place
    shown = place in telling.rows.readable and not TABLES[table].bulk
    return Joined(
        place=telling.place(table, key),
        name=telling.teller.name_of(table, key) if shown else "",
        address=row_address(here, table, key) if shown else "",
    )
