"""Findings as data, in the form that others judge us by."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from summitry.kit.time import written
from summitry.outcome.finding import Finding
from summitry.plan.rulings import Ruling
from summitry.report.assessment import Assessment


def findings_json(assessment: Assessment, findings: Iterable[Finding]) -> bytes:
    """Return the plan's hash, the moment and the findings as JSON, indented."""
    content = {
        "plan": assessment.plan_hash,
        "at": written(assessment.at),
        "findings": [_finding(finding) for finding in findings],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "status": finding.status,
        "phase": finding.phase,
        "field": finding.field,
        "table": finding.table,
        "key": finding.key,
        "column": finding.column,
        "from": None if finding.start is None else written(finding.start),
        "to": None if finding.end is None else written(finding.end),
        "facts": {name: _fact(value) for name, value in sorted(finding.facts.items())},
        "identity": finding.identity,
        "marking": finding.marking,
        "ruling": None if finding.ruling is None else _ruling(finding.ruling),
    }


def _ruling(ruling: Ruling) -> dict[str, object]:
    return {
        "ruling_id": ruling.ruling_id,
        "kind": ruling.kind,
        "by": ruling.by,
        "second_by": ruling.second_by,
        "at": written(ruling.at),
        "reason": ruling.reason,
        "expires": None if ruling.expires is None else written(ruling.expires),
    }


def _fact(value: object) -> object:
    return written(value) if isinstance(value, datetime) else value
