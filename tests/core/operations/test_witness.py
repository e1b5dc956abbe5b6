"""A witness cosigns what grows, and keeps proof of what does not: as a machine of many steps."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Tree, leaf_hash
from summitry.operations.checkpoint import Signed, signed, written_ms
from summitry.operations.note import Algorithm, Verifier
from summitry.operations.witness import (
    Cosigned,
    Fork,
    Sealing,
    Witness,
    cosigned,
    is_fork,
    sealed_to,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
WITNESSES = [
    Witness(name=f"w{place}", key=Ed25519PrivateKey.from_private_bytes(bytes([place]) * 32), at_s=0)
    for place in range(3)
]
VERIFIERS = [
    Verifier(
        name=each.name,
        public=each.key.public_key().public_bytes_raw(),
        algorithm=Algorithm.COSIGNATURE,
    )
    for each in WITNESSES
]


def checkpoint(tree: Tree, at_ms: int, size: int | None = None) -> Signed:
    told = len(tree) if size is None else size
    return signed(KEY, "log", size=told, root=tree.root(told), at=written_ms(at_ms))


class LogAndWitnesses(RuleBasedStateMachine):
    """A post with two histories under one key, and three witnesses who each see some of it."""

    def __init__(self) -> None:
        super().__init__()
        self.trees = [Tree(), Tree()]
        self.now_ms = 0
        self.seen: dict[int, Signed] = {}
        self.side: dict[int, int] = {}
        self.made: list[Signed] = []
        self.forks: list[Fork] = []

    @rule(side=st.integers(0, 1), content=st.binary(min_size=1, max_size=3))
    def write_on_one_side(self, side: int, content: bytes) -> None:
        self.trees[side].add(leaf_hash(bytes([side]) + content))

    @rule(content=st.binary(max_size=3))
    @precondition(lambda self: self.trees[0].root(len(self.trees[0])) == self._other_root())
    def write_on_both(self, content: bytes) -> None:
        for tree in self.trees:
            tree.add(leaf_hash(content))

    def _other_root(self) -> bytes:
        return self.trees[1].root(len(self.trees[1]))

    @rule(who=st.integers(0, 2), side=st.integers(0, 1), data=st.data())
    def ask_for_a_cosignature(self, who: int, side: int, data: st.DataObject) -> None:
        tree, seen = self.trees[side], self.seen.get(who)
        size = data.draw(st.integers(0, len(tree)))
        self.now_ms += 1_000
        fresh = checkpoint(tree, self.now_ms, size)
        hashes = tree.divergence(seen.size, size) if seen and seen.size <= size else ()
        by = structs.replace(WITNESSES[who], at_s=self.now_ms // 1_000)

        told = cosigned(seen, fresh, hashes, public=PUBLIC, by=by)

        if seen is None or (seen.size <= size and tree.root(seen.size) == seen.root):
            assert isinstance(told, Cosigned)
            self.seen[who] = told.checkpoint
            self.made.append(told.checkpoint)
        else:
            assert isinstance(told, Fork)
            self.forks.append(told)

    @invariant()
    def every_fork_is_proof_for_anybody(self) -> None:
        assert all(is_fork(each, PUBLIC) for each in self.forks[-3:])

    @invariant()
    def each_witness_holds_one_history(self) -> None:
        for held in self.seen.values():
            roots = [tree.root(held.size) for tree in self.trees if held.size <= len(tree)]
            assert held.root in roots


LogAndWitnesses.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestLogAndWitnesses = LogAndWitnesses.TestCase


TREE = Tree(leaf_hash(bytes([each])) for each in range(9))
OTHER = Tree(leaf_hash(bytes([each, 1])) for each in range(9))


def test_nothing_is_cosigned_for_another_key_a_stale_size_or_a_wrong_proof() -> None:
    seen, fresh = checkpoint(TREE, 2_000, 5), checkpoint(TREE, 3_000)
    stale = checkpoint(TREE, 1_000, 3)
    by = WITNESSES[0]

    for args, code in (
        ((seen, structs.replace(fresh, root=bytes(32)), ()), "witness.forged"),
        ((seen, stale, ()), "witness.older"),
        ((seen, fresh, ()), "witness.unproved"),
        ((seen, fresh, TREE.divergence(4, 9)), "witness.unproved"),
    ):
        with pytest.raises(SummitryError) as refusal:
            cosigned(*args, public=PUBLIC, by=by)
        assert refusal.value.code == code


def test_what_can_both_be_is_no_fork() -> None:
    small, large = checkpoint(TREE, 2_000, 5), checkpoint(TREE, 3_000)
    hashes = TREE.divergence(5, 9)

    forks = [
        Fork(first=small, second=large, hashes=hashes),
        Fork(first=small, second=small),
        Fork(first=small, second=checkpoint(OTHER, 3_000), hashes=hashes),
        Fork(first=small, second=structs.replace(large, root=bytes(32)), hashes=hashes),
        Fork(first=small, second=structs.replace(large, origin="other"), hashes=hashes),
    ]

    assert [is_fork(each, PUBLIC) for each in forks] == [False] * len(forks)


def test_a_fork_is_shown_by_roots_by_hashes_or_by_fewer_entries_later() -> None:
    small = checkpoint(TREE, 2_000, 5)

    forks = [
        Fork(first=small, second=checkpoint(OTHER, 9_000, 5)),
        Fork(first=small, second=checkpoint(OTHER, 9_000), hashes=OTHER.divergence(5, 9)),
        Fork(first=checkpoint(TREE, 1_000), second=small),
    ]

    assert [is_fork(each, PUBLIC) for each in forks] == [True] * len(forks)


def test_a_journal_is_sealed_when_two_witnesses_have_signed() -> None:
    made = []
    for size, signers in ((3, (0, 1, 2)), (5, (0, 2)), (7, (1,)), (9, (1, 1))):
        each = checkpoint(TREE, size * 1_000, size)
        for place in signers:
            by = structs.replace(WITNESSES[place], at_s=size * 10 + place)
            told = cosigned(None, each, (), public=PUBLIC, by=by)
            each = told.checkpoint
        made.append(each)

    assert sealed_to(made, VERIFIERS) == Sealing(size=5, at_s=52)
    assert sealed_to(made, VERIFIERS, quorum=3) == Sealing(size=3, at_s=32)
    assert sealed_to(made, VERIFIERS[:1]) is None
    assert sealed_to(made, VERIFIERS[:1] * 2) is None
    assert sealed_to([], VERIFIERS) is None
