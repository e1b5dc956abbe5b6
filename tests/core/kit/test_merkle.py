"""The tree against RFC 6962 as it is written, and against its published vectors."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.merkle import EMPTY, inclusion_proof, leaf_hash, root_from_proof, root_hash

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
