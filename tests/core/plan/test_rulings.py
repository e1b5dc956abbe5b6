"""What a ruling refuses to be, when it holds, and what it speaks of."""

from datetime import timedelta
from typing import Any

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.rulings import Ruling, ruling_id_of
from tests.plans.one_rule import DAY, NOW

CELLS = {
    "ruling_id": "R-1",
    "kind": "accept",
    "code": "C-52",
    "severity": "medium",
    "by": "chief",
    "at": NOW,
    "reason": "Walled up",
    "expires": NOW + DAY,
    "identity": "0123456789abcdef",
    "subject_table": "posts",
    "subject_key": "P-1",
}
ON_ROW = {**CELLS, "kind": "suppress", "identity": ""}
WHOLE = {**ON_ROW, "kind": "quarantine", "subject_table": "", "subject_key": ""}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({**CELLS, "second_by": "chief"}, "ruling.same_person"),
        ({**CELLS, "identity": ""}, "ruling.finding"),
        ({**ON_ROW, "identity": "0123456789abcdef"}, "ruling.finding"),
        ({**CELLS, "subject_key": ""}, "ruling.target"),
        ({**ON_ROW, "unit_id": "police"}, "ruling.target"),
        ({**WHOLE, "kind": "suppress"}, "ruling.target"),
        ({**WHOLE, "unit_id": "police"}, "ruling.target"),
        ({**ON_ROW, "kind": "quarantine"}, "ruling.target"),
        ({**CELLS, "ruling_id": "R 1"}, "id.malformed"),
    ],
)
def test_ruling_that_means_nothing_is_refused(cells: dict[str, Any], code: str) -> None:
    with pytest.raises(SummitryError) as refused:
        Ruling(**cells)

    assert refused.value.code == code


def test_ruling_of_each_kind_is_made() -> None:
    on_unit = {**ON_ROW, "subject_table": "", "subject_key": "", "unit_id": "police"}
    kinds = [Ruling(**cells).kind.value for cells in (CELLS, ON_ROW, on_unit, WHOLE)]

    assert kinds == ["accept", "suppress", "suppress", "quarantine"]


def test_ruling_holds_from_when_it_is_made_to_just_before_it_expires() -> None:
    ruling = Ruling(**CELLS)
    second = timedelta(seconds=1)

    held = [ruling.holds(at) for at in (NOW - second, NOW, NOW + DAY - second, NOW + DAY)]

    assert held == [False, True, True, False]
    assert Ruling(**{**CELLS, "expires": None}).holds(NOW + 1000 * DAY)


def test_what_is_ruled_on_does_not_depend_on_who_rules_and_when() -> None:
    anew = Ruling(**{**CELLS, "ruling_id": "R-2", "by": "other", "at": NOW + DAY, "case": "x"})

    assert anew.target == Ruling(**CELLS).target
    assert anew.target != Ruling(**{**CELLS, "subject_key": "P-2"}).target


def test_id_depends_on_every_cell() -> None:
    assert ruling_id_of(code="C-1", by="a") == ruling_id_of(by="a", code="C-1")
    assert ruling_id_of(code="C-1", by="a") != ruling_id_of(code="C-1", by="b")
