"""Merkle tree hashes and inclusion proofs, as in RFC 6962 section 2.1."""

from collections.abc import Sequence
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"
EMPTY = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of one leaf; the prefix keeps leaves and nodes apart."""
    return sha256(LEAF + content).digest()


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
