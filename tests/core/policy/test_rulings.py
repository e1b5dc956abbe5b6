"""When a ruling has effect: every severity and kind, one thing lacking at a time."""

from datetime import timedelta
from typing import Any

import pytest

from summitry.plan.rulings import Ruling
from summitry.plan.terms import Power
from summitry.policy.rulings import fault_of, made
from tests.plans.one_rule import DAY, NOW, person

SECOND = timedelta(seconds=1)
PERSONS = {
    each.person_id: each
    for each in (
        person("chief", Power.ACCEPT_HIGH_RISK),
        person("deputy", Power.ACCEPT_HIGH_RISK),
        person("officer", Power.ACCEPT_RISK),
        person("keeper", Power.SET_ASIDE_RULE),
        person("clerk", Power.ACCEPT_POST),
    )
}


def accept(severity: str, by: str, second: str | None = None, **cells: Any) -> Ruling:
    return Ruling(
        **{
            "ruling_id": "R-1",
            "kind": "accept",
            "code": "C-52",
            "severity": severity,
            "by": by,
            "second_by": second,
            "at": NOW - DAY,
            "reason": "Walled up",
            "expires": NOW + DAY,
            "identity": "0123456789abcdef",
            "subject_table": "posts",
            "subject_key": "P-1",
            **cells,
        }
    )


def suppress(severity: str, by: str, second: str | None = None, **cells: Any) -> Ruling:
    return accept(severity, by, second, **{"kind": "suppress", "identity": "", **cells})


def quarantine(severity: str, by: str, second: str | None = None) -> Ruling:
    cells = {"kind": "quarantine", "subject_table": "", "subject_key": ""}
    return suppress(severity, by, second, **cells)


@pytest.mark.parametrize(
    ("ruling", "fault"),
    [
        (accept("medium", "officer"), None),
        (accept("low", "chief"), None),
        (accept("medium", "clerk"), "power"),
        (accept("medium", "keeper"), "power"),
        (accept("high", "chief", "clerk"), None),
        (accept("high", "officer", "chief"), "power"),
        (accept("high", "chief"), "second"),
        (accept("high", "chief", "nobody"), "second"),
        (accept("critical", "chief", "deputy"), None),
        (accept("critical", "chief", "officer"), "second"),
        (accept("critical", "chief"), "second"),
        (accept("critical", "officer", "chief"), "power"),
        (accept("medium", "nobody"), "stranger"),
        (accept("medium", "officer", reason=" \t"), "reason"),
        (accept("medium", "officer", expires=None), "expiry"),
        (accept("medium", "officer", expires=NOW), "expired"),
        (accept("medium", "officer", expires=NOW + SECOND), None),
        (suppress("medium", "keeper"), None),
        (suppress("medium", "chief"), "power"),
        (suppress("high", "keeper", "chief"), None),
        (suppress("high", "keeper", "officer"), "second"),
        (suppress("high", "keeper"), "second"),
        (suppress("critical", "keeper", "chief"), "pattern"),
        (quarantine("medium", "keeper"), None),
        (quarantine("high", "keeper", "chief"), None),
        (quarantine("critical", "keeper", "chief"), "pattern"),
        (quarantine("low", "clerk"), "power"),
    ],
)
def test_first_thing_lacking_is_told(ruling: Ruling, fault: str | None) -> None:
    assert fault_of(ruling, PERSONS, NOW) == fault


def test_what_expired_and_was_ruled_anew_is_left_out() -> None:
    old = accept("medium", "officer", at=NOW - 3 * DAY, expires=NOW - 2 * DAY)
    anew = accept("medium", "officer", ruling_id="R-2")
    later = accept("medium", "officer", ruling_id="R-3", at=NOW + SECOND)
    elsewhere = accept("medium", "officer", ruling_id="R-4", subject_key="P-2", expires=NOW)

    assert made([old, anew, later, elsewhere], NOW) == (anew, elsewhere)
    assert made([old, later], NOW) == (old,)
