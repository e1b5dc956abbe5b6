"""When a ruling on findings has effect: the graver what it reaches, the more it takes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from summitry.plan.organisation import Person
from summitry.plan.rulings import Ruling, RulingKind
from summitry.plan.terms import Power, Severity
from summitry.policy.acceptance import Demand, Flaw, flaw_of

HIGH_POWERS = frozenset({Power.ACCEPT_HIGH_RISK})
ANY_POWERS = frozenset({Power.ACCEPT_RISK, Power.ACCEPT_HIGH_RISK})
PATTERN_POWERS = frozenset({Power.SET_ASIDE_RULE})
GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})


class Fault(StrEnum):
    """Why a ruling has no effect."""

    PATTERN = "pattern"
    STRANGER = "stranger"
    POWER = "power"
    REASON = "reason"
    EXPIRY = "expiry"
    SECOND = "second"
    EXPIRED = "expired"


_FAULTS: Mapping[Flaw, Fault] = {
    Flaw.STRANGER: Fault.STRANGER,
    Flaw.POWER: Fault.POWER,
    Flaw.REASON: Fault.REASON,
    Flaw.EXPIRY: Fault.EXPIRY,
    Flaw.SECOND: Fault.SECOND,
}


def fault_of(ruling: Ruling, persons: Mapping[str, Person], at: datetime) -> Fault | None:
    """Return the first reason why the ruling has no effect at the moment, None where it has.

    A critical finding is never ruled away by a pattern, only singly, by two people with the power.
    """
    if ruling.kind is not RulingKind.ACCEPT and ruling.severity is Severity.CRITICAL:
        return Fault.PATTERN
    if ruling.expires is not None and ruling.expires <= at:
        return Fault.EXPIRED
    return _FAULTS.get(flaw_of(ruling, _demand(ruling, at), persons))


def _demand(ruling: Ruling, at: datetime) -> Demand:
    grave = ruling.severity in GRAVE
    if ruling.kind is not RulingKind.ACCEPT:
        return Demand(powers=PATTERN_POWERS, until=at, second=grave, second_powers=HIGH_POWERS)
    critical = ruling.severity is Severity.CRITICAL
    return Demand(
        powers=HIGH_POWERS if grave else ANY_POWERS,
        until=at,
        second=grave,
        second_powers=HIGH_POWERS if critical else (),
    )


def made(rulings: Iterable[Ruling], at: datetime) -> tuple[Ruling, ...]:
    """Return those made by then, without those that have expired and were renewed since."""
    known = [ruling for ruling in rulings if ruling.at <= at]
    latest: dict[tuple[str, ...], datetime] = {}
    for ruling in known:
        latest[ruling.target] = max(ruling.at, latest.get(ruling.target, ruling.at))
    return tuple(each for each in known if each.holds(at) or each.at == latest[each.target])
