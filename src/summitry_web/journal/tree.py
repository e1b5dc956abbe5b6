"""The right edge of a Merkle tree: all that is needed to grow it and to know its root."""

from hashlib import sha256

from msgspec import Struct

from summitry.kit.merkle import EMPTY, NODE

HASH_BYTES = 32


class Frontier(Struct, frozen=True):
    """The roots of the full subtrees of a tree of ``size`` leaves, the largest first (RFC 6962).

    There is one for each bit of the size that is set, so a million leaves need twenty hashes, and
    no checkpoint reads the leaves again.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one leaf more."""
        peaks, merged, size = [*self.peaks], leaf, self.size
        while size % 2:
            merged = _joined(peaks.pop(), merged)
            size //= 2
        return Frontier(self.size + 1, (*peaks, merged))

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _joined(peak, root)
        return root

    def packed(self) -> bytes:
        """Return the hashes one after another, as they are stored."""
        return b"".join(self.peaks)


def unpacked(size: int, stored: bytes) -> Frontier:
    """Return the frontier of that size from its stored hashes."""
    assert len(stored) == HASH_BYTES * size.bit_count(), (size, len(stored))
    starts = range(0, len(stored), HASH_BYTES)
    return Frontier(size, tuple(stored[start : start + HASH_BYTES] for start in starts))


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
