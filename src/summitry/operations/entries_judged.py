"""The entries of one journal in a pack, each judged as it is read."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import UNSET, Raw, Struct, field

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId, EventId
from summitry.kit.merkle import leaf_hash
from summitry.operations.checkpoint import Signed, receipt_origin
from summitry.operations.clock import Stamp
from summitry.operations.entry import ERASED, SCHEMA, Entry, decoded, is_canonical
from summitry.operations.judge import Fault, Link, Reason
from summitry.operations.pack import Body, Hidden, Lines, Standing
from summitry.operations.receipt import Receipt, is_promised, receipt_of
from summitry.operations.sealing import opened

FAULTS_MAX = 1_000


class Seen(Struct, kw_only=True, dict=True):
    """What has been read of one journal. It grows; the verdict is made from it."""

    event: EventId
    post: CommandPostId
    public: bytes
    checkpoints: Sequence[Signed]
    leaves: dict[int, bytes] = field(default_factory=dict)
    ids: dict[EntryId, int] = field(default_factory=dict)
    bodies: dict[EntryId, tuple[int, Standing]] = field(default_factory=dict)
    erased: set[EntryId] = field(default_factory=set)
    attached: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    newest: Stamp | None = None
    hidden: int = 0
    later: int = 0
    last: int = 0

    def place(self, seq: int, leaf: bytes) -> None:
        """Keep the leaf of the entry with the number, the first where there are two."""
        self.leaves.setdefault(seq, leaf)
        self.last = seq

    def count(self, standing: Standing) -> int:
        """Return how many bodies stand so."""
        return sum(told is standing for _, told in self.bodies.values())

    def promises(self, held: Iterable[Receipt]) -> Iterator[Fault]:
        """Yield what receipts show: one that is forged, or a promise that was not kept."""
        origin = receipt_origin(self.event, self.post)
        own = (each for each in held if each.origin == origin)
        for each in (*self.receipts, *own):
            if each.origin != origin or not is_promised(each, self.public):
                yield Fault(Reason.PROMISE_FORGED, each.seq, each.seq)
            elif self.leaves.get(each.seq) != each.leaf:
                yield Fault(Reason.PROMISE_BROKEN, each.seq, each.seq)

    def attachment_faults(self, files: Mapping[str, str] | None) -> Iterator[Fault]:
        """Yield a fault for the first entry of each file that is not what the entry names."""
        for name, seq in self.attached.items():
            if files is not None and files.get(name, name) != name:
                yield Fault(Reason.ATTACHMENT_CHANGED, seq, seq)

    def judge(self, entry: Entry) -> None:
        """Add what is wrong with the entry in its place, though its leaf is right."""
        if (entry.event, entry.post) != (self.event, self.post):
            self.fault(Reason.FOREIGN, entry.seq)
        if entry.entry_id in self.ids:
            self.fault(Reason.TWICE, entry.seq)
        self._judge_time(entry)
        self.ids.setdefault(entry.entry_id, entry.seq)
        for name in entry.attachments:
            self.attached.setdefault(name, entry.seq)
        if entry.kind == ERASED:
            self.erased.update(entry.about)
        self.later += entry.schema > SCHEMA

    def judge_body(self, entry: Entry, body: Body | None) -> None:
        """Add what is wrong with the entry's body."""
        if body is None:
            if entry.body:
                self.fault(Reason.BODY_MISSING, entry.seq)
            return
        self.bodies[entry.entry_id] = (entry.seq, body.standing)
        try:
            is_named = body.entry_id == entry.entry_id and body.sealed.commitment() == entry.body
        except ValueError:
            is_named = False
        if not is_named:
            self.fault(Reason.BODY_CHANGED, entry.seq)
        elif (body.standing is Standing.OPEN) != bool(body.key) or not _opens(entry, body):
            self.fault(Reason.BODY_KEY, entry.seq)

    def fault(self, reason: Reason, seq: int, checkpoint: int = 0) -> None:
        """Add a fault of one entry; after so many it is clear enough."""
        if len(self.faults) < FAULTS_MAX:
            self.faults.append(Fault(reason, seq, seq, checkpoint))

    def _judge_time(self, entry: Entry) -> None:
        """Add a fault where the entry is not later than all before it, nor within its checkpoints.

        A checkpoint takes its time from the same clock as the entries, which never goes back.
        """
        stamp = entry.stamp
        if self.newest is not None and stamp <= self.newest:
            self.fault(Reason.BACKDATED, entry.seq)
        self.newest = stamp if self.newest is None else max(stamp, self.newest)
        sizes, moments = self._bounds
        place = bisect_left(sizes, entry.seq)
        if place and moments[place - 1] > stamp.wall_ms:
            self.fault(Reason.BACKDATED, entry.seq, sizes[place - 1])
        elif place < len(sizes) and moments[place] < stamp.wall_ms:
            self.fault(Reason.BACKDATED, entry.seq, sizes[place])

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """The sizes of the checkpoints, and their moments in milliseconds since 1970."""
        return [each.size for each in self.checkpoints], [_ms(each) for each in self.checkpoints]


class Entries:
    """Reads the entries of one journal from the pack."""

    def __init__(self, lines: Lines, seen: Seen) -> None:
        self.lines = lines
        self.seen = seen

    def links(self) -> Iterator[Link]:
        """Yield the entries as the tree sees them; what else they show goes into ``seen``."""
        while (line := self.lines.peek()) is not None:
            if line.entry is not UNSET and line.leaf is not UNSET:
                yield self._entry(line.entry, self._hash(line.leaf))
            elif line.hidden is not UNSET:
                yield self._hidden(line.hidden)
            else:
                return

    def drain(self) -> None:
        """Read what is left after a fault."""
        for _ in self.links():
            pass

    def _entry(self, raw: Raw, leaf: bytes) -> Link:
        content = bytes(raw)
        actual = leaf_hash(content)
        try:
            entry = decoded(content)
        except SummitryError:
            return self._unreadable(leaf, actual)
        self.lines.take()
        if is_canonical(content, entry):
            self.seen.judge(entry)
        else:
            self.seen.fault(Reason.MALFORMED, entry.seq)
        self.seen.place(entry.seq, actual)
        self._take_rest(entry)
        return Link(entry.seq, leaf, actual)

    def _unreadable(self, leaf: bytes, actual: bytes) -> Link:
        """Take an entry whose cells cannot be: it counts as the next, and is at fault."""
        seq = self.seen.last + 1
        self.lines.take()
        self.seen.place(seq, actual)
        self.seen.fault(Reason.MALFORMED, seq)
        self._take_rest(None)
        return Link(seq, leaf, actual)

    def _hidden(self, hidden: Hidden) -> Link:
        leaf = self._hash(hidden.leaf)
        self.lines.take()
        self.seen.hidden += 1
        self.seen.place(hidden.seq, leaf)
        return Link(hidden.seq, leaf, leaf)

    def _take_rest(self, entry: Entry | None) -> None:
        """Take the body and the receipts of the entry."""
        line, body = self.lines.peek(), None
        if line is not None and line.body is not UNSET:
            body = line.body
            self.lines.take()
        if entry is not None:
            self.seen.judge_body(entry, body)
        while (line := self.lines.peek()) is not None and line.receipt is not UNSET:
            try:
                self.seen.receipts.append(receipt_of(line.receipt))
            except SummitryError as refused:
                raise self.lines.problem() from refused
            self.lines.take()

    def _hash(self, text: str) -> bytes:
        try:
            return bytes.fromhex(text)
        except ValueError as refused:
            raise self.lines.problem() from refused


def _opens(entry: Entry, body: Body) -> bool:
    if not body.key:
        return True
    try:
        key = bytes.fromhex(body.key)
        opened(body.sealed, key=key, event=entry.event, entry_id=entry.entry_id)
    except (SummitryError, ValueError):
        return False
    return True


def _ms(checkpoint: Signed) -> int:
    return round(checkpoint.moment().timestamp() * 1_000)
