import re
from string import Formatter

import pytest

from summitry.check.catalogue import place, rules
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS

DOCTRINE = frozenset(range(1, 86)) - {7}
"""The checks of the field's doctrine; 7 was never given."""

PROPOSED_BY = {"hotel_minutes_min"}
"""Limits that no rule judges: they say what is proposed."""


def test_rules_come_in_order_of_their_numbers() -> None:
    codes = [each.code for each in rules()]
    built_in = [code for code in codes if code.startswith("C-")]

    assert {int(code[2:]) for code in built_in} >= DOCTRINE
    assert [int(code[2:]) for code in built_in] == sorted({int(code[2:]) for code in built_in})
    assert [code for code in built_in if not re.fullmatch(r"C-[0-9]{2,3}", code)] == []


@pytest.mark.parametrize(
    ("codes", "ordered"),
    [(["C-100", "C-12"], ["C-12", "C-100"]), (["X-1", "C-9", "X"], ["C-9", "X", "X-1"])],
)
def test_codes_are_ordered_by_letters_then_number(codes: list[str], ordered: list[str]) -> None:
    assert sorted(codes, key=place) == ordered


def test_rules_read_tables_and_limits_that_exist() -> None:
    for each in rules():
        assert set(each.reads) <= {*TABLES, *SIDE_TABLES}, each.code
        assert set(each.limits) <= set(ORIGINS), each.code


def test_every_limit_is_somebody_s() -> None:
    used = {limit for each in rules() for limit in each.limits}

    assert set(ORIGINS) - used == PROPOSED_BY


def test_rules_tell_whole_sentences() -> None:
    for each in rules():
        for text in (each.why, each.remedy, each.source, *each.cases.values()):
            assert re.search(r"[.!?]$", text), (each.code, text)
            assert [name for _, name, _, _ in Formatter().parse(text) if name == ""] == []
        assert each.cases, each.code
