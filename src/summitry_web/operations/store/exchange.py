"""Exchange with other posts: what they lack goes out, what they bring is proved and taken in.

The same parcel goes over a network or on a stick, and taking it in twice changes nothing. Two
histories under one key are kept as evidence, side by side, and nothing is merged away.
"""

import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock

import msgspec
from msgspec import Struct, structs

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.merkle import Tree
from summitry.operations.checkpoint import signed_of, witness_name
from summitry.operations.entry import decoded
from summitry.operations.note import Algorithm, Verifier, cosignature, is_signed
from summitry.operations.sealing import Sealed, key_hash
from summitry.operations.sync import Batch, Clash, Copy, taken
from summitry.operations.witness import Fork
from summitry_web.operations.store.file import Grown, Handed, PostFile
from summitry_web.operations.store.writer import Identity

ENTRIES_MAX = 5_000
BYTES_MAX = 8_000_000
"""How many entries one parcel brings, and how long they and their bodies are together.

The next brings the rest. Up to the first checkpoint a parcel may be longer: entries without one
cannot be proved.
"""


class Sent(Struct, frozen=True, kw_only=True):
    """A batch as it travels: its checkpoint as a note."""

    post: CommandPostId
    start: int
    contents: tuple[bytes, ...]
    checkpoint: str
    hashes: tuple[bytes, ...] = ()


class Parcel(Struct, frozen=True, kw_only=True):
    """What one post gives another: entries it lacks, their bodies, cosignatures, what it has.

    Keys of bodies go along: posts of one host know what is entered. Those whose key was destroyed
    have none, and the receiver never gets one.
    """

    event: EventId
    sender: CommandPostId
    has: dict[str, int]
    batches: tuple[Sent, ...] = ()
    bodies: dict[str, Sealed] = {}
    keys: dict[str, bytes] = {}
    cosignatures: tuple[str, ...] = ()


class Came(Struct, frozen=True, kw_only=True):
    """What a parcel brought: so many entries, and the posts of which there are two histories."""

    entries: int = 0
    forked: tuple[CommandPostId, ...] = ()
    cosigned: int = 0
    refused: tuple[str, ...] = ()
    """The codes of what was not taken in; the rest was."""


def together(parts: Sequence[Came]) -> Came:
    """Return what several parcels brought."""
    return Came(
        entries=sum(each.entries for each in parts),
        forked=tuple(dict.fromkeys(post for each in parts for post in each.forked)),
        cosigned=sum(each.cosigned for each in parts),
        refused=tuple(dict.fromkeys(code for each in parts for code in each.refused)),
    )


_LENGTH = struct.Struct("!I")
_PARCEL = msgspec.msgpack.Decoder(Parcel)


def packed(parcel: Parcel) -> bytes:
    """Return the parcel's bytes."""
    return msgspec.msgpack.encode(parcel)


def unpacked(content: bytes) -> Parcel:
    """Return the parcel.

    Raises
    ------
    SummitryError
        ``exchange.malformed`` for bytes that are none.
    """
    try:
        return _PARCEL.decode(content)
    except (msgspec.DecodeError, SummitryError) as problem:
        raise SummitryError("exchange.malformed", problem=str(problem)) from problem


def bundled(parcel: Parcel) -> bytes:
    """Return the parcel's bytes after their length: as several lie in one file."""
    content = packed(parcel)
    return _LENGTH.pack(len(content)) + content


def unbundled(content: bytes) -> tuple[Parcel, ...]:
    """Return the parcels of a file, one at least.

    Raises
    ------
    SummitryError
        ``exchange.malformed`` for bytes that are none.
    """
    found: list[Parcel] = []
    rest = memoryview(content)
    while rest or not found:
        head, rest = rest[: _LENGTH.size], rest[_LENGTH.size :]
        length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
        found.append(unpacked(bytes(rest[:length])))
        rest = rest[length:]
    return tuple(found)


class Exchange:
    """Makes parcels from a journal; it keeps the trees, so that each proof takes moments."""

    def __init__(self) -> None:
        self._trees: dict[CommandPostId, Tree] = {}
        self._lock = Lock()

    def parcel_for(
        self,
        file: PostFile,
        identity: Identity,
        theirs: Mapping[str, int],
        *,
        receiver: CommandPostId | None = None,
        entries_max: int = ENTRIES_MAX,
        bytes_max: int = BYTES_MAX,
    ) -> Parcel:
        """Return what somebody lacks who has so many entries of each post.

        Parameters
        ----------
        receiver
            The post that gets it: of its own journal it needs nothing but our cosignatures.
        """
        sizes = file.sizes()
        batches = []
        left, room = entries_max, bytes_max
        for post, size in sorted(sizes.items()):
            if post == receiver or size <= theirs.get(post, 0) or left <= 0 or room <= 0:
                continue
            had = theirs.get(post, 0)
            count, used = _fitting(file, post, had, most=left, room=room)
            batch = self._batch(file, post, had, count)
            if batch is not None:
                batches.append(batch)
                left, room = left - len(batch.contents), room - used
        entries = [decoded(content) for batch in batches for content in batch.contents]
        commitments = [entry.body for entry in entries if entry.body]
        bodies = {each: file.sealed(each) for each in commitments}
        keys = {each: file.key(each) for each in commitments}
        return Parcel(
            event=identity.event,
            sender=identity.post,
            has={str(post): size for post, size in sizes.items()},
            batches=tuple(batches),
            bodies={each: body for each, body in bodies.items() if body is not None},
            keys={each: key for each, key in keys.items() if key is not None},
            cosignatures=tuple(
                each.note() for each in (() if receiver is None else file.cosignatures(receiver))
            ),
        )

    def _batch(self, file: PostFile, post: CommandPostId, had: int, most: int) -> Sent | None:
        """Return the entries after those that are had, up to a checkpoint; None before the first.

        A checkpoint proves exactly what it covers, so entries since the newest wait for the next.
        """
        signed = file.checkpoint_within(post, after=had, up_to=had + most)
        if signed is None:
            return None
        with self._lock:
            tree = self._trees.setdefault(post, Tree())
            for leaf, _ in file.contents(post, len(tree), signed.size - len(tree)):
                tree.add(leaf)
            hashes = tree.divergence(had, signed.size) if had else ()
        return Sent(
            post=post,
            start=had + 1,
            contents=tuple(content for _, content in file.contents(post, had, signed.size - had)),
            checkpoint=signed.note(),
            hashes=hashes,
        )


def _fitting(
    file: PostFile, post: CommandPostId, had: int, *, most: int, room: int
) -> tuple[int, int]:
    """Return how many of the post's next entries have room, one at least, and their bytes."""
    count = used = 0
    for _, content in file.contents(post, had, most):
        body = file.sealed(decoded(content).body)
        length = len(content) + (0 if body is None else len(body.ciphertext))
        if count and used + length > room:
            break
        count, used = count + 1, used + length
    return count, used


def taken_in(
    file: PostFile, identity: Identity, parcel: Parcel, known: Mapping[str, bytes], at: datetime
) -> Came:
    """Take in what the parcel proves; what does not hold is left out, and said.

    Parameters
    ----------
    known
        The public key of each post that is trusted: nothing of another is taken in.

    Raises
    ------
    SummitryError
        ``exchange.other_event`` for a parcel of another event.
    """
    if parcel.event != identity.event:
        raise SummitryError("exchange.other_event", got=parcel.event, expected=identity.event)
    sound = _sound(parcel)
    entries, forked = 0, []
    refused = ["exchange.body"] if sound != parcel else []
    for sent in parcel.batches:
        if sent.post == identity.post:
            continue
        try:
            came = _batch_in(file, identity, sent, sound, known, at)
        except SummitryError as refusal:
            refused.append(refusal.code)
            continue
        if came is None:
            forked.append(sent.post)
        else:
            entries += came
    return Came(
        entries=entries,
        forked=tuple(forked),
        cosigned=_cosigned_in(file, identity, parcel, known),
        refused=tuple(dict.fromkeys(refused)),
    )


def _sound(parcel: Parcel) -> Parcel:
    """Return the parcel with those bodies and keys alone that are what they are called.

    Another under that name would stand in the place of the right one for ever.
    """
    bodies = {each: body for each, body in parcel.bodies.items() if _is_called(body, each)}
    keys = {
        each: key
        for each, key in parcel.keys.items()
        if each in bodies and bodies[each].key_hash == key_hash(key)
    }
    return structs.replace(parcel, bodies=bodies, keys=keys)


def _is_called(body: Sealed, commitment: str) -> bool:
    try:
        return body.commitment() == commitment
    except ValueError:
        return False


def _batch_in(  # each is a source of its own
    file: PostFile, identity: Identity, sent: Sent, parcel: Parcel, known: Mapping[str, bytes],
    at: datetime,
) -> int | None:  # fmt: skip
    """Return how many entries came; None where it showed a second history."""
    public = known.get(sent.post)
    if public is None:
        raise SummitryError("exchange.unknown_post", post=sent.post)
    newest = file.newest_checkpoint(sent.post)
    copy = Copy(post=sent.post)
    if newest is not None:
        copy = Copy(post=sent.post, frontier=newest[1], checkpoint=newest[0])
    batch = Batch(
        post=sent.post, start=sent.start, contents=sent.contents,
        checkpoint=signed_of(sent.checkpoint), hashes=sent.hashes,
    )  # fmt: skip
    result = taken(copy, batch, public=public, leaf_at=lambda seq: file.leaf(sent.post, seq))
    if isinstance(result, Clash):
        _keep_fork(file, sent.post, result.fork)
        return None
    if not result.entries:
        return 0
    handed = [
        Handed(
            entry=entry, sealed=parcel.bodies.get(entry.body), key=parcel.keys.get(entry.body, b"")
        )
        for entry in result.entries
    ]
    # All at once: a copy with entries beyond its checkpoint could never go on after a power cut.
    file.write(handed, _grown(identity, result.copy, at))
    return len(result.entries)


def _keep_fork(file: PostFile, post: CommandPostId, fork: Fork) -> None:
    evidence = evidence_of(fork)
    if (post, evidence) not in file.forks():
        file.write_fork(post, evidence)


def evidence_of(fork: Fork) -> bytes:
    """Return the fork as it is kept."""
    return msgspec.json.encode(
        {
            "first": fork.first.note(),
            "second": fork.second.note(),
            "hashes": [each.hex() for each in fork.hashes],
        }
    )


def _grown(identity: Identity, copy: Copy, at: datetime) -> Grown:
    """Return the checkpoint that the copy has reached, signed by this post as its witness.

    That it grew from the one signed before is proved by the entries themselves: those that were
    here and those that came lead to it.
    """
    assert copy.checkpoint is not None
    name = witness_name(identity.event, identity.post)
    made = cosignature(identity.key, name, copy.checkpoint.text(), at_s=round(at.timestamp()))
    return Grown(
        post=copy.post, signed=copy.checkpoint, frontier=copy.frontier, witness=name,
        cosigned=copy.checkpoint.with_others((made,)).note(),
    )  # fmt: skip


def _cosigned_in(
    file: PostFile, identity: Identity, parcel: Parcel, known: Mapping[str, bytes]
) -> int:
    """Keep what others signed under this post's checkpoints; return how many."""
    kept = 0
    own = identity.key.public_key().public_bytes_raw()
    for note in parcel.cosignatures:
        signed = signed_of(note)
        if not is_signed(signed.text(), signed.own(), Verifier(name=signed.origin, public=own)):
            continue
        for post, public in known.items():
            verifier = witness_of(identity.event, CommandPostId(post), public)
            if any(is_signed(signed.text(), each, verifier) for each in signed.others):
                file.write_cosignature(identity.post, signed.size, verifier.name, note)
                kept += 1
    return kept


def witness_of(event: EventId, post: CommandPostId, public: bytes) -> Verifier:
    """Return the key under which the post cosigns."""
    return Verifier(name=witness_name(event, post), public=public, algorithm=Algorithm.COSIGNATURE)
