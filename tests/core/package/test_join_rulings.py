"""Rulings of several units come together, and a difference between two plans names them."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.package.compare import Difference, What, differences
from summitry.package.join import join
from summitry.package.package import Package
from summitry.plan.rulings import Ruling
from tests.plans.small import NOW, small
from tests.plans.small_lessons import rulings

PLAN, WORDS = small()


def package(*held: Ruling) -> Package:
    return Package(snapshot=PLAN, attestations=WORDS, rulings=held)


def test_rulings_of_two_units_come_together_in_order() -> None:
    first, second, third = rulings()

    joined = join({"one": package(third, first), "two": package(second, first)}, at=NOW)

    assert joined.package.rulings == (first, second, third)
    assert joined.clashes == ()


def test_two_rulings_of_one_id_clash() -> None:
    first = rulings()[0]
    other = replace(first, reason="Something else")

    joined = join({"one": package(first), "two": package(other)}, at=NOW)

    assert joined.package.rulings == (first,)
    assert [(each.table, each.key, each.column) for each in joined.clashes] == [
        ("rulings", "R-1", "reason")
    ]


def test_difference_names_rulings_added_and_changed() -> None:
    first, second, _ = rulings()
    longer = replace(first, expires=first.expires + timedelta(days=1) if first.expires else None)

    found = differences(package(first), package(longer, second))

    assert found == (
        Difference(
            table="rulings",
            key="R-1",
            what=What.CHANGED,
            column="expires",
            before="2025-11-02T10:00Z",
            after="2025-11-03T10:00Z",
        ),
        Difference(table="rulings", key="R-2", what=What.ADDED),
    )
