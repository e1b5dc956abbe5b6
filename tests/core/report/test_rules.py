"""Rules told to people."""

import json

import pytest

from summitry.check.catalogue import rules
from summitry.report.language import language
from summitry.report.rules import rule_text, rules_json, rules_list
from summitry.report.text import Page

ENGLISH = language("en")
RULES = rules()


@pytest.mark.parametrize("code", ["en", "vi", "ar"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_told_whole(rule, code):
    reader = language(code)

    text = " ".join(rule_text(rule, reader, Page(60, coloured=False)).split())

    wanted = [reader.gettext(each) for each in (rule.why, rule.remedy, rule.source)]
    assert [each for each in wanted if " ".join(each.split()) not in text] == []
    assert [name for name in rule.limits if name not in text] == []


def test_list_has_a_line_for_every_rule():
    lines = rules_list(RULES, ENGLISH, Page(110, coloured=False)).splitlines()

    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [
        rule.code for rule in RULES
    ]


def test_json_tells_limits_with_source_and_mark():
    told = json.loads(rules_json(RULES, ENGLISH))["rules"]

    by_code = {each["code"]: each for each in told}
    assert sorted(by_code) == sorted(rule.code for rule in RULES)
    limit = next(each for each in by_code["C-54"]["limits"] if each["name"] == "rest_hours_min")
    assert (limit["default"], limit["verified"]) == (11.0, True)
