"""What a reader may know of the day: entries filtered by marking and scope before anything else."""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from threading import Lock
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import CommandPostId, EntryId, EventId
from summitry.operations.day import plan_of_the_day
from summitry.operations.entry import ERASED, Entry
from summitry.operations.event import Event as Entered
from summitry.operations.record import Record
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor, Granted, Thing, is_readable
from summitry_web.events.clock import is_trial
from summitry_web.events.models import Event
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.models import CommandPostHere, Peer
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.opening import content_of, entered_of
from summitry_web.operations.store.service import folder_of
from summitry_web.plans.access import held_snapshot
from summitry_web.plans.told import published

AT_ONCE = 1_000
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
    file = PostFile(folder_of(EventId(event.slug), post), readonly=True)
    try:
        return list(dict.fromkeys(each for each, _ in file.forks()))
    finally:
        file.close()


def thing_of(entered: Entered) -> Thing:
    """Return the entry as the thing that rights are asked of."""
    return Thing(owners=entered.scope, marking=entered.marking)


class _Reader(Struct):
    """The record as one kind of reader may know it, and how many entries it was made from."""

    record: Record
    taken: int


class Day:
    """The day of one event as this process holds it: every entry, and the record by reader."""

    def __init__(self, event: EventId, post: CommandPostId, *, is_trial: bool) -> None:
        self.event = event
        self.post = post
        self.is_trial = is_trial
        self.entered: list[Entered] = []
        self._by_post: dict[CommandPostId, list[Entered]] = {}
        self._sizes: dict[CommandPostId, int] = {}
        self._erased: set[EntryId] = set()
        self._readers: OrderedDict[tuple[Granted, ...], _Reader] = OrderedDict()
        # Apart from the readers' records: somebody without any right to read has a key there, too.
        self._whole = _Reader(Record(), 0)
        self._lock = Lock()

    def bring_up(self) -> None:
        """Take in what was written since, and let go of every entry whose body was erased."""
        folder = folder_of(self.event, self.post)
        if not (folder / JOURNAL).exists():
            return
        with self._lock:
            file = PostFile(folder, readonly=True)
            erased = len(self._erased)
            try:
                for post in file.sizes():
                    self._take(file, post)
            finally:
                file.close()
            if len(self._erased) > erased:
                self._let_go()

    def _take(self, file: PostFile, post: CommandPostId) -> None:
        held = self._by_post.setdefault(post, [])
        while entries := [*file.entries(post, self._sizes.get(post, 0), AT_ONCE)]:
            self._sizes[post] = entries[-1].seq
            self._erased.update(i for each in entries if each.kind == ERASED for i in each.about)
            wanted = [each for each in entries if each.entry_id not in self._erased]
            for entered in entered_of(file, self.event, wanted):
                if entered is None:
                    continue
                entered = replace(entered, is_trial=self.is_trial)
                self.entered.append(entered)
                held.append(entered)

    def _let_go(self) -> None:
        """Drop what was erased, and every record that was made of it."""
        self.entered = [each for each in self.entered if each.entry_id not in self._erased]
        for post, held in self._by_post.items():
            self._by_post[post] = [each for each in held if each.entry_id not in self._erased]
        self._readers.clear()
        self._whole = _Reader(Record(), 0)

    def backwards(self) -> Iterator[Entered]:
        """Yield the entries of all posts, the newest first; those of one post come in order."""
        latest = [reversed(each) for each in list(self._by_post.values())]
        yield from merge(*latest, key=lambda each: each.order, reverse=True)

    def record_for(self, actor: Actor, *, at: datetime) -> Record:
        """Return the record of what the actor may read; readers with the same rights share it."""
        rights = actor.reading(at)
        with self._lock:
            reader = self._readers.setdefault(rights, _Reader(Record(), 0))
            for entered in self.entered[reader.taken :]:
                if is_readable(actor, thing_of(entered), at=at):
                    reader.record.take(entered)
            reader.taken = len(self.entered)
            self._readers.move_to_end(rights)
            while len(self._readers) > READERS_MAX:
                self._readers.popitem(last=False)
            return reader.record

    def whole(self) -> Record:
        """Return the record of everything, for calculations that are never shown unfiltered."""
        with self._lock:
            for entered in self.entered[self._whole.taken :]:
                self._whole.record.take(entered)
            self._whole.taken = len(self.entered)
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


def readable(day: Day, actor: Actor, *, at: datetime) -> Iterator[Entered]:
    """Yield the entries that the actor may read, the newest first."""
    return (each for each in day.backwards() if is_readable(actor, thing_of(each), at=at))


def forget_all() -> None:
    """Let go of every day that this process holds."""
    with _LOCK:
        _DAYS.clear()
