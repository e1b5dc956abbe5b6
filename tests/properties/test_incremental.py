"""A re-check after any edits finds what a whole check finds, always."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.check.run import check, recheck
from summitry.kit.streams import Stream, stream
from summitry.plan.attestation import Attestations
from summitry.plan.change import apply
from tests.plans.random_rows import (
    OPENS,
    chosen,
    some_attestation,
    some_edit,
    some_live,
    some_people,
    some_rulings,
    some_snapshot,
)

SEEDS = st.integers(0, 1 << 20)
STEPS = (
    *("edit", "edit", "edit", "edits"),
    *("attest", "forget", "moment", "live", "people", "rule", "nothing"),
)


class State:
    """Everything a check depends on, and random steps that change it."""

    def __init__(self, chance: Stream) -> None:
        self.chance = chance
        self.snapshot = some_snapshot(chance)
        self.attestations = Attestations(self._words(6))
        self.at = OPENS - timedelta(days=1)
        self.live = some_live(chance)
        self.people = some_people(chance)
        self.rulings = ()

    def _words(self, count: int) -> list[object]:
        words = [some_attestation(self.chance, self.snapshot) for _ in range(count)]
        return list({str(word): word for word in words if word is not None}.values())

    def step(self) -> None:
        getattr(self, f"_{chosen(self.chance, STEPS)}")()

    def _edit(self) -> None:
        self.snapshot = apply(self.snapshot, [some_edit(self.chance, self.snapshot)])

    def _edits(self) -> None:
        for _ in range(4):
            self._edit()

    def _attest(self) -> None:
        self.attestations = Attestations([*self.attestations, *self._words(2)])

    def _forget(self) -> None:
        words = list(self.attestations)
        if words:
            words.remove(chosen(self.chance, words))
        self.attestations = Attestations(words)

    def _moment(self) -> None:
        self.at = OPENS + timedelta(hours=int(self.chance.integers(-100, 40)))

    def _live(self) -> None:
        self.live = some_live(self.chance)

    def _people(self) -> None:
        self.people = some_people(self.chance)

    def _nothing(self) -> None:
        pass

    def _rule(self) -> None:
        """Rule anew, sometimes on nothing; every ruling may have lost its effect meanwhile."""
        now = check(self.snapshot, self.attestations, at=self.at)
        self.rulings = some_rulings(self.chance, now.findings)


@settings(max_examples=60)
@given(SEEDS, st.integers(1, 6))
def test_recheck_finds_what_a_check_finds(seed: int, count: int) -> None:
    state = State(stream(seed, "incremental"))
    now = check(
        state.snapshot, state.attestations, at=state.at, live=state.live, people=state.people
    )

    for _ in range(count):
        state.step()
        given_state = {
            "at": state.at,
            "live": state.live,
            "people": state.people,
            "rulings": state.rulings,
        }
        now = recheck(now, state.snapshot, state.attestations, **given_state)
        whole = check(state.snapshot, state.attestations, **given_state)

        assert now.findings == whole.findings


@settings(max_examples=20)
@given(SEEDS)
def test_findings_do_not_depend_on_the_way_to_the_plan(seed: int) -> None:
    state = State(stream(seed, "way"))
    for _ in range(3):
        state.step()
    rows = [row for table in state.snapshot.tables.values() for row in table.values()]
    rows += [row for bulk in state.snapshot.bulks.values() for row in bulk.rows()]
    again = type(state.snapshot).of(reversed(rows))

    assert (
        check(again, state.attestations, at=state.at).findings
        == check(state.snapshot, state.attestations, at=state.at).findings
    )
