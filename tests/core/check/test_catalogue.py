import re
from string import Formatter

from summitry.check.catalogue import rules
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS

NUMBERS = (1, 2, 3, 5, 8, 9, 10, 12, 28, 31, 35, 52, 53, 54, 56, 57, 61, 65, 66, 67)
MORE = (70, 75, 76, 81, 84, 86, 87, 88)
SAFETY = (25, 26, 37, 55, 58, 59, 60, *range(140, 153))


def test_every_rule_is_in_force_in_order_of_code() -> None:
    assert {each.code for each in rules()} == {f"C-{n:02}" for n in (*NUMBERS, *MORE, *SAFETY)}
    assert [each.code for each in rules()] == sorted(each.code for each in rules())


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
