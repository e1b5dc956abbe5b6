from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.check.view import ALWAYS, ATTESTATIONS, LIVE, MOMENT, PEOPLE, RULINGS, View, grouped
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.policy.limits import Limits
from tests.plans.small import NOW, people, small

PLAN, WORDS = small()
RENAMED = Unit(unit_id="U-1", name="Another name")


def view(snapshot: Snapshot = PLAN, previous: View | None = None, **more: object) -> View:
    cells = {"attestations": WORDS, "at": NOW, **more}
    attestations = cells.pop("attestations")
    return View(snapshot, attestations, previous=previous, **cells)


def renamed() -> Snapshot:
    return apply(PLAN, [Edit("units", "U-1", RENAMED)])


class Counting:
    """A builder that counts how often it is asked, and looks at one thing."""

    def __init__(self, *looks: str) -> None:
        self.looks, self.calls = looks, 0

    def __call__(self, seen: View) -> int:
        for look in self.looks:
            LOOKS[look](seen)
        self.calls += 1
        return self.calls


LOOKS = {
    "units": lambda seen: seen.rows(Unit),
    "shifts": lambda seen: seen.columns("shifts"),
    "row": lambda seen: seen.row("units", "U-1"),
    "at": lambda seen: seen.at,
    "live": lambda seen: seen.live,
    "people": lambda seen: seen.people,
    "limits": lambda seen: seen.limits,
    "zone": lambda seen: seen.zone,
    "words": lambda seen: seen.attestations,
    "speakers": lambda seen: seen.speakers,
    "attested": lambda seen: seen.attested(RENAMED, AttestationKind.ACCEPTED),
    "attested ever": lambda seen: seen.attested_ever(RENAMED, AttestationKind.ACCEPTED),
}


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("units", {"units"}),
        ("shifts", {"shifts"}),
        ("row", {"units"}),
        ("at", {MOMENT}),
        ("live", {LIVE}),
        ("people", {PEOPLE}),
        ("limits", {"limits"}),
        ("zone", {"event"}),
        ("words", {ATTESTATIONS}),
        ("attested", {ATTESTATIONS, MOMENT}),
        ("attested ever", {ATTESTATIONS}),
    ],
)
def test_view_notes_what_a_value_is_made_from(look: str, expected: set[str]) -> None:
    seen, builder = view(), Counting(look)

    seen.derive(builder)

    assert seen.sources_of(builder) == expected


def test_value_is_made_once_while_its_sources_stay() -> None:
    builder = Counting("units")
    first = view()
    same = view(previous=first)

    assert [first.derive(builder), first.derive(builder)] == [1, 1]
    assert view(previous=first).derive(builder) == 1
    assert same.derive(builder) == 2
    assert view(renamed(), previous=first).derive(builder) == 3


@pytest.mark.parametrize(
    ("look", "more"),
    [
        ("at", {"at": NOW + timedelta(seconds=1)}),
        ("live", {"live": LiveState(dead_nets=("N1",))}),
        ("people", {"people": people()}),
        ("words", {"attestations": Attestations()}),
    ],
)
def test_value_is_made_anew_when_what_it_looked_at_changes(
    look: str, more: Mapping[str, object]
) -> None:
    builder, blind = Counting(look), Counting("units")
    first = view()
    first.derive(builder)
    first.derive(blind)

    after = view(previous=first, **more)

    assert (after.derive(builder), after.derive(blind)) == (2, 1)


def test_equal_moment_and_live_state_count_as_unchanged() -> None:
    builder = Counting("at", "live")
    first = view(live=LiveState(dead_nets=("N1",)))
    first.derive(builder)

    after = view(previous=first, live=LiveState(dead_nets=("N1",)), at=NOW + timedelta())

    assert after.derive(builder) == 1


def test_value_made_from_values_depends_on_their_sources() -> None:
    inner = Counting("units")

    def outer(seen: View) -> int:
        return 10 * seen.derive(inner)

    first = view()

    assert first.derive(inner) == 1
    assert first.derive(outer) == 10
    assert first.sources_of(outer) == {"units"}
    assert view(renamed(), previous=first).derive(outer) == 20


def test_value_not_made_has_no_sources() -> None:
    assert view().sources_of(Counting("units")) == frozenset()


def test_view_shows_the_plan() -> None:
    seen = view(people=people())

    assert dict(seen.rows(Unit)) == dict(PLAN.rows(Unit))
    assert seen.columns("shifts").size == PLAN.size("shifts")
    assert seen.event == PLAN.rows(Event)["E"]
    assert seen.limits == Limits(queue_minutes_max=12, relays_max=2, rest_hours_min=0.25)
    assert (seen.at, seen.live, seen.people) == (NOW, LiveState(), people())
    assert seen.attestations is WORDS


def test_attestations_are_those_of_the_content_now() -> None:
    post: Row = PLAN.rows(Post)["P-roof"]
    told = view().attested(post, AttestationKind.ACCEPTED)

    assert [word.by for word in told] == ["N-U-2"]
    assert view(at=NOW - timedelta(days=3)).attested(post, AttestationKind.ACCEPTED) == ()
    assert view(at=NOW - timedelta(days=3)).attested_ever(post, AttestationKind.ACCEPTED) == told


def test_those_who_have_spoken_stay_the_same_while_others_change() -> None:
    asks = Counting("speakers")
    before = view()
    before.derive(asks)
    persons = PLAN.rows(Person)
    quiet = Edit("persons", "N-001", replace(persons["N-001"], grade="sergeant"))
    loud = Edit("persons", "N-U-1", replace(persons["N-U-1"], powers=()))

    assert "N-001" not in before.speakers
    assert view(apply(PLAN, [quiet]), previous=before).derive(asks) == 1
    assert view(apply(PLAN, [loud]), previous=before).derive(asks) == 2


def test_rules_may_always_read_what_is_no_table_of_theirs() -> None:
    assert {ATTESTATIONS, LIVE, MOMENT, PEOPLE, RULINGS, "event", "limits"} == ALWAYS


def test_rows_are_grouped_by_a_column_without_those_that_have_none() -> None:
    posts = PLAN.rows(Post)

    groups = grouped(posts.values(), "gate_id")

    assert {gate: [post.post_id for post in found] for gate, found in groups.items()} == {
        "G-1": ["P-gate1"],
        "G-2": ["P-gate2"],
    }
