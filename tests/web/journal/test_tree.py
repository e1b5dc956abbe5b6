from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.merkle import EMPTY, leaf_hash, root_hash
from summitry_web.journal.tree import Frontier, unpacked

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


def test_the_empty_tree_has_the_empty_hash() -> None:
    assert Frontier().root() == EMPTY
