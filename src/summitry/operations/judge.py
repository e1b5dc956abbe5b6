"""Whether a journal is whole: entry by entry against its tree and its signed checkpoints.

Every journal is judged here: the command posts' and the site's own.
"""

from base64 import b64decode
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from summitry.kit.merkle import Frontier
from summitry.operations.checkpoint import Signed, is_genuine
from summitry.operations.note import PUBLIC_BYTES, key_id_of


class Reason(StrEnum):
    """What is wrong with a journal."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong-key"
    FORGED = "forged-checkpoint"
    FORKED = "forked"
    # what only a command post's journal can show
    FOREIGN = "of-another-journal"
    MALFORMED = "malformed"
    TWICE = "twice"
    BACKDATED = "backdated"
    BODY_CHANGED = "body-changed"
    BODY_MISSING = "body-missing"
    BODY_KEY = "body-key"
    ERASED_UNSAID = "erased-unsaid"
    KEY_KEPT = "key-kept"
    PROMISE_FORGED = "forged-receipt"
    PROMISE_BROKEN = "broken-receipt"
    COSIGNATURE_FORGED = "forged-cosignature"
    ATTACHMENT_CHANGED = "attachment-changed"
    PACK_CHANGED = "pack-changed"
    PAGE_CHANGED = "page-changed"


class Fault(Struct, frozen=True):
    """The first bad entry; where only a checkpoint shows it, the last that it may be as well."""

    reason: Reason
    number: int
    last: int
    checkpoint: int = 0
    """The size of the checkpoint that shows it; 0 where the entry itself does."""


class Verified(Struct, frozen=True):
    """Nothing is wrong: how many entries there are, and up to which the last signature goes."""

    size: int
    signed: int


class Claim(Struct, frozen=True, kw_only=True):
    """What a journal says of itself: its name, its key in base64, how many entries it has."""

    origin: str
    size: int
    public_key: str


class Link(Struct, frozen=True):
    """An entry as the tree sees it: its number, the leaf told beside it, and its content's leaf."""

    number: int
    leaf: bytes
    actual: bytes


def judged(claim: Claim, checkpoints: Iterable[Signed], links: Iterable[Link]) -> Verified | Fault:
    """Return that all is well, or the first bad entry with the reason."""
    signed = sorted(checkpoints, key=lambda each: each.size)
    bad = _bad_checkpoint(claim, signed)
    walk = _Walk({each.size for each in signed})
    fault = walk.through(links)
    sizes = [0, *(each.size for each in signed)]
    for before, each in zip(sizes, signed, strict=False):
        if each.size <= walk.frontier.size and walk.roots[each.size] != each.root:
            bad = bad or Fault(Reason.CHANGED, before + 1, each.size, each.size)
            break
    found = [each for each in (bad, fault) if each is not None]
    if found:
        return min(found, key=lambda each: (each.number, each.last))
    return _end(claim, walk.frontier.size, sizes[-1])


def with_signed_end(found: Verified | Fault) -> Verified | Fault:
    """Return a fault also for a tail without signature.

    A checkpoint is made before each export, so that in what was handed out such a tail was added
    later, or the last checkpoint was taken away; in a living journal it is of the last second.
    """
    if isinstance(found, Verified) and found.signed < found.size:
        return Fault(Reason.UNSIGNED, found.signed + 1, found.size, found.signed)
    return found


def _end(claim: Claim, size: int, signed: int) -> Verified | Fault:
    """Return what the journal's end shows, where every entry that is there is right."""
    if signed > size:
        return Fault(Reason.MISSING, size + 1, signed, signed)
    if claim.size > size:
        return Fault(Reason.TRUNCATED, size + 1, claim.size)
    return Verified(size, signed)


def _bad_checkpoint(claim: Claim, signed: list[Signed]) -> Fault | None:
    """Return the first checkpoint that the key did not sign, or that contradicts another."""
    public = _public(claim)
    key_id = key_id_of(claim.origin, public) if public else ""
    before, size = 0, 0
    root: tuple[int, bytes] | None = None
    for each in signed:
        before, size = (size, each.size) if each.size != size else (before, size)
        reason = None
        if each.key_id != key_id:
            reason = Reason.WRONG_KEY
        elif each.origin != claim.origin or not is_genuine(each, public):
            reason = Reason.FORGED
        elif root and root[0] == each.size and root[1] != each.root:
            reason = Reason.FORKED
        if reason:
            return Fault(reason, min(before + 1, each.size), each.size, each.size)
        root = (each.size, each.root)
    return None


def _public(claim: Claim) -> bytes:
    """Return the key's bytes, none for what is no key: then nothing counts as signed."""
    try:
        found = b64decode(claim.public_key, validate=True)
    except ValueError:
        return b""
    return found if len(found) == PUBLIC_BYTES else b""


class _Walk:
    """Goes through the entries once, and keeps the roots that checkpoints have signed."""

    def __init__(self, sizes: set[int]) -> None:
        self.sizes = sizes
        self.frontier = Frontier()
        self.roots = {0: self.frontier.root()}

    def through(self, links: Iterable[Link]) -> Fault | None:
        """Return the first entry that is wrong by itself or stands in the wrong place."""
        rest = iter(links)
        for link in rest:
            expected = self.frontier.size + 1
            if link.number != expected:
                return _misplaced(link.number, expected, rest)
            if link.actual != link.leaf:
                return Fault(Reason.CHANGED, expected, expected)
            self.frontier = self.frontier.grown(link.leaf)
            if expected in self.sizes:
                self.roots[expected] = self.frontier.root()
        return None


def _misplaced(number: int, expected: int, rest: Iterator[Link]) -> Fault:
    """Tell an entry that comes too early or twice from one that is gone."""
    if number < expected:
        return Fault(Reason.REORDERED, number, number)
    if any(link.number == expected for link in rest):
        return Fault(Reason.REORDERED, expected, expected)
    return Fault(Reason.MISSING, expected, number - 1)
