"""Merkle tree hashes, inclusion and consistency proofs, as in RFC 6962 section 2.1."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import Struct

HASH_BYTES = 32
LEAF = b"\x00"
NODE = b"\x01"
EMPTY = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of one leaf; the prefix keeps leaves and nodes apart."""
    return sha256(LEAF + content).digest()


class Frontier(Struct, frozen=True):
    """The roots of the full subtrees of a tree of ``size`` leaves, the largest first.

    There is one for each bit of the size that is set, so a million leaves need twenty hashes: all
    that is needed to grow the tree and to know its root without reading the leaves again.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one leaf more."""
        peaks, merged, size = [*self.peaks], leaf, self.size
        while size % 2:
            merged = _node_hash(peaks.pop(), merged)
            size //= 2
        return Frontier(self.size + 1, (*peaks, merged))

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _node_hash(peak, root)
        return root

    def packed(self) -> bytes:
        """Return the hashes one after another, as they are stored."""
        return b"".join(self.peaks)


def unpacked(size: int, stored: bytes) -> Frontier:
    """Return the frontier of that size from its stored hashes."""
    assert len(stored) == HASH_BYTES * size.bit_count(), (size, len(stored))
    starts = range(0, len(stored), HASH_BYTES)
    return Frontier(size, tuple(stored[start : start + HASH_BYTES] for start in starts))


class Tree:
    """A tree that grows at its right edge and keeps the root of every full subtree.

    Adding a leaf, a root of any earlier size and every proof take time by the logarithm of the
    size; it holds about two hashes a leaf.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.add(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def add(self, leaf: bytes) -> None:
        """Add the leaf's hash at the right edge."""
        height, value = 0, leaf
        self._levels[0].append(value)
        while len(self._levels[height]) % 2 == 0:
            value = _node_hash(*self._levels[height][-2:])
            height += 1
            if height == len(self._levels):
                self._levels.append([])
            self._levels[height].append(value)

    def root(self, size: int) -> bytes:
        """Return the root over the first ``size`` leaves."""
        assert 0 <= size <= len(self), size
        return self._root(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return the sibling hashes, bottom up, from the leaf to the root over ``size`` leaves."""
        assert 0 <= index < size <= len(self), (index, size)
        proof: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            split = start + _split(end - start)
            if index < split:
                proof.append(self._root(split, end))
                end = split
            else:
                proof.append(self._root(start, split))
                start = split
        return tuple(reversed(proof))

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the tree of ``new`` leaves begins with that of ``old``.

        It is empty where the sizes are equal, and for the empty tree, with which every tree begins.
        """
        nodes = self.divergence(old, new)
        return nodes[1:] if old.bit_count() == 1 else nodes

    def divergence(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return the same hashes with the first always told, so that both roots follow from them.

        Whoever holds a signed root that these do not lead to has proof of a fork.
        """
        assert 0 <= old <= new <= len(self), (old, new)
        if old in (0, new):
            return ()
        proof: list[bytes] = []
        start, end = 0, new
        while old != end:
            split = start + _split(end - start)
            if old <= split:
                proof.append(self._root(split, end))
                end = split
            else:
                proof.append(self._root(start, split))
                start = split
        return (self._root(start, end), *reversed(proof))

    def _root(self, start: int, end: int) -> bytes:
        width = end - start
        if width & (width - 1) == 0:
            return self._levels[width.bit_length() - 1][start // width]
        split = start + _split(width)
        return _node_hash(self._root(start, split), self._root(split, end))


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the new tree begins with the old one; each is size, root."""
    size, root = old
    if size > new[0]:
        return False
    if size == new[0]:
        return root == new[1] and not proof
    if size == 0:
        return root == EMPTY and not proof
    told = (root, *proof) if size.bit_count() == 1 else proof
    return roots_from_proof(size, new[0], told) == (root, new[1])


def roots_from_proof(old: int, new: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots of the old and the new size that these hashes lead to.

    The first hash is always told; None where there are too few or too many. It is RFC 9162's
    section 2.1.4.2.
    """
    if not 0 < old < new or not nodes:
        return None
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    old_root = new_root = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return None
        if place % 2 or place == last:
            old_root, new_root = _node_hash(node, old_root), _node_hash(node, new_root)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            new_root = _node_hash(new_root, node)
        place, last = place >> 1, last >> 1
    return None if last else (old_root, new_root)


def _split(width: int) -> int:
    """Return the largest power of two below the width."""
    return 1 << (width - 1).bit_length() - 1


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the tree's root over leaf hashes in order; the empty tree has the empty hash."""
    if not leaves:
        return EMPTY
    level = list(leaves)
    # Pairing upward and passing an odd last node through gives RFC 6962's tree.
    while len(level) > 1:
        paired = [_node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes, bottom up, that lead from the leaf to the root."""
    assert 0 <= index < len(leaves), index
    proof: list[bytes] = []
    level = list(leaves)
    place = index
    while len(level) > 1:
        sibling = place ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        paired = [_node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
        place //= 2
    return tuple(proof)


def root_from_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that leaf and proof lead to.

    None where the proof has the wrong length, or a tree of that size has no such leaf.
    """
    if not 0 <= index < size:
        return None
    value, place, width, rest = leaf, index, size, list(proof)
    while width > 1:
        sibling = place ^ 1
        if sibling < width:
            if not rest:
                return None
            other = rest.pop(0)
            value = _node_hash(other, value) if place % 2 else _node_hash(value, other)
        place //= 2
        width = (width + 1) // 2
    return None if rest else value
