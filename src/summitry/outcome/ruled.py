"""Findings with the rulings that rule them away."""

from collections.abc import Iterable
from operator import attrgetter

from msgspec.structs import replace

from summitry.outcome.finding import Finding
from summitry.plan.rulings import Ruling, RulingKind

_NARROWEST_FIRST = tuple(RulingKind)


def ruled(findings: Iterable[Finding], rulings: Iterable[Ruling]) -> tuple[Finding, ...]:
    """Return the findings in their order, each with the ruling that rules it away, if any does.

    Of several the narrowest kind is named, of one kind the latest. The rulings are those that have
    effect.
    """
    by_code: dict[str, list[Ruling]] = {}
    for ruling in sorted(rulings, key=attrgetter("at", "ruling_id"), reverse=True):
        by_code.setdefault(ruling.code, []).append(ruling)
    for own in by_code.values():
        own.sort(key=lambda each: _NARROWEST_FIRST.index(each.kind))
    return tuple(_with_ruling(finding, by_code.get(finding.code, ())) for finding in findings)


def _with_ruling(finding: Finding, rulings: Iterable[Ruling]) -> Finding:
    found = next((ruling for ruling in rulings if reaches(ruling, finding)), None)
    return finding if found is None else replace(finding, ruling=found)


def reaches(ruling: Ruling, finding: Finding) -> bool:
    """Say whether the ruling speaks of the finding as it now stands."""
    if ruling.code != finding.code:
        return False
    if ruling.kind is RulingKind.ACCEPT:
        seen = (ruling.identity, ruling.case, ruling.severity)
        return seen == (finding.identity, finding.case, finding.severity)
    if finding.severity.depth < ruling.severity.depth:
        return False
    if ruling.unit_id is not None:
        # What other units must mend too is not one unit's to suppress.
        return finding.units == (ruling.unit_id,)
    subject = (ruling.subject_table, ruling.subject_key)
    return ruling.kind is RulingKind.QUARANTINE or subject == (finding.table, finding.key)
