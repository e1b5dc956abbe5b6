"""What a reader may know of the day: entries filtered by marking and scope before anything else."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import CommandPostId, EntryId, EventId
from summitry.operations.clock import Clock, hear
from summitry.operations.day import plan_of_the_day
from summitry.operations.entry import ERASED, Entry
from summitry.operations.event import Event as Entered
from summitry.operations.record import Record, is_passing
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking, highest
from summitry_web.accounts.can import Actor, Granted, Thing, is_readable
from summitry_web.events.clock import is_trial
from summitry_web.events.models import Event
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.listed import reaches_of
from summitry_web.operations.models import CommandPostHere, Peer
from summitry_web.operations.store.asking import Reach, Sieve
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.latest import Wanted, newest_first
from summitry_web.operations.store.opening import content_of, entered_of, in_log
from summitry_web.operations.store.service import folder_of
from summitry_web.operations.store.shown import Shown
from summitry_web.plans.access import KnownRows, Named, held_snapshot
from summitry_web.plans.told import published

AT_ONCE = 1_000
"""How many entries are taken in at once. Where more are waiting, the list says which matter."""
EVERYTHING = (Reach(height=highest([*Marking]).height),)
ALL = Sieve()
DAMAGED_SHOWN_MAX = 20
MINUTE_MS = 60_000
DAYS_MAX = 4
READERS_MAX = 32
"""How many days, and of each how many kinds of readers, one process holds."""


def post_here(event: Event) -> CommandPostId | None:
    """Return the command post that this node is in the event; None where it is none."""
    found = CommandPostHere.objects.filter(event=event).values_list("post_id", flat=True).first()
    return None if found is None else CommandPostId(found)


def plan_in_force(event: Event) -> Snapshot:
    """Return the plan as it was published last, or as it stands where nothing is published."""
    told = published(event)
    return held_snapshot(event) if told is None else told.snapshot


class _Today(Struct, frozen=True):
    """The plan of the day, the plan in force that it was made of, and the size of the record."""

    plan: Snapshot
    size: int
    today: Snapshot


_TODAYS: WeakKeyDictionary[Record, _Today] = WeakKeyDictionary()
"""The plan of the day by record: one that has lost an erased entry is another record."""


def plan_today(event: Event, record: Record) -> Snapshot:
    """Return the plan in force as the record has it, whole and not checked."""
    plan, size = plan_in_force(event), len(record)
    held = _TODAYS.get(record)
    if held is None or held.plan is not plan or held.size != size:
        held = _TODAYS[record] = _Today(plan, size, plan_of_the_day(plan, record))
    return held.today


def peers_of(event: Event) -> list[Peer]:
    """Return the command posts that this one exchanges with."""
    return list(event.peers.all())


def forked_posts(event: Event) -> list[CommandPostId]:
    """Return the posts of which there are two histories."""
    post = post_here(event)
    if post is None or not (folder_of(EventId(event.slug), post) / JOURNAL).exists():
        return []
    with closing(PostFile(folder_of(EventId(event.slug), post), readonly=True)) as file:
        return list(dict.fromkeys(each for each, _ in file.forks()))


def clocks_ahead(event: Event, *, at: datetime) -> dict[CommandPostId, int]:
    """Return the posts whose last entry comes from the future, with the minutes it is ahead by.

    One of the two clocks is wrong; a clock that is behind cannot be told from a silent post.
    """
    post, now_ms = post_here(event), round(at.timestamp() * 1_000)
    if post is None or not (folder_of(EventId(event.slug), post) / JOURNAL).exists():
        return {}
    with closing(PostFile(folder_of(EventId(event.slug), post), readonly=True)) as file:
        stamps = {each: file.last_stamp(each) for each in file.sizes() if each != post}
    own = Clock(post=post)
    heard = {each: hear(own, stamp, now_ms) for each, stamp in stamps.items() if stamp is not None}
    return {each: told.ahead_ms // MINUTE_MS for each, told in heard.items() if told.is_skewed}


def thing_of(entered: Entered | Entry) -> Thing:
    """Return the entry as the thing that rights are asked of."""
    return Thing(owners=entered.scope, marking=entered.marking)


class _Reader(Struct):
    """The record as one kind of reader may know it, and how many entries it was made from."""

    record: Record
    taken: int
    rows: KnownRows | None = None
    """Which rows of the plan they may read."""


class Day:
    """The day of one event as this process holds it: what changes something, and who knows what.

    Notes and messages that change nothing stay on the disk, and are read there when asked for.
    """

    def __init__(self, event: EventId, post: CommandPostId, *, is_trial: bool) -> None:
        self.event = event
        self.post = post
        self.is_trial = is_trial
        self.held: list[Entered] = []
        self.damaged: dict[EntryId, Entry] = {}
        """Entries whose body does not open; everything else is shown."""
        self._sizes: dict[CommandPostId, int] = {}
        self._erased: set[EntryId] = set()
        self._readers: OrderedDict[tuple[Granted, ...], _Reader] = OrderedDict()
        # Apart from the readers' records: somebody without any right to read has a key there, too.
        self._whole = _Reader(Record(), 0)
        self._lock = Lock()

    @property
    def folder(self) -> Path:
        """Where the journal lies."""
        return folder_of(self.event, self.post)

    @property
    def damaged_places(self) -> str:
        """The first of the damaged entries, by post and number."""
        told = [f"{each.post} {each.seq}" for each in self.damaged.values()]
        return ", ".join([*told[:DAMAGED_SHOWN_MAX], *(["…"] if told[DAMAGED_SHOWN_MAX:] else [])])

    def bring_up(self) -> None:
        """Take in what was written since, and let go of every entry whose body was erased."""
        if not (self.folder / JOURNAL).exists():
            return
        with self._lock, closing(PostFile(self.folder, readonly=True)) as file:
            erased = len(self._erased)
            sizes = file.sizes()
            if sum(sizes.values()) - sum(self._sizes.values()) > AT_ONCE:
                self._take_listed(file, sizes)
            for post in sizes:
                while entries := [*file.entries(post, self._sizes.get(post, 0), AT_ONCE)]:
                    self._take(file, entries)
            if len(self._erased) > erased:
                self._let_go()

    def _take_listed(self, file: PostFile, sizes: Mapping[CommandPostId, int]) -> None:
        """Take in what changes something as far as the list goes, and pass over all the rest."""
        with closing(Shown(self.folder, self.event)) as shown:
            for post, reached in shown.reached(file).items():
                up_to = min(reached, sizes.get(post, 0))
                numbers = shown.changing(post, after=self._sizes.get(post, 0), up_to=up_to)
                for start in range(0, len(numbers), AT_ONCE):
                    self._take(file, file.at(post, numbers[start : start + AT_ONCE]))
                self._sizes[post] = max(up_to, self._sizes.get(post, 0))

    def _take(self, file: PostFile, entries: Sequence[Entry]) -> None:
        """Hold what changes something of entries of one post, which follow those taken before."""
        self._erased.update(each for e in entries if e.kind == ERASED for each in e.about)
        wanted = [each for each in entries if each.entry_id not in self._erased]
        self.held += [
            replace(each, is_trial=self.is_trial)
            for each in entered_of(file, self.event, wanted, damaged=self._note_damaged)
            if each is not None and not is_passing(each)
        ]
        self._sizes[entries[-1].post] = entries[-1].seq

    def _note_damaged(self, entry: Entry) -> None:
        if entry.entry_id not in self.damaged:
            in_log(entry)
            self.damaged[entry.entry_id] = entry

    def _let_go(self) -> None:
        """Drop what was erased, and every record that was made of it."""
        self.held = [each for each in self.held if each.entry_id not in self._erased]
        for each in self._erased & self.damaged.keys():
            del self.damaged[each]
        self._readers.clear()
        self._whole = _Reader(Record(), 0)

    def backwards(
        self,
        may: Callable[[Entry], bool] = lambda _: True,
        *,
        reaches: tuple[Reach, ...] = EVERYTHING,
        sieve: Sieve = ALL,
    ) -> Iterator[Entered]:
        """Yield the entries of all posts, the newest first; those of one post come in order.

        They are read from the disk as they are asked for. ``reaches`` and ``sieve`` spare reading
        what nobody wants; ``may`` alone says what is told.
        """
        if not self._sizes:
            return
        wanted = Wanted(
            sizes=dict(self._sizes), reaches=reaches, sieve=sieve,
            may=lambda each: each.entry_id not in self._erased and may(each),
            damaged=self._note_damaged,
        )  # fmt: skip
        for each in newest_first(self.folder, self.event, wanted):
            yield replace(each, is_trial=self.is_trial)

    def named(self, entry_ids: Iterable[str]) -> list[Entered]:
        """Return the entries of these ids, passing ones too, as they were written."""
        wanted = [EntryId(each) for each in entry_ids]
        return self._read(lambda file: file.named(wanted))

    def at(self, post: CommandPostId, numbers: Sequence[int]) -> list[Entered]:
        """Return the post's entries of these numbers, passing ones too, as they were written."""
        return self._read(lambda file: file.at(post, numbers))

    def _read(self, find: Callable[[PostFile], list[Entry]]) -> list[Entered]:
        if not self._sizes:
            return []
        with closing(PostFile(self.folder, readonly=True)) as file:
            known = [
                each
                for each in find(file)
                if each.seq <= self._sizes.get(each.post, 0) and each.entry_id not in self._erased
            ]
            found = entered_of(file, self.event, known, damaged=self._note_damaged)
        return [replace(each, is_trial=self.is_trial) for each in found if each is not None]

    def record_for(self, actor: Actor, *, at: datetime) -> Record:
        """Return the record of what the actor may read; readers with the same rights share it."""
        rights = actor.reading(at)
        with self._lock:
            reader = self._readers.setdefault(rights, _Reader(Record(), 0))
            for entered in self.held[reader.taken :]:
                if is_readable(actor, thing_of(entered), at=at):
                    reader.record.take(entered)
            reader.taken = len(self.held)
            self._readers.move_to_end(rights)
            while len(self._readers) > READERS_MAX:
                self._readers.popitem(last=False)
            return reader.record

    def known_rows(self, rights: tuple[Granted, ...], named: Named) -> KnownRows:
        """Return what readers of these rights, who see what names nobody, may read of the plan."""
        with self._lock:
            reader = self._readers.setdefault(rights, _Reader(Record(), 0))
            if reader.rows is None or reader.rows.named != named:
                reader.rows = KnownRows(named)
            return reader.rows

    def whole(self) -> Record:
        """Return the record of everything, for calculations that are never shown unfiltered."""
        with self._lock:
            for entered in self.held[self._whole.taken :]:
                self._whole.record.take(entered)
            self._whole.taken = len(self.held)
            return self._whole.record


def read_entry(event: Event, post: CommandPostId, entry_id: EntryId) -> tuple[Entry, bytes] | None:
    """Return an entry and its opened body; None where it is not there, or was erased."""
    folder = folder_of(EventId(event.slug), post)
    if not (folder / JOURNAL).exists():
        return None
    file = PostFile(folder, readonly=True)
    try:
        entry = file.entry(entry_id)
        content = None if entry is None else content_of(file, EventId(event.slug), entry)
    finally:
        file.close()
    return None if entry is None or content is None else (entry, content)


_DAYS: OrderedDict[tuple[str, str, bool], Day] = OrderedDict()
_LOCK = Lock()


def day_of(event: Event, post: CommandPostId) -> Day:
    """Return the day of the event, with everything that is on the disk."""
    named = (event.slug, post, is_trial(event))
    with _LOCK:
        day = _DAYS.setdefault(named, Day(EventId(event.slug), post, is_trial=is_trial(event)))
        _DAYS.move_to_end(named)
        while len(_DAYS) > DAYS_MAX:
            _DAYS.popitem(last=False)
    day.bring_up()
    return day


def readable(day: Day, actor: Actor, *, at: datetime, sieve: Sieve = ALL) -> Iterator[Entered]:
    """Yield the entries that the actor may read, the newest first.

    The sieve spares reading what is not wanted; some of it may come all the same.
    """
    told: dict[tuple[Marking, tuple[str, ...]], bool] = {}

    def may(entry: Entry) -> bool:
        claim = (entry.marking, entry.scope)
        if claim not in told:
            told[claim] = is_readable(actor, thing_of(entry), at=at)
        return told[claim]

    return day.backwards(may, reaches=reaches_of(actor, at=at), sieve=sieve)


def cited(day: Day, actor: Actor, entry_ids: Iterable[str], *, at: datetime) -> dict[str, Entered]:
    """Return those of the entries that the actor may read, by id."""
    found = day.named(entry_ids)
    return {each.entry_id: each for each in found if is_readable(actor, thing_of(each), at=at)}


def forget_all() -> None:
    """Let go of every day that this process holds."""
    with _LOCK:
        _DAYS.clear()
