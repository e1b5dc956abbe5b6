"""One person's calendar: what happens, what is due, what waits; above TLP:GREEN a code and a link.

A calendar leaves the site for phones and for the servers of others, so its content is bounded as a
mail's is. A code is no row's key: nobody can work out from it what stands behind, and its link asks
who is there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import digest as keyed
from itertools import chain
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Phase
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.programme import Item
from summitry.plan.table import ColumnKind, Row, Table, table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry.report.language import Language, language
from summitry.report.sentences import NAME_COLUMNS
from summitry_web.accounts.access import actor_of, events_of
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.own import own_of, page_address
from summitry_web.desk.access.picture import reads_all
from summitry_web.events.models import Event
from summitry_web.plans.access import rows
from summitry_web.plans.found import change_at, own_rows
from summitry_web.tasks.access import TABLES_DUE, deadlines

CODE_BYTES = 6
ENTRIES_MAX = 5_000
NAMELESS = Text("Summitry: {code}")
DUE = Text("Due: {what}")
PHASE = Text("The demands of phase {phase} are due")
WAITS = Text("Waits for your word: {code}")
OPENS = Text("The event opens")


class Entry(Struct, frozen=True, kw_only=True):
    """Something in a calendar; what only waits has no moment."""

    code: str
    summary: str
    link: str
    start: datetime | None = None
    end: datetime | None = None


class Due(Struct, frozen=True, kw_only=True):
    """A row that has a date, and where one works with it."""

    table: str
    key: str
    what: str
    at: datetime
    marking: Marking
    address: str


def here_for(account: Account, event: Event, *, at: datetime, device: str) -> Here:
    """Return what a view would be given, outside any session: no proof, no broken glass."""
    actor = actor_of(account, event, {}, device)
    return Here(event=event, account=account, actor=actor, reader=language(account.language), at=at)


def code_of(event: Event, table: str, key: str) -> str:
    """Return the code of a row that says nothing of it: keyed with the installation's secret."""
    name = f"calendar|{event.pk}|{table}|{key}".encode()
    return keyed(settings.SECRET_KEY.encode(), name, sha256)[:CODE_BYTES].hex()


def calendar_for(account: Account, *, at: datetime) -> bytes:
    """Return the account's calendar over all its events, as iCalendar (RFC 5545)."""
    reader = language(account.language)
    made = icalendar.Calendar()
    made.add("prodid", "-//Summitry//Summitry//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Summitry")
    for event in sorted(events_of(account, at=at), key=lambda each: each.slug):
        here = here_for(account, event, at=at, device="calendar")
        if here.may(Verb.READ):
            _add_all(made, here, reader)
    made.add_missing_timezones()
    content: bytes = made.to_ical()
    return content


def _add_all(made: icalendar.Calendar, here: Here, reader: Language) -> None:
    zone = ZoneInfo(here.event.timezone)
    change = change_at(here.event, here.event.revision)
    stamp = here.event.created if change is None else change.at
    for entry in entries_of(here, reader)[:ENTRIES_MAX]:
        part: icalendar.Event | icalendar.Todo
        if entry.start is None:
            part = icalendar.Todo()
        else:
            part = icalendar.Event()
            part.add("dtstart", entry.start.astimezone(zone))
            part.add("dtend", (entry.end or entry.start).astimezone(zone))
        part.add("uid", f"{entry.code}@{here.event.slug}.summitry")
        part.add("dtstamp", stamp)
        part.add("summary", entry.summary)
        part.add("url", entry.link)
        made.add_component(part)


def entries_of(here: Here, reader: Language) -> list[Entry]:
    """Return the programme, what is due to the reader's units, and what waits for their word."""
    found = chain(_programme(here), _due(here, reader), _phases(here, reader),
                  _waiting(here, reader))  # fmt: skip
    distinct = {entry.code: entry for entry in found}
    far = here.at + timedelta(days=36_500)
    return sorted(distinct.values(), key=lambda each: (each.start or far, each.code))


def _programme(here: Here) -> Iterator[Entry]:
    for key, item in rows(here.actor, here.event, Item, at=here.at).items():
        row = _row(here, key, item, item.title, at=item.start)
        yield _entry(here, row, item.title, start=item.start, end=item.end)


def _entry(
    here: Here, row: Due, what: str, *, start: datetime, end: datetime | None = None
) -> Entry:
    """Return the entry in full up to TLP:GREEN, else as a code with a link that asks who is there.

    An address with the row's key in it would say what the code hides.
    """
    code = code_of(here.event, row.table, row.key)
    link = row.address
    if row.marking.height > Marking.GREEN.height:
        what = here.reader.gettext(NAMELESS).format(code=code)
        link = reverse("api:behind", kwargs={"event": here.event.slug, "code": code})
    return Entry(code=code, summary=what, link=_whole(link), start=start, end=end)


def _whole(path: str) -> str:
    return settings.ORIGIN.rstrip("/") + path


def _due(here: Here, reader: Language) -> Iterator[Entry]:
    for each in due_rows(here):
        what = reader.gettext(DUE).format(what=each.what)
        yield _entry(here, each, what, start=each.at)


def due_rows(here: Here) -> Iterator[Due]:
    """Yield what is due to the reader's units, or to all for who reads the whole event.

    What of tasks is still due, and for whom, the app of tasks says.
    """
    for each in deadlines(here.actor, here.event, here.at):
        yield Due(
            table=each.table, key=each.key, what=each.title, at=each.at, marking=each.marking,
            address=each.address,
        )  # fmt: skip
    units = None if reads_all(here) else here.actor.units(here.at)
    names = [n for n, table in TABLES.items() if _has_due(table) and n not in TABLES_DUE]
    for _, key, row in own_rows(here.actor, here.event, names, units=units, at=here.at):
        due = getattr(row, "due", None)
        if due is not None:
            yield _row(here, key, row, _name(row) or key, at=due)


def _name(row: Row) -> str:
    return next((str(v) for c in NAME_COLUMNS if (v := getattr(row, c, ""))), "")


def _row(here: Here, key: str, row: Row, what: str, *, at: datetime) -> Due:
    table = table_of(row)
    return Due(
        table=table.name, key=key, what=what, at=at, marking=table.marking_of(row),
        address=page_address(here, table.name, key),
    )  # fmt: skip


def _has_due(table: Table) -> bool:
    return not table.bulk and any(
        column.name == "due" and column.kind is ColumnKind.MOMENT for column in table.columns
    )


def _phases(here: Here, reader: Language) -> Iterator[Entry]:
    for key, row in rows(here.actor, here.event, PlanEvent, at=here.at).items():
        moments = [
            (phase.value, phase.due(row), reader.gettext(PHASE).format(phase=phase.value))
            for phase in Phase
        ]
        for name, moment, what in (*moments, ("opens", row.opens, reader.gettext(OPENS))):
            told = _row(here, key, row, what, at=moment)
            made = _entry(here, told, what, start=moment)
            code = code_of(here.event, f"phase {name}", key)
            yield Entry(code=code, summary=made.summary, link=made.link, start=moment)


def _waiting(here: Here, reader: Language) -> Iterator[Entry]:
    """Yield what waits for a word: its plan may be marked higher, so the desk says what it is."""
    own = own_of(here)
    link = _whole(reverse("desk:desk", kwargs={"event": here.event.slug}))
    for each in (*own.approvals, *own.acknowledgements):
        code = code_of(here.event, "waiting", each.address)
        summary = reader.gettext(WAITS).format(code=code)
        yield Entry(code=code, summary=summary, link=link, start=each.due)


def behind_code(here: Here, code: str) -> str | None:
    """Return the address of the row behind a code, where it is in the reader's calendar."""
    items = rows(here.actor, here.event, Item, at=here.at).items()
    events = rows(here.actor, here.event, PlanEvent, at=here.at).items()
    ours = (_row(here, key, row, "", at=here.at) for key, row in chain(items, events))
    return next(
        (
            e.address
            for e in chain(ours, due_rows(here))
            if code == code_of(here.event, e.table, e.key)
        ),
        None,
    )
