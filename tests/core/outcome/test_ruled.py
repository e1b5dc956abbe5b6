"""Which findings a ruling reaches."""

from typing import Any

import pytest

from summitry.outcome.finding import Finding, Phase, Status
from summitry.outcome.ruled import reaches, ruled
from summitry.plan.rulings import Ruling
from summitry.plan.terms import Field, Marking, Severity
from tests.plans.one_rule import DAY, NOW


def finding(**cells: Any) -> Finding:
    return Finding(
        **{
            "code": "C-52",
            "severity": Severity.MEDIUM,
            "status": Status.WRONG,
            "phase": Phase.D7,
            "field": Field.VENUES,
            "table": "posts",
            "key": "P-1",
            "column": None,
            "case": "",
            "discriminator": "",
            "start": None,
            "end": None,
            "facts": {},
            "joins": (),
            "marking": Marking.AMBER,
            "units": ("police",),
            **cells,
        }
    )


FOUND = finding()


def accept(of: Finding = FOUND, **cells: Any) -> Ruling:
    return Ruling(
        **{
            "ruling_id": "R-1",
            "kind": "accept",
            "code": of.code,
            "severity": of.severity,
            "by": "chief",
            "at": NOW,
            "reason": "Walled up",
            "expires": NOW + DAY,
            "identity": of.identity,
            "case": of.case,
            "subject_table": of.table,
            "subject_key": of.key,
            **cells,
        }
    )


def suppress(**cells: Any) -> Ruling:
    return accept(**{"kind": "suppress", "identity": "", **cells})


ON_UNIT = suppress(subject_table="", subject_key="", unit_id="police")
EVERYWHERE = suppress(kind="quarantine", subject_table="", subject_key="")


@pytest.mark.parametrize(
    ("ruling", "other", "reached"),
    [
        (accept(), finding(), True),
        (accept(), finding(facts={"have": 1}), True),
        (accept(), finding(severity=Severity.HIGH), False),
        (accept(), finding(severity=Severity.LOW), False),
        (accept(), finding(case="worse"), False),
        (accept(), finding(discriminator="2030-05-10"), False),
        (suppress(), finding(discriminator="2030-05-10"), True),
        (suppress(), finding(severity=Severity.LOW), True),
        (suppress(), finding(severity=Severity.HIGH), False),
        (suppress(), finding(key="P-2"), False),
        (suppress(), finding(table="gates"), False),
        (suppress(), finding(code="C-53"), False),
        (ON_UNIT, finding(key="P-2"), True),
        (ON_UNIT, finding(units=("army", "police")), False),
        (ON_UNIT, finding(units=()), False),
        (EVERYWHERE, finding(table="gates", key="G", units=()), True),
        (EVERYWHERE, finding(severity=Severity.HIGH), False),
        (EVERYWHERE, finding(severity=Severity.CRITICAL), False),
        (EVERYWHERE, finding(code="C-53"), False),
    ],
)
def test_ruling_reaches_what_was_seen(ruling: Ruling, other: Finding, reached: bool) -> None:  # noqa: FBT001  # a table of cases
    assert reaches(ruling, other) is reached


def test_finding_carries_the_narrowest_and_then_the_latest_ruling() -> None:
    later = suppress(ruling_id="R-0", at=NOW + DAY / 2)
    rulings = [EVERYWHERE, suppress(ruling_id="R-9"), later, ON_UNIT]

    (told,) = ruled([FOUND], rulings)
    (accepted,) = ruled([FOUND], [*rulings, accept(ruling_id="R-5")])

    assert told.ruling == later
    assert accepted.ruling is not None
    assert accepted.ruling.ruling_id == "R-5"
    assert (told.identity, told.severity) == (FOUND.identity, FOUND.severity)


def test_other_findings_stay_as_they_are_and_in_order() -> None:
    others = (finding(code="C-99"), FOUND, finding(key="P-2"))

    told = ruled(others, [accept()])

    assert [each.ruling is not None for each in told] == [False, True, False]
    assert told[0] is others[0]
