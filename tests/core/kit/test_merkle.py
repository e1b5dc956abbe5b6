"""The tree against RFC 6962 as it is written, and against its published vectors."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.merkle import (
    EMPTY,
    Frontier,
    Tree,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_from_proof,
    root_hash,
    roots_from_proof,
    unpacked,
)

# The eight leaves and the roots over the first of them that certificate-transparency-go and
# Trillian publish as their test vectors.
VECTOR_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def naive_root(contents: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word by word."""
    if not contents:
        return sha256().digest()
    if len(contents) == 1:
        return sha256(b"\x00" + contents[0]).digest()
    split = 1
    while split * 2 < len(contents):
        split *= 2
    left, right = naive_root(contents[:split]), naive_root(contents[split:])
    return sha256(b"\x01" + left + right).digest()


def naive_path(place: int, contents: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 section 2.1.1, word by word."""
    if len(contents) == 1:
        return []
    split = 1
    while split * 2 < len(contents):
        split *= 2
    if place < split:
        return [*naive_path(place, contents[:split]), naive_root(contents[split:])]
    return [*naive_path(place - split, contents[split:]), naive_root(contents[:split])]


def hashed(contents: list[bytes]) -> list[bytes]:
    return [leaf_hash(content) for content in contents]


@pytest.mark.parametrize(("size", "expected"), list(enumerate(VECTOR_ROOTS)))
def test_published_vectors(size: int, expected: str) -> None:
    assert root_hash(hashed(VECTOR_LEAVES[:size])).hex() == expected


def test_empty_tree_has_the_empty_hash() -> None:
    assert root_hash([]) == EMPTY == sha256().digest()


@given(LEAVES)
def test_root_is_the_rfc_s(contents: list[bytes]) -> None:
    assert root_hash(hashed(contents)) == naive_root(contents)


@given(LEAVES)
def test_proof_is_the_rfc_s_and_every_leaf_verifies(contents: list[bytes]) -> None:
    leaves = hashed(contents)

    proofs = [inclusion_proof(leaves, place) for place in range(len(leaves))]

    assert proofs == [tuple(naive_path(place, contents)) for place in range(len(leaves))]
    assert {
        root_from_proof(leaf, place, len(leaves), proofs[place])
        for place, leaf in enumerate(leaves)
    } == {root_hash(leaves)}


@given(LEAVES, st.data())
def test_any_flipped_bit_fails(contents: list[bytes], data: st.DataObject) -> None:
    leaves = hashed(contents)
    place = data.draw(st.integers(0, len(leaves) - 1))
    parts = [leaves[place], *inclusion_proof(leaves, place)]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))

    flipped = bytearray(parts[part])
    flipped[bit // 8] ^= 1 << bit % 8
    parts[part] = bytes(flipped)

    assert root_from_proof(parts[0], place, len(leaves), parts[1:]) != root_hash(leaves)


def test_proof_of_the_wrong_length_leads_nowhere() -> None:
    leaves = hashed(VECTOR_LEAVES)
    proof = inclusion_proof(leaves, 3)

    assert root_from_proof(leaves[3], 3, 8, proof[:-1]) is None
    assert root_from_proof(leaves[3], 3, 8, (*proof, EMPTY)) is None


@pytest.mark.parametrize(("place", "size"), [(1, 1), (-1, 1), (0, 0), (8, 8)])
def test_leaf_outside_the_tree_leads_nowhere(place: int, size: int) -> None:
    assert root_from_proof(EMPTY, place, size, ()) is None


@pytest.mark.parametrize("place", [-1, 2])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(place: int) -> None:
    with pytest.raises(AssertionError):
        inclusion_proof(hashed([b"a", b"b"]), place)


# The consistency proofs that certificate-transparency-go publishes over the same eight leaves.
VECTOR_CONSISTENCY = [
    ((1, 1), []),
    (
        (1, 8),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        (6, 8),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        (2, 5),
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def naive_subproof(old: int, contents: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 section 2.1.2, word by word."""
    if old == len(contents):
        return [] if whole else [naive_root(contents)]
    split = 1
    while split * 2 < len(contents):
        split *= 2
    left, right = contents[:split], contents[split:]
    if old <= split:
        return [*naive_subproof(old, left, whole=whole), naive_root(right)]
    return [*naive_subproof(old - split, right, whole=False), naive_root(left)]


@pytest.mark.parametrize(("sizes", "expected"), VECTOR_CONSISTENCY)
def test_published_consistency_proofs(sizes: tuple[int, int], expected: list[str]) -> None:
    tree = Tree(hashed(VECTOR_LEAVES))

    assert [each.hex() for each in tree.consistency(*sizes)] == expected


@given(LEAVES)
def test_a_growing_tree_has_the_rfc_s_roots_and_proofs(contents: list[bytes]) -> None:
    leaves = hashed(contents)

    tree = Tree(leaves)
    sizes = range(1, len(leaves) + 1)

    assert len(tree) == len(leaves)
    assert [tree.root(size) for size in (0, *sizes)] == [
        naive_root(contents[:size]) for size in (0, *sizes)
    ]
    assert [tree.inclusion(place, len(leaves)) for place in range(len(leaves))] == [
        inclusion_proof(leaves, place) for place in range(len(leaves))
    ]
    assert [tree.consistency(old, len(leaves)) for old in sizes] == [
        tuple(naive_subproof(old, contents, whole=True)) for old in sizes
    ]


@given(LEAVES, st.data())
def test_consistent_growth_is_shown_and_nothing_else(
    contents: list[bytes], data: st.DataObject
) -> None:
    tree = Tree(hashed(contents))
    new = data.draw(st.integers(0, len(tree)))
    old = data.draw(st.integers(0, new))
    earlier, later = (old, tree.root(old)), (new, tree.root(new))
    other = data.draw(st.binary(min_size=32, max_size=32))
    proof = tree.consistency(old, new)

    assert is_consistent(earlier, later, proof)
    assert not is_consistent((old, other), later, proof)
    assert not is_consistent(earlier, (new, other), proof) or old == 0
    assert not is_consistent(earlier, later, (*proof, other))
    assert not proof or not is_consistent(earlier, later, proof[:-1])
    assert old == new or not is_consistent(later, earlier, proof)


@given(LEAVES, LEAVES, st.data())
def test_a_divergence_tells_the_old_root_that_was_not_signed(
    contents: list[bytes], others: list[bytes], data: st.DataObject
) -> None:
    tree, other = Tree(hashed(contents)), Tree(hashed([*others, *contents]))
    old = data.draw(st.integers(1, len(other) - 1)) if len(other) > 1 else 1

    nodes = other.divergence(old, len(other))

    expected = (other.root(old), other.root(len(other))) if old < len(other) else None
    assert roots_from_proof(old, len(other), nodes) == expected
    assert len(tree) == len(contents)


CONTENTS = st.lists(st.binary(max_size=8), max_size=140)


@given(CONTENTS)
def test_the_grown_root_is_the_root_of_all_leaves(contents: list[bytes]) -> None:
    leaves = [leaf_hash(each) for each in contents]

    frontier, roots = Frontier(), [Frontier().root()]
    for leaf in leaves:
        frontier = frontier.grown(leaf)
        roots.append(frontier.root())

    assert roots == [root_hash(leaves[:size]) for size in range(len(leaves) + 1)]


@given(CONTENTS)
def test_a_stored_frontier_comes_back_as_it_was(contents: list[bytes]) -> None:
    frontier = Frontier()
    for each in contents:
        frontier = frontier.grown(leaf_hash(each))

    assert unpacked(frontier.size, frontier.packed()) == frontier
