"""C-89: a ruling that has no effect is a finding of its own."""

from collections.abc import Iterable
from typing import Any

import pytest

from summitry.check.registry import REGISTRY
from summitry.check.run import check
from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestations
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Power
from tests.plans.one_rule import DAY, EVENT, NOW, person

ROWS: tuple[Row, ...] = (
    EVENT,
    Unit(unit_id="police", name="Police"),
    Site(site_id="hall", name="Hall"),
    person("chief", Power.ACCEPT_HIGH_RISK, Power.SET_ASIDE_RULE),
)


def ruling(**cells: Any) -> Ruling:
    return Ruling(
        **{
            "ruling_id": "R-1",
            "kind": "suppress",
            "code": "C-01",
            "severity": "medium",
            "by": "chief",
            "at": NOW - DAY,
            "reason": "The owner is abroad",
            "expires": NOW + DAY,
            "subject_table": "sites",
            "subject_key": "hall",
            **cells,
        }
    )


def found(*rulings: Ruling, rows: Iterable[Row] = ROWS) -> tuple[Finding, ...]:
    run = check(
        Snapshot.of(rows), Attestations(), at=NOW, rulings=rulings, rules=[REGISTRY["C-89"]]
    )
    return run.findings


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"severity": "critical"}, "pattern"),
        ({"by": "nobody"}, "stranger"),
        ({"reason": " "}, "reason"),
        ({"expires": None}, "expiry"),
        ({"expires": NOW}, "expired"),
        ({"severity": "high"}, "second"),
        ({"code": "C-99"}, "rule"),
        ({"code": "L-unheard-of"}, "rule"),
        ({"subject_key": "station"}, "place"),
        ({"subject_table": "no-table"}, "place"),
        ({"subject_table": "", "subject_key": "", "unit_id": "army"}, "place"),
    ],
)
def test_ruling_without_effect_is_found(cells: dict[str, Any], case: str) -> None:
    (told,) = found(ruling(**cells))

    assert (told.code, told.table, told.key, told.case) == ("C-89", "rulings", "R-1", case)
    assert told.severity == "medium"


def test_ruling_by_somebody_without_the_power_is_found() -> None:
    rows = (*ROWS[:3], person("chief", Power.ACCEPT_HIGH_RISK))

    (told,) = found(ruling(), rows=rows)

    assert (told.case, told.units) == ("power", ("police",))


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"subject_table": "", "subject_key": "", "unit_id": "police"},
        {"kind": "quarantine", "subject_table": "", "subject_key": ""},
        {"subject_table": "attestations", "subject_key": "some|word"},
        {"at": NOW + DAY, "by": "nobody"},
    ],
)
def test_ruling_with_effect_or_not_made_yet_is_let_through(cells: dict[str, Any]) -> None:
    assert found(ruling(**cells)) == ()


def test_ruling_that_expired_is_let_through_once_somebody_has_ruled_anew() -> None:
    old = ruling(ruling_id="R-0", at=NOW - 3 * DAY, expires=NOW - 2 * DAY)

    assert found(old, ruling()) == ()
    assert [
        each.key for each in found(old, ruling(subject_key="hall", kind="accept", identity="x"))
    ] == ["R-0"]
