"""A plan moved to another opening: there and back it is the same plan."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.decide.shift import shifted, shifted_words
from summitry.kit.streams import stream
from summitry.plan.attestation import Attestations
from summitry.plan.posts import Shift
from tests.plans.random_rows import some_snapshot
from tests.plans.small import small


@given(st.integers(0, 1 << 20), st.integers(-400 * 24, 400 * 24))
@settings(max_examples=25, deadline=None)
def test_there_and_back_is_the_same_plan(seed, hours):
    snapshot = some_snapshot(stream(seed, "shift"))
    opens = snapshot.event.opens

    moved = shifted(snapshot, opens + timedelta(hours=hours))

    assert shifted(moved, opens).root() == snapshot.root()
    assert (moved.root() == snapshot.root()) is (hours == 0)


def test_moments_move_alike_in_every_kind_of_table_and_words_follow():
    snapshot, words = small()
    span = timedelta(days=30, hours=3)

    moved = shifted(snapshot, snapshot.event.opens + span)

    before = [row for row in snapshot.bulks["shifts"].rows() if isinstance(row, Shift)]
    after = [row for row in moved.bulks["shifts"].rows() if isinstance(row, Shift)]
    said = Attestations(shifted_words(words, snapshot, moved.event.opens))
    assert sorted(row.start for row in after) == sorted(row.start + span for row in before)
    assert moved.event.closes - moved.event.opens == snapshot.event.closes - snapshot.event.opens
    assert len(said) == len([w for w in words if snapshot.get(w.subject_table, w.subject_key)])
    assert all(moved.get(word.subject_table, word.subject_key) for word in said)
