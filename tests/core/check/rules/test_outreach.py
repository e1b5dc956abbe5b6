"""C-207: what the host shows."""

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.outreach import Outreach
from tests.plans.one_rule import MINUTE, NOW, OPENS, found, person, told, word

SECOND = MINUTE / 60


def shown(**cells: object) -> Outreach:
    return Outreach(
        **{
            "outreach_id": "O",
            "title": "Show",
            "kind": "exhibition",
            "objective_id": "OBJ",
            "site_id": "hall",
            "start": OPENS,
            "due": OPENS,
            **cells,
        }
    )


def test_what_serves_an_objective_stands_somewhere_and_is_due_is_let_through() -> None:
    assert found("C-207", [shown()]) == ()


def test_objective_and_place_are_needed() -> None:
    assert told(found("C-207", [shown(objective_id=None)])) == [
        ("objective", "outreach", "O", "objective_id", "low")
    ]
    assert [gap.case for gap in found("C-207", [shown(site_id=None)])] == ["place"]


@pytest.mark.parametrize(
    "cells", [{"zone_id": "Z"}, {"item_id": "I"}, {"kind": "survey-of-guests"}]
)
def test_zone_or_item_is_a_place_and_a_survey_needs_none(cells: dict[str, object]) -> None:
    assert found("C-207", [shown(site_id=None, **cells)]) == ()


@pytest.mark.parametrize(
    ("due", "case"),
    [
        (NOW + SECOND, None),
        (NOW, "late"),
        (None, "no-date"),
        (OPENS, None),
        (OPENS + SECOND, "after"),
    ],
)
def test_it_stands_ready_before_it_begins(due: object, case: str | None) -> None:
    row = shown(due=due)

    assert [gap.case for gap in found("C-207", [row])] == ([case] if case else [])
    seen = [word(row, AttestationKind.VERIFIED, "N-1")]
    assert found("C-207", [row, person("N-1")], attested=seen) == ()
