"""Exchange in any order, with repeats and gaps, ends in the same set; two histories are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier
from summitry.operations.sync import (
    Batch,
    Clash,
    Copy,
    Span,
    Taken,
    joined,
    lacking,
    spans_of,
    taken,
    to_send,
)
from tests.core.operations.posts import EVERY, Posts

NUMBERS = st.sets(st.integers(1, 40))


def numbers(spans: tuple[Span, ...]) -> set[int]:
    return {number for span in spans for number in range(span.start, span.end)}


@given(NUMBERS, NUMBERS)
def test_spans_are_sets_of_numbers(mine: set[int], theirs: set[int]) -> None:
    spans, others = spans_of(mine), spans_of(theirs)

    assert numbers(spans) == mine
    assert numbers(lacking(spans, others)) == mine - theirs
    assert joined((*spans, *others)) == spans_of(mine | theirs)
    assert sum(map(len, spans)) == len(mine)


@given(NUMBERS, NUMBERS, st.integers(0, 50))
def test_what_is_sent_is_lacked_and_within_bounds(
    mine: set[int], theirs: set[int], most: int
) -> None:
    holding = {"A": spans_of(mine), "B": spans_of(range(1, 30))}

    sent = to_send(holding, {"A": spans_of(theirs)}, entries_max=most)

    found = numbers(sent.get("A", ()))
    assert sum(len(span) for spans in sent.values() for span in spans) <= most
    assert found <= mine - theirs
    assert found == set(sorted(mine - theirs)[: len(found)])
    assert most < 80 or found == mine - theirs


def test_posts_share_what_may_be_sent() -> None:
    holding = {"A": (Span(1, 1_000),), "B": (Span(1, 4),), "C": (Span(1, 1_000),)}

    assert to_send(holding, {}, entries_max=23) == {
        "A": (Span(1, 11),), "B": (Span(1, 4),), "C": (Span(1, 11),),
    }  # fmt: skip


@pytest.mark.parametrize("bounds", [(0, 1), (2, 2), (3, 2)])
def test_an_empty_span_is_refused(bounds: tuple[int, int]) -> None:
    with pytest.raises(SummitryError, match=r"sync\.span"):
        Span(*bounds)


POST = Posts(11).first
LEAVES = [each.leaf() for each in POST.entries]


def batch(start: int, size: int) -> Batch:
    return Batch(
        post=POST.name, start=start, checkpoint=POST.checkpoints[size // EVERY - 1],
        contents=tuple(each.encoded() for each in POST.entries[start - 1 : size]),
    )  # fmt: skip


def take(copy: Copy, given_batch: Batch) -> Taken | Clash:
    return taken(copy, given_batch, public=POST.public, leaf_at=lambda seq: LEAVES[seq - 1])


def test_a_copy_grows_and_the_same_again_changes_nothing() -> None:
    first = take(Copy(post=POST.name), batch(1, 5))
    both = take(first.copy, batch(3, 10))

    assert first.entries == tuple(POST.entries[:5])
    assert both.entries == tuple(POST.entries[5:10])
    assert both.copy.checkpoint == POST.checkpoints[1]
    assert both.copy.frontier.root() == POST.tree.root(10)
    assert take(both.copy, batch(1, 5)) == Taken(copy=both.copy)
    assert take(both.copy, batch(1, 10)) == Taken(copy=both.copy)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (batch(6, 10), "sync.gap"),
        (structs.replace(batch(1, 5), contents=batch(1, 4 + 1).contents[:4]), "sync.unproved"),
        (structs.replace(batch(1, 5), contents=batch(1, 5).contents[::-1]), "sync.foreign"),
        (structs.replace(batch(1, 5), post="CP-X"), "sync.foreign"),
        (
            structs.replace(batch(1, 5), contents=(b"{}", *batch(2, 5).contents)),
            "entry.malformed",
        ),
        (
            structs.replace(
                batch(1, 5),
                contents=(
                    structs.replace(POST.entries[0], author="P-9").encoded(),
                    *batch(2, 5).contents,
                ),
            ),
            "sync.unproved",
        ),
        (
            structs.replace(
                batch(1, 5), checkpoint=structs.replace(POST.checkpoints[0], root=bytes(32))
            ),
            "sync.unproved",
        ),
    ],
)
def test_what_is_not_proved_is_not_taken(sent: Batch, code: str) -> None:
    with pytest.raises(SummitryError) as refusal:
        take(Copy(post=POST.name), sent)

    assert refusal.value.code == code


def test_another_content_in_a_place_that_is_held_is_not_taken() -> None:
    held = take(Copy(post=POST.name), batch(1, 5)).copy
    changed = structs.replace(POST.entries[1], author="P-9").encoded()
    sent = batch(1, 10)
    contents = (sent.contents[0], changed, *sent.contents[2:])

    with pytest.raises(SummitryError, match=r"sync\.unproved"):
        take(held, structs.replace(sent, contents=contents))


def test_two_histories_are_kept_as_evidence() -> None:
    twin = Posts(11)
    held = take(Copy(post=POST.name), batch(1, 5)).copy
    changed = [structs.replace(each, author="P-9") for each in twin.first.entries]
    frontier = Frontier()
    for each in changed[:5]:
        frontier = frontier.grown(each.leaf())
    twin.first.tree = type(twin.first.tree)(each.leaf() for each in changed)
    theirs = twin.first.resign(10, POST.checkpoints[1].at)
    sent = Batch(
        post=POST.name, start=6, checkpoint=theirs, hashes=twin.first.tree.divergence(5, 10),
        contents=tuple(each.encoded() for each in changed[5:10]),
    )  # fmt: skip

    found = take(held, sent)

    assert isinstance(found, Clash)
    assert (found.fork.first, found.fork.second) == (POST.checkpoints[0], theirs)
    assert (found.start, found.contents) == (6, sent.contents)
