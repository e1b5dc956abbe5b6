"""A redacted proof leads to the root, and holds nothing of what is hidden."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.decide.proof import Leaf, Proof, redacted, root_of
from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from tests.plans.random_rows import some_snapshot
from tests.plans.small import small

KEY = b"k" * 32


@given(st.integers(0, 1 << 20))
@settings(max_examples=25, deadline=None)
def test_root_comes_out_whatever_is_hidden(seed):
    chance = stream(seed, "proof")
    snapshot = some_snapshot(chance)

    proof = redacted(snapshot, lambda _table, _row: bool(chance.integers(2)), key=KEY)

    assert root_of(proof) == proof.root == snapshot.root(KEY).hex()


def test_hidden_rows_are_nowhere_in_it_and_shown_ones_are():
    snapshot, _ = small()
    objective = next(iter(snapshot.tables["objectives"].values()))

    proof = redacted(snapshot, lambda table, _row: table != "objectives", key=KEY)

    told = msgspec.json.encode(proof)
    unit = next(iter(snapshot.tables["units"].values()))
    assert canonical(objective).hex().encode() not in told
    assert {leaf.key for leaf in proof.tables["objectives"]} == {""}
    assert canonical(unit).hex().encode() in told


def test_changed_row_leads_to_another_root():
    snapshot, _ = small()
    proof = redacted(snapshot, lambda _table, _row: True, key=KEY)
    leaves = proof.tables["objectives"]
    forged = Leaf(key=leaves[0].key, salt=leaves[0].salt, content=b"{}".hex())
    tables = {**proof.tables, "objectives": (forged, *leaves[1:])}

    assert root_of(Proof(root=proof.root, tables=tables)) != proof.root


def test_without_a_key_nothing_is_redacted():
    snapshot, _ = small()

    with pytest.raises(SummitryError, match=r"proof\.no_key"):
        redacted(snapshot, lambda _table, _row: True, key=b"")
