import re
from string import Formatter

from summitry.check.catalogue import rules
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS

CODES = [
    "C-01",
    "C-02",
    "C-03",
    "C-05",
    "C-08",
    "C-09",
    "C-10",
    "C-12",
    "C-28",
    "C-31",
    "C-35",
    "C-52",
    "C-53",
    "C-54",
    "C-56",
    "C-57",
    "C-61",
    "C-65",
    "C-66",
    "C-67",
    "C-70",
    "C-75",
    "C-76",
    "C-81",
    "C-84",
    "C-86",
    "C-87",
]


def test_every_rule_is_in_force_in_order_of_code() -> None:
    assert [each.code for each in rules()] == CODES


def test_rules_read_tables_and_limits_that_exist() -> None:
    for each in rules():
        assert set(each.reads) <= {*TABLES, *SIDE_TABLES}, each.code
        assert set(each.limits) <= set(ORIGINS), each.code


def test_every_limit_is_somebody_s() -> None:
    used = {limit for each in rules() for limit in each.limits}

    assert set(ORIGINS) - used == set()


def test_rules_tell_whole_sentences() -> None:
    for each in rules():
        for text in (each.why, each.remedy, each.source, *each.cases.values()):
            assert re.search(r"[.!?]$", text), (each.code, text)
            assert [name for _, name, _, _ in Formatter().parse(text) if name == ""] == []
        assert each.cases, each.code
