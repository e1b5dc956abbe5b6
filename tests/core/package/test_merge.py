from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.compare import Difference, What, differences
from summitry.package.join import Belief, Unaccepted, join
from summitry.package.merge import Clash, Saying, merge
from summitry.package.package import Package
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.change import Edit, apply
from summitry.plan.identity import Identity
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.plans import Task
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Level

AT = moment_of(1_760_000_000)
HOUR = timedelta(hours=1)
EVENT = Event(event_id="E1", name="Test", level=Level.MINISTER, opens=AT, closes=AT + 24 * HOUR)


def post(headcount: int = 1, *, owner: str = "police", holder: str = "police") -> Post:
    return Post(
        post_id="P1",
        name="Door",
        site_id="S1",
        start=AT,
        end=AT + 8 * HOUR,
        headcount_min=headcount,
        owner_unit_id=owner,
        holder_unit_id=holder,
    )


def task(*units: str) -> Task:
    return Task(
        task_id="T1", title="Task", plan_id="L1", lead_unit_ids=("police",),
        cooperating_unit_ids=units,
    )  # fmt: skip


def shift(person: str, slot: int = 1) -> Shift:
    return Shift(
        post_id="P1", start=AT, slot=slot, end=AT + HOUR, person_id=person, unit_id="police"
    )


def plan(*rows: Row) -> Snapshot:
    return Snapshot.of([EVENT, *rows])


def test_what_one_side_changed_is_taken() -> None:
    base = plan(post(1), shift("A1"))
    ours = plan(post(2), shift("A1"))
    theirs = plan(post(1), shift("A2"), task())

    merged = merge(base, ours, theirs)

    assert merged.clashes == ()
    assert merged.snapshot.root() == plan(post(2), shift("A2"), task()).root()


def test_two_changes_of_one_row_meet_where_they_touch_other_fields() -> None:
    base, ours, theirs = plan(post(1)), plan(post(2)), plan(post(1, holder="guard"))

    merged = merge(base, ours, theirs)

    assert merged.clashes == ()
    assert merged.snapshot.root() == plan(post(2, holder="guard")).root()


def test_two_changes_of_one_cell_clash_side_by_side_and_ours_stands() -> None:
    merged = merge(plan(post(1)), plan(post(2)), plan(post(3)))

    assert merged.clashes == (
        Clash(
            table="posts",
            key="P1",
            column="headcount_min",
            sayings=(Saying("ours", "2"), Saying("theirs", "3")),
            chosen="ours",
        ),
    )
    assert merged.snapshot.root() == plan(post(2)).root()


def test_sets_merge_as_sets() -> None:
    merged = merge(plan(task("a", "b")), plan(task("b", "c")), plan(task("a", "b", "d")))

    assert merged.clashes == ()
    assert merged.snapshot.root() == plan(task("b", "c", "d")).root()


def test_row_taken_out_by_one_and_changed_by_the_other_clashes_as_a_whole() -> None:
    merged = merge(plan(shift("A1")), plan(), plan(shift("A2")))

    assert merged.clashes == (
        Clash(
            table="shifts",
            key=TABLES["shifts"].key_of(shift("A1")),
            column="",
            sayings=(
                Saying("ours", None),
                Saying(
                    "theirs",
                    "post_id=P1, start=2025-10-09T08:53:20Z, end=2025-10-09T09:53:20Z, "
                    "person_id=A2, unit_id=police",
                ),
            ),
            chosen="ours",
        ),
    )


def test_cells_that_together_are_no_row_clash_as_a_whole() -> None:
    late = plan(with_times(10, 12))
    early = plan(with_times(1, 2))

    merged = merge(plan(with_times(1, 12)), late, early)

    assert [(clash.column, clash.chosen) for clash in merged.clashes] == [("", "ours")]
    assert merged.snapshot.root() == late.root()


def with_times(start: int, end: int) -> Post:
    return Post(
        post_id="P1", name="Door", site_id="S1", start=AT + start * HOUR, end=AT + end * HOUR
    )


def test_join_collapses_what_is_the_same_and_shows_what_two_claim() -> None:
    police = Package(snapshot=plan(post(2), shift("A1")))
    medical = Package(snapshot=plan(post(3), shift("A1"), task()))

    joined = join({"police": police, "medical": medical}, at=AT)

    assert joined.clashes == (
        Clash(
            table="posts",
            key="P1",
            column="headcount_min",
            sayings=(Saying("police", "2"), Saying("medical", "3")),
            chosen="police",
        ),
    )
    assert joined.package.snapshot.root() == plan(post(2), shift("A1"), task()).root()


def test_preferred_package_wins_a_clash() -> None:
    packages = {"police": Package(snapshot=plan(post(2))), "guard": Package(snapshot=plan(post(3)))}

    joined = join(packages, at=AT, prefer="guard")

    assert joined.clashes[0].chosen == "guard"
    assert joined.package.snapshot.root() == plan(post(3)).root()


def test_preferring_nobody_known_is_refused() -> None:
    with pytest.raises(SummitryError) as refusal:
        join({"police": Package(snapshot=plan())}, at=AT, prefer="polize")

    assert (refusal.value.code, refusal.value.facts) == (
        "merge.prefer_unknown",
        {"got": "polize", "expected": ("police",)},
    )


def test_with_a_base_only_different_changes_clash() -> None:
    packages = {
        "police": Package(snapshot=plan(post(2), task("a"))),
        "guard": Package(snapshot=plan(post(1), task("b"))),
    }

    joined = join(packages, at=AT, base=Package(snapshot=plan(post(1), task())))

    assert joined.clashes == ()
    assert joined.package.snapshot.root() == plan(post(2), task("a", "b")).root()


def test_each_thought_the_other_held_the_post() -> None:
    packages = {
        "police": Package(snapshot=plan(post(owner="police", holder="guard"))),
        "guard": Package(snapshot=plan(post(owner="guard", holder="police"))),
        "press": Package(snapshot=plan()),
    }

    joined = join(packages, at=AT)

    assert joined.unaccepted == (
        Unaccepted(
            "P1",
            "police",
            "guard",
            (
                Belief("police", "police", "guard", known=True),
                Belief("guard", "guard", "police", known=True),
                Belief("press", None, None, known=False),
            ),
        ),
    )


@pytest.mark.parametrize(("unit", "count"), [("guard", 0), ("police", 1)])
def test_post_is_accepted_by_its_holder_alone(unit: str, count: int) -> None:
    held = post(owner="police", holder="guard")
    accepted = Attestation(
        subject_table="posts",
        subject_key="P1",
        row_hash=row_hash(held),
        kind=AttestationKind.ACCEPTED,
        by="A1",
        at=AT - HOUR,
    )
    person = Person(person_id="A1", unit_id=unit)
    package = Package(snapshot=plan(held, person), attestations=Attestations([accepted]))

    joined = join({"police": package, "press": Package(snapshot=plan())}, at=AT)

    assert len(joined.unaccepted) == count


def test_keys_of_two_events_are_refused() -> None:
    packages = {
        "a": Package(snapshot=plan(), key=b"1"),
        "b": Package(snapshot=plan(), key=b"2"),
    }

    with pytest.raises(SummitryError) as refusal:
        join(packages, at=AT)

    assert refusal.value.code == "merge.keys_differ"


def test_difference_names_cell_row_attestation_and_mapping() -> None:
    one = Package(
        snapshot=plan(post(1), shift("A1")),
        people=(Identity(record_id="R1", name="Synthetic One"),),
        mappings={"police": b"a"},
    )
    other = Package(
        snapshot=plan(post(2), shift("A2"), shift("A3", slot=2)),
        people=(Identity(record_id="R1", name="Synthetic Two"),),
        mappings={"guard": b"a"},
    )
    start = "2025-10-09T08:53:20Z"

    found = differences(one, other)

    assert found == (
        Difference(
            table="posts", key="P1", what=What.CHANGED, column="headcount_min",
            before="1", after="2",
        ),
        Difference(
            table="shifts", key=f"P1|{start}|1", what=What.CHANGED, column="person_id",
            before="A1", after="A2",
        ),
        Difference(table="shifts", key=f"P1|{start}|2", what=What.ADDED),
        Difference(
            table="people", key="R1", what=What.CHANGED, column="name", before="…", after="…"
        ),
        Difference(table="mappings", key="police", what=What.REMOVED),
        Difference(table="mappings", key="guard", what=What.ADDED),
    )  # fmt: skip


def test_one_changed_shift_among_many_is_found() -> None:
    many = plan(*(shift(f"A{slot}", slot=slot) for slot in range(1, 200)))
    key = TABLES["shifts"].key_of(shift("A7", slot=7))
    changed = apply(many, [Edit("shifts", key, shift("B7", slot=7))])

    found = differences(Package(snapshot=many), Package(snapshot=changed))

    assert found == (
        Difference(
            table="shifts", key=key, what=What.CHANGED, column="person_id", before="A7", after="B7"
        ),
    )


def accepted(row: Row, reason: str, *, by: str = "A1") -> Attestation:
    return Attestation(
        subject_table="posts",
        subject_key="P1",
        row_hash=row_hash(row),
        kind=AttestationKind.ACCEPTED,
        by=by,
        at=AT - HOUR,
        reason=reason,
    )


@pytest.mark.parametrize(("prefer", "reason"), [("one", "seen one"), ("two", "seen two")])
def test_word_on_the_row_that_stands_is_kept(prefer: str, reason: str) -> None:
    packages = {
        "one": Package(
            snapshot=plan(post(1)), attestations=Attestations([accepted(post(1), "seen one")])
        ),
        "two": Package(
            snapshot=plan(post(2)), attestations=Attestations([accepted(post(2), "seen two")])
        ),
    }

    joined = join(packages, at=AT, prefer=prefer)

    assert [entry.reason for entry in joined.package.attestations] == [reason]
    assert [clash.table for clash in joined.clashes] == ["posts"]


def test_words_on_a_row_that_no_plan_has_clash_among_themselves() -> None:
    packages = {
        "one": Package(snapshot=plan(), attestations=Attestations([accepted(post(1), "same")])),
        "two": Package(snapshot=plan(), attestations=Attestations([accepted(post(2), "same")])),
    }

    joined = join(packages, at=AT)

    sayings = (Saying("one", row_hash(post(1))), Saying("two", row_hash(post(2))))
    key = "posts|P1|accepted|A1|2025-10-09T07:53:20Z"
    assert joined.clashes == (
        Clash(table="attestations", key=key, column="row_hash", sayings=sayings, chosen="one"),
    )


def test_people_said_to_be_two_clash_without_their_names() -> None:
    packages = {
        "one": Package(snapshot=plan(), people=(Identity(record_id="R1", name="Synthetic One"),)),
        "two": Package(snapshot=plan(), people=(Identity(record_id="R1", name="Synthetic Two"),)),
    }

    joined = join(packages, at=AT)

    sayings = (Saying("one", "…"), Saying("two", "…"))
    assert joined.clashes == (
        Clash(table="people", key="R1", column="name", sayings=sayings, chosen="one"),
    )


def test_mappings_that_differ_clash_by_their_size_and_the_first_stands() -> None:
    packages = {
        "one": Package(snapshot=plan(), mappings={"fire": b"a", "guard": b"x"}),
        "two": Package(snapshot=plan(), mappings={"fire": b"abc", "guard": b"x"}),
    }

    joined = join(packages, at=AT)

    assert joined.package.mappings == {"fire": b"a", "guard": b"x"}
    sayings = (Saying("one", "1 B"), Saying("two", "3 B"))
    assert joined.clashes == (
        Clash(table="mappings", key="fire", column="", sayings=sayings, chosen="one"),
    )


def test_row_that_was_in_the_base_and_nobody_speaks_of_stays() -> None:
    packages = {"one": Package(snapshot=plan()), "two": Package(snapshot=plan())}

    joined = join(packages, at=AT, base=Package(snapshot=plan(post())))

    assert (joined.package.root, joined.clashes) == (Package(snapshot=plan(post())).root, ())


def test_many_changed_shifts_are_found_among_all() -> None:
    before = plan(*(shift("A", slot=slot) for slot in range(1, 200)))
    after = plan(*(shift("B", slot=slot) for slot in range(1, 200)))

    found = differences(Package(snapshot=before), Package(snapshot=after))

    key_of = TABLES["shifts"].key_of
    keys = sorted(key_of(shift("A", slot=slot)) for slot in range(1, 200))
    assert sorted(found, key=lambda one: one.key) == [
        Difference(
            table="shifts", key=key, what=What.CHANGED, column="person_id", before="A", after="B"
        )
        for key in keys
    ]


def test_mapping_that_changed_is_told_as_a_whole() -> None:
    one = Package(snapshot=plan(), mappings={"fire": b"a", "guard": b"a"})
    other = Package(snapshot=plan(), mappings={"fire": b"b", "guard": b"a"})

    assert differences(one, other) == (Difference(table="mappings", key="fire", what=What.CHANGED),)
