"""Papers of the day for one reader: from entries and rows of the plan that are theirs to read."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from threading import Lock
from types import MappingProxyType

from msgspec import Struct

from summitry.kit.ids import CommandPostId, PersonId
from summitry.kit.time import Interval
from summitry.operations import situation
from summitry.operations.bodies import FieldReport, Handover, Note, Order, RadioMessage, Sitrep
from summitry.operations.event import Event as Entered
from summitry.operations.papers.handover import handover_paper
from summitry.operations.papers.ics_message import general_message
from summitry.operations.papers.ics_people import activity_log, check_in_list
from summitry.operations.papers.ics_status import status_summary
from summitry.operations.papers.paper import Kind, Paper
from summitry.operations.papers.reading import Reading, reference
from summitry.operations.papers.sitrep import draft_sitrep, issued_paper
from summitry.operations.record import Said
from summitry.plan.bulk import Bulk
from summitry.plan.communications import Sitrep as PlannedSitrep
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Thing, is_readable
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.operations import listed
from summitry_web.operations.access import cited, plan_in_force, readable, thing_of
from summitry_web.operations.assured import Kind as Rights
from summitry_web.operations.assured import covers_for
from summitry_web.operations.seen import Seen
from summitry_web.operations.store.asking import Sieve
from summitry_web.plans.access import Named, Readable, bulk_units, named_in
from summitry_web.plans.found import is_told

EVENT = "event"
DIGITS_MAX = 15
MESSAGES = (FieldReport, Note, Order, RadioMessage)
PLANS_MAX = 8
"""For how many kinds of readers one process holds the plan as it is theirs."""
FIRST_PERIOD = timedelta(hours=12)
"""How far back the first paper goes when nothing was entered before now."""


class Wish(Struct, frozen=True, kw_only=True):
    """Which paper somebody wants, about what and under which marking at most."""

    kind: Kind
    period: Interval
    most: Marking = Marking.RED
    entry: str = ""
    person: str = ""


class Sources(Struct, frozen=True, kw_only=True):
    """What a reader's papers are made from; of the whole plan they are only told what is theirs."""

    seen: Seen
    plan: Snapshot

    def reading(self, wish: Wish) -> Reading:
        """Return the record and the plan as they may stand on the paper."""
        return Reading(self.seen.record, self.plan, wish.period, wish.most)


def sources_of(seen: Seen) -> Sources:
    """Return what the reader's papers are made from.

    Raises
    ------
    SummitryError
        ``plan.one_event`` where the plan has no event yet.
    """
    plan = plan_in_force(seen.here.event)
    plan.event  # noqa: B018  # refuses where there is none
    return Sources(seen=seen, plan=_theirs(seen, plan))


class _Theirs(Struct, frozen=True):
    """The plan as one kind of reader may know it, and everything else that it was made from."""

    whole: Snapshot
    named: Named
    units: Mapping[str, frozenset[str]]
    plan: Snapshot


_THEIRS: OrderedDict[tuple[str, Rights, bool], _Theirs] = OrderedDict()
_LOCK = Lock()


def _theirs(seen: Seen, whole: Snapshot) -> Snapshot:
    """Return the plan as approved with the rows that are the reader's, and the event's own.

    Readers with the same rights share it.
    """
    here = seen.here
    named = named_in(here.event)
    units = {name: bulk_units(here.actor, here.event, name, at=here.at) for name in whole.bulks}
    place = (here.event.slug, seen.kind, here.actor.is_breaking(here.at))
    with _LOCK:
        held = _THEIRS.get(place)
    if held is None or held.whole is not whole or (held.named, held.units) != (named, units):
        reads = Readable(here.actor, whole, named, at=here.at)
        held = _Theirs(whole, named, units, _filtered(whole, reads, units))
    with _LOCK:
        _THEIRS[place] = held
        _THEIRS.move_to_end(place)
        while len(_THEIRS) > PLANS_MAX:
            _THEIRS.popitem(last=False)
    return held.plan


def _filtered(plan: Snapshot, reads: Readable, units: Mapping[str, frozenset[str]]) -> Snapshot:
    tables = {
        name: MappingProxyType(
            {key: row for key, row in rows.items() if name == EVENT or reads(row)}
        )
        for name, rows in plan.tables.items()
    }
    bulks = {}
    for name, bulk in plan.bulks.items():
        blocks = {place: block for place, block in bulk.blocks.items() if place[0] in units[name]}
        bulks[name] = Bulk(bulk.table, blocks)
    return Snapshot(tables, bulks)


def paper_of(sources: Sources, wish: Wish) -> Paper:
    """Return the paper.

    Raises
    ------
    Denied
        There is no such entry for the reader.
    SummitryError
        What the paper itself refuses: ``paper.other_kind``, ``paper.lines_max``.
    """
    return _MAKERS[wish.kind](sources, wish)


def _sitrep(sources: Sources, wish: Wish) -> Paper:
    here = sources.seen.here
    named = named_in(here.event)
    record = sources.reading(wish).record
    found = tuple(
        each
        for each in covers_for(here.event, record, at=wish.period.end)
        if is_told(here.actor, each.finding, named, at=here.at)
    )
    return draft_sitrep(
        sources.seen.record, sources.plan, wish.period, most=wish.most, covers=found
    )


def _handover(sources: Sources, wish: Wish) -> Paper:
    if not wish.entry:
        return handover_paper(sources.reading(wish))
    event = entry_of(sources.seen, wish.entry)
    if not isinstance(event.body, Handover):
        raise Denied("entry")
    when = Wish(
        kind=wish.kind, most=wish.most,
        period=Interval(min(wish.period.start, event.received), event.received),
    )  # fmt: skip
    return handover_paper(
        sources.reading(when),
        outgoing=PersonId(event.author),
        incoming=event.body.to_person_id,
    )


def _status(sources: Sources, wish: Wish) -> Paper:
    return status_summary(sources.reading(wish), wish.entry)


def _check_in(sources: Sources, wish: Wish) -> Paper:
    return check_in_list(sources.reading(wish))


def _message(sources: Sources, wish: Wish) -> Paper:
    return general_message(sources.reading(wish), entry_of(sources.seen, wish.entry))


def _activity(sources: Sources, wish: Wish) -> Paper:
    seen = sources.seen
    sieve = Sieve(author=wish.person, as_at=wish.period.end, is_trial=seen.day.is_trial)
    # What the list does not know yet comes whoever has written it: not all are the person's.
    found = readable(seen.day, seen.here.actor, at=seen.here.at, sieve=sieve)
    return activity_log(sources.reading(wish), found, PersonId(wish.person))


_MAKERS: Mapping[Kind, Callable[[Sources, Wish], Paper]] = {
    Kind.SITREP: _sitrep,
    Kind.HANDOVER: _handover,
    Kind.ICS_209: _status,
    Kind.ICS_211: _check_in,
    Kind.ICS_213: _message,
    Kind.ICS_214: _activity,
}


def issued_of(sources: Sources, said: Said[Sitrep]) -> Paper:
    """Return a report as it was issued; it cites those entries that are the reader's."""
    wanted = {each for sentence in said.body.sentences for each in sentence.cites}
    period = Interval(min(said.body.start, said.event.received), said.event.received)
    reading = sources.reading(Wish(kind=Kind.SITREP, period=period))
    return issued_paper(reading, said, cited_by(sources.seen, wanted))


def cited_by(seen: Seen, wanted: Iterable[str]) -> dict[str, Entered]:
    """Return those of the entries that are the reader's, passing notes too, by id."""
    return cited(seen.day, seen.here.actor, wanted, at=seen.here.at)


def ids_of(seen: Seen, references: Iterable[str]) -> dict[str, str]:
    """Return the ids of those entries that are the reader's, by post and number (CP-1#7)."""
    found: dict[str, str] = {}
    for each in references:
        post, _, number = each.rpartition("#")
        if post and number.isdecimal() and len(number) <= DIGITS_MAX:
            for event in seen.day.at(CommandPostId(post), [int(number)]):
                mine = is_readable(seen.here.actor, thing_of(event), at=seen.here.at)
                if mine and reference(event) == each:
                    found[each] = event.entry_id
    return found


def entry_of(seen: Seen, entry_id: str) -> Entered:
    """Return the entry as it was written, a passing note too.

    Raises
    ------
    Denied
        Not there, or not the reader's.
    """
    found = seen.record.get(entry_id) or cited_by(seen, {entry_id}).get(entry_id)
    if found is None:
        raise Denied("entry")
    return found


def authors_of(seen: Seen) -> list[str]:
    """Return who has written an entry that the reader may read."""
    return listed.authors_of(
        seen.here.event, seen.post_id, listed.reaches_of(seen.here.actor, at=seen.here.at)
    )


def period_of(seen: Seen) -> Interval:
    """Return what the next report is about: from the end of the last one to now."""
    issued = situation.sitreps(seen.record)
    if issued:
        last = issued[-1].body
        start = last.end if last.end < seen.moment else last.start
    else:
        start = _first(seen)
    return Interval(min(start, seen.moment), seen.moment)


def watch_of(seen: Seen) -> Interval:
    """Return the time since a desk was last handed over, else since the first entry."""
    told = [said.event.entered for said, _ in situation.handovers(seen.record)]
    start = told[-1] if told else _first(seen)
    return Interval(min(start, seen.moment), seen.moment)


def _first(seen: Seen) -> datetime:
    first = min((each.received for each in seen.record), default=seen.moment)
    return first if first < seen.moment else seen.moment - FIRST_PERIOD


def still_open(seen: Seen) -> list[Entered]:
    """Return the incidents and orders that are open."""
    incidents = (each.event for each in situation.incidents(seen.record) if each.is_open)
    orders = (each.event for each in situation.orders(seen.record) if each.is_open)
    return [*incidents, *orders]


def due_reports(seen: Seen) -> list[PlannedSitrep]:
    """Return the reports of this post that the plan asks for and nobody has issued, by when."""
    issued = {said.body.sitrep_id for said in situation.sitreps(seen.record)}
    coming = (
        row for row in seen.rows(PlannedSitrep).values()
        if row.command_post_id == seen.post_id and row.sitrep_id not in issued
    )  # fmt: skip
    return sorted(coming, key=lambda row: (row.due, row.sitrep_id))


def markings_of(seen: Seen, verb: Verb) -> list[Marking]:
    """Return the markings under which the reader may do it with what is for no unit alone."""
    return [each for each in Marking if seen.here.may(verb, Thing(marking=each))]
