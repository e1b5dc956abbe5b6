"""Findings in the form that others judge us by."""

import json

from summitry.report.data import findings_json

KEYS = [
    "code",
    "severity",
    "status",
    "phase",
    "field",
    "table",
    "key",
    "column",
    "from",
    "to",
    "facts",
    "identity",
    "marking",
    "ruling",
]


def test_json_has_exactly_the_agreed_keys_in_order(assessment):
    told = json.loads(findings_json(assessment, assessment.findings))

    assert list(told) == ["plan", "at", "findings"]
    assert [list(each) for each in told["findings"]] == [KEYS] * 4


def test_finding_is_told_whole(assessment):
    told = json.loads(findings_json(assessment, assessment.findings))

    assert told["plan"] == assessment.snapshot.root().hex()
    assert told["at"] == "2030-05-08T09:30Z"
    assert told["findings"][1] == {
        "code": "T-02",
        "severity": "high",
        "status": "wrong",
        "phase": "D-7",
        "field": "venues",
        "table": "posts",
        "key": "GATE-1",
        "column": None,
        "from": "2030-05-10T00:00Z",
        "to": "2030-05-10T06:00Z",
        "facts": {"have": 1, "need": 2, "since": "2030-05-10T00:00Z", "who": ["A", "B"]},
        "identity": assessment.findings[1].identity,
        "marking": "TLP:AMBER",
        "ruling": None,
    }


def test_no_findings_is_an_empty_list(assessment):
    assert json.loads(findings_json(assessment, ()))["findings"] == []
