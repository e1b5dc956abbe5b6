"""Witnesses: other posts cosign a journal only while it grows, and keep proof where it does not.

A hash chain alone does not stop whoever holds the journal's key: the whole could be written anew.
Then, though, two checkpoints bear the same key's signature that cannot both be, and one of them is
in a witness's hands.
"""

from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import roots_from_proof
from summitry.operations.checkpoint import Signed, is_genuine
from summitry.operations.note import Verifier, cosignature, cosigned_s, is_signed

QUORUM = 2
"""So many witnesses seal a journal: one alone could be in league with the post."""


class Fork(Struct, frozen=True, kw_only=True):
    """Two checkpoints under one key that cannot both be; evidence, kept and never resolved."""

    first: Signed
    second: Signed
    hashes: tuple[bytes, ...] = ()
    """From the smaller to the root of the larger, the first told (``Tree.divergence``)."""


class Cosigned(Struct, frozen=True, kw_only=True):
    """The checkpoint with the witness's signature; the next must be shown to grow from it."""

    checkpoint: Signed


class Sealing(Struct, frozen=True, kw_only=True):
    """The first ``size`` entries were there, as they are, at that second since 1970."""

    size: int
    at_s: int


class Witness(Struct, frozen=True, kw_only=True):
    """Who cosigns: its name, its key, and the moment at which it looks."""

    name: str
    key: Ed25519PrivateKey
    at_s: int


def cosigned(
    seen: Signed | None, fresh: Signed, hashes: Sequence[bytes], *, public: bytes, by: Witness
) -> Cosigned | Fork:
    """Return the checkpoint cosigned, or the proof that the journal was written twice.

    ``seen`` is what the witness cosigned last, ``hashes`` lead from it to the fresh one.

    Raises
    ------
    SummitryError
        ``witness.forged``, ``witness.older`` for one that it has passed, ``witness.unproved``
        where the hashes do not lead to the fresh root: ask again.
    """
    if not is_genuine(fresh, public):
        raise SummitryError("witness.forged", journal=fresh.origin, size=fresh.size)
    if seen is not None:
        fork = Fork(first=seen, second=fresh, hashes=tuple(hashes))
        if is_fork(fork, public):
            return fork
        if fresh.size < seen.size:
            raise SummitryError("witness.older", journal=fresh.origin, size=fresh.size)
        if not _grows(seen, fresh, hashes):
            raise SummitryError("witness.unproved", journal=fresh.origin, size=fresh.size)
    made = cosignature(by.key, by.name, fresh.text(), at_s=by.at_s)
    return Cosigned(checkpoint=fresh.with_others((made,)))


def is_fork(fork: Fork, public: bytes) -> bool:
    """Say whether the key of those bytes signed both, and they cannot both be.

    They have the same size and different roots; or the hashes lead to the larger root and to
    another than the smaller; or the later signed has fewer entries.
    """
    small, large = sorted((fork.first, fork.second), key=lambda each: each.size)
    if small.origin != large.origin:
        return False
    if not (is_genuine(small, public) and is_genuine(large, public)):
        return False
    if small.size == large.size:
        return small.root != large.root
    roots = roots_from_proof(small.size, large.size, fork.hashes)
    told_apart = roots is not None and roots[1] == large.root and roots[0] != small.root
    return told_apart or small.moment() > large.moment()


def sealed_to(
    checkpoints: Iterable[Signed], witnesses: Iterable[Verifier], *, quorum: int = QUORUM
) -> Sealing | None:
    """Return the most entries that enough witnesses saw, and when they had; None for none yet."""
    known = tuple({each.public: each for each in witnesses}.values())
    found: Sealing | None = None
    for each in sorted(checkpoints, key=lambda one: one.size):
        seconds = sorted(_seconds(each, known))
        if len(seconds) >= quorum:
            found = Sealing(size=each.size, at_s=seconds[quorum - 1])
    return found


def _grows(seen: Signed, fresh: Signed, hashes: Sequence[bytes]) -> bool:
    if seen.size in (0, fresh.size):
        return True
    return roots_from_proof(seen.size, fresh.size, hashes) == (seen.root, fresh.root)


def _seconds(checkpoint: Signed, witnesses: tuple[Verifier, ...]) -> Iterable[int]:
    """Yield for each witness the first second at which it signed the checkpoint."""
    for witness in witnesses:
        own = [
            cosigned_s(each)
            for each in checkpoint.others
            if is_signed(checkpoint.text(), each, witness)
        ]
        if own:
            yield min(own)
