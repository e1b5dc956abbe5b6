"""Judges an evidence pack away from the system: the first bad entry, and what shows it."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

from msgspec import UNSET, Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId, EventId
from summitry.operations.checkpoint import (
    Signed,
    is_genuine,
    journal_origin,
    pack_origin,
    signed_of,
)
from summitry.operations.entries_judged import Entries, Seen
from summitry.operations.judge import Claim, Fault, Reason, Verified, judged, with_signed_end
from summitry.operations.note import Algorithm, Verifier, is_signed, verifier_of
from summitry.operations.pack import FORMAT, Header, Lines, LogHeader, Standing
from summitry.operations.receipt import Receipt
from summitry.operations.witness import QUORUM, Sealing, sealed_to


class Trust(Struct, frozen=True, kw_only=True):
    """What the reader brings along, from elsewhere than the pack."""

    keys: tuple[Verifier, ...] = ()
    """Keys of journals and witnesses; where there are none, those that the pack tells."""
    checkpoints: tuple[Signed, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    attachments: Mapping[str, str] | None = None
    """Of each file named by a hash the hash that it has; None where no files are at hand."""
    quorum: int = QUORUM


class Found(Struct, frozen=True, kw_only=True):
    """A fault of one journal, with the id of its first bad entry where that can be read."""

    post: CommandPostId
    fault: Fault
    entry_id: EntryId = EntryId("")


class Judged(Struct, frozen=True, kw_only=True):
    """One journal: how far it goes and is signed and sealed, and what the reader cannot see."""

    post: CommandPostId
    size: int
    signed: int
    sealing: Sealing | None
    hidden: int
    withheld: int
    erased: int
    later: int
    """Entries of a later schema than this reader knows; their proofs hold all the same."""


class Verdict(Struct, frozen=True, kw_only=True):
    """What became of every journal in the pack; whole where there are no faults."""

    event: EventId
    logs: tuple[Judged, ...]
    faults: tuple[Found, ...]


def verify_pack(raw: Iterable[bytes], trust: Trust | None = None) -> Verdict:
    """Return the verdict on the pack; the first fault of each journal comes first of its own.

    Raises
    ------
    SummitryError
        ``pack.malformed`` with the line's number for what is no pack.
    """
    return _Reader(raw, trust or Trust()).verdict()


class _Reader:
    """Goes through the pack once."""

    def __init__(self, raw: Iterable[bytes], trust: Trust) -> None:
        self.lines = Lines(raw)
        self.trust = trust
        self.header = self._header()
        self.keys = {each.name: each for each in trust.keys}
        self.witnesses = tuple(self._witnesses())
        self.told: dict[CommandPostId, Verifier] = {}
        self.seen: dict[CommandPostId, Seen] = {}
        self.is_whole = True

    def verdict(self) -> Verdict:
        """Return what is to be said of the whole."""
        logs, faults = [], []
        while (line := self.lines.peek()) is not None and line.log is not UNSET:
            self.lines.take()
            log, found = self._log(line.log)
            logs.append(log)
            faults += found
        faults += self._bodies()
        if not self._is_sealed():
            faults.append(Found(post=self.header.post, fault=Fault(Reason.PACK_CHANGED, 0, 0)))
        order = [log.post for log in logs]
        ranked = sorted(faults, key=lambda each: _rank(each, order))
        return Verdict(event=self.header.event, logs=tuple(logs), faults=tuple(ranked))

    def _header(self) -> Header:
        line = self.lines.peek()
        if line is None or line.pack is UNSET or line.pack.format != FORMAT:
            raise self.lines.problem()
        self.lines.take()
        return line.pack

    def _witnesses(self) -> Iterator[Verifier]:
        """Yield the witnesses that count: those that the reader knows, else those told."""
        told = []
        while (line := self.lines.peek()) is not None and line.witness is not UNSET:
            told.append(self._key(line.witness))
            self.lines.take()
        for each in self.trust.keys or told:
            if each.algorithm is Algorithm.COSIGNATURE:
                yield each

    def _key(self, vkey: str) -> Verifier:
        try:
            return verifier_of(vkey)
        except SummitryError as refused:
            raise self.lines.problem() from refused

    def _log(self, header: LogHeader) -> tuple[Judged, list[Found]]:
        origin = journal_origin(self.header.event, header.post)
        told = self._key(header.key)
        key = self.keys.get(origin, told)
        is_vouched = origin in self.keys or not self.trust.keys
        self.told[header.post] = key
        checkpoints = self._checkpoints(origin)
        seen = Seen(
            event=self.header.event, post=header.post, public=key.public,
            checkpoints=sorted(checkpoints, key=lambda each: each.size),
        )  # fmt: skip
        self.seen[header.post] = seen
        coded = b64encode(key.public).decode() if is_vouched else ""
        claim = Claim(origin=origin, size=header.size, public_key=coded)
        entries = Entries(self.lines, seen)
        chain = with_signed_end(judged(claim, checkpoints, entries.links()))
        entries.drain()
        self.is_whole &= isinstance(chain, Verified)
        faults = list(self._faults(seen, chain))
        size, signed = (chain.size, chain.signed) if isinstance(chain, Verified) else (
            len(seen.leaves), max((each.size for each in checkpoints), default=0)
        )  # fmt: skip
        sealing = sealed_to(checkpoints, self._others(header.post), quorum=self.trust.quorum)
        counted = Judged(
            post=header.post, size=size, signed=signed, sealing=sealing, hidden=seen.hidden,
            withheld=seen.count(Standing.WITHHELD), erased=seen.count(Standing.ERASED),
            later=seen.later,
        )  # fmt: skip
        return counted, faults

    def _faults(self, seen: Seen, chain: Verified | Fault) -> Iterator[Found]:
        faults = [
            *([chain] if isinstance(chain, Fault) else []),
            *seen.faults,
            *seen.promises(self.trust.receipts),
            *self._cosignatures(seen),
            *seen.attachment_faults(self.trust.attachments),
        ]
        names = {seq: each for each, seq in seen.ids.items()} if faults else {}
        for fault in faults:
            name = names.get(fault.number, EntryId(""))
            yield Found(post=seen.post, fault=fault, entry_id=name)

    def _checkpoints(self, origin: str) -> list[Signed]:
        """Return the checkpoints of the journal: those told, and those that the reader kept."""
        found = [each for each in self.trust.checkpoints if each.origin == origin]
        while (line := self.lines.peek()) is not None and line.checkpoint is not UNSET:
            try:
                found.append(signed_of(line.checkpoint))
            except SummitryError as refused:
                raise self.lines.problem() from refused
            self.lines.take()
        return found

    def _others(self, post: CommandPostId) -> tuple[Verifier, ...]:
        """Return the witnesses of the post's journal: no post is its own."""
        own = self.told[post].public
        return tuple(each for each in self.witnesses if each.public != own)

    def _cosignatures(self, seen: Seen) -> Iterator[Fault]:
        """Yield a fault for each signature under a known witness's name that it did not make."""
        named = {each.name: each for each in self.witnesses}
        before = 0
        for checkpoint in seen.checkpoints:
            for each in checkpoint.others:
                witness = named.get(each.name)
                if witness and not is_signed(checkpoint.text(), each, witness):
                    first = min(before + 1, checkpoint.size)
                    yield Fault(Reason.COSIGNATURE_FORGED, first, checkpoint.size, checkpoint.size)
            before = checkpoint.size

    def _bodies(self) -> Iterator[Found]:
        """Yield what is wrong with erasures, which any post's journal in the pack may tell.

        The entry that tells one may be among those that are hidden or gone: then its absence shows
        nothing.
        """
        erased = {each for seen in self.seen.values() for each in seen.erased}
        is_all_there = self.is_whole and not any(seen.hidden for seen in self.seen.values())
        for post, seen in self.seen.items():
            for entry_id, (seq, standing) in seen.bodies.items():
                reason = None
                if standing is Standing.ERASED and entry_id not in erased and is_all_there:
                    reason = Reason.ERASED_UNSAID
                elif standing is Standing.OPEN and entry_id in erased:
                    reason = Reason.KEY_KEPT
                if reason:
                    yield Found(post=post, fault=Fault(reason, seq, seq), entry_id=entry_id)

    def _is_sealed(self) -> bool:
        """Say whether the last line vouches for all before it."""
        frontier = self.lines.frontier
        line = self.lines.peek()
        if line is None:
            return False
        if line.seal is UNSET:
            raise self.lines.problem()
        self.lines.take()
        if self.lines.peek() is not None:
            raise self.lines.problem()
        try:
            seal = signed_of(line.seal)
        except SummitryError:
            return False
        key = self._maker()
        return (
            key is not None
            and seal.origin == pack_origin(self.header.event, self.header.post)
            and (seal.size, seal.root) == (frontier.size, frontier.root())
            and is_genuine(seal, key.public)
        )

    def _maker(self) -> Verifier | None:
        """Return the key of the post that made the pack."""
        origin = journal_origin(self.header.event, self.header.post)
        return self.keys.get(origin, self.told.get(self.header.post))


def _rank(found: Found, order: list[CommandPostId]) -> tuple[bool, int, int]:
    """Return its place: by journal and entry; what the chain shows was found first and stays so."""
    whole = found.fault.reason is Reason.PACK_CHANGED
    place = order.index(found.post) if found.post in order else len(order)
    return whole, place, found.fault.number
