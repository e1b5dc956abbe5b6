"""Findings with the rulings that rule them away."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from msgspec.structs import replace

from summitry.outcome.finding import Finding
from summitry.plan.rulings import Ruling, RulingKind

_Target = tuple[str, ...]
"""What a ruling is found by: its kind, its rule, and the finding, row or unit."""


def ruled(findings: Iterable[Finding], rulings: Iterable[Ruling]) -> tuple[Finding, ...]:
    """Return the findings in their order, each with the ruling that rules it away, if any does.

    Of several the narrowest kind is named, of one kind the latest. The rulings are those that have
    effect.
    """
    by_target: dict[_Target, list[Ruling]] = {}
    for ruling in sorted(rulings, key=attrgetter("at", "ruling_id"), reverse=True):
        by_target.setdefault(_target(ruling), []).append(ruling)
    if not by_target:
        return tuple(findings)
    return tuple(_with_ruling(finding, by_target) for finding in findings)


def _with_ruling(finding: Finding, by_target: Mapping[_Target, list[Ruling]]) -> Finding:
    near = (ruling for target in _targets(finding) for ruling in by_target.get(target, ()))
    found = next((ruling for ruling in near if reaches(ruling, finding)), None)
    return finding if found is None else replace(finding, ruling=found)


def _target(ruling: Ruling) -> _Target:
    if ruling.kind is RulingKind.ACCEPT:
        return (ruling.kind, ruling.code, ruling.identity)
    if ruling.unit_id is not None:
        return (ruling.kind, ruling.code, ruling.unit_id)
    return (ruling.kind, ruling.code, ruling.subject_table, ruling.subject_key)


def _targets(finding: Finding) -> Iterator[_Target]:
    """Yield what a ruling on the finding can be found by, the narrowest first."""
    yield (RulingKind.ACCEPT, finding.code, finding.identity)
    yield (RulingKind.SUPPRESS, finding.code, finding.table, finding.key)
    if len(finding.units) == 1:
        # What other units must mend too is not one unit's to suppress.
        yield (RulingKind.SUPPRESS, finding.code, finding.units[0])
    yield (RulingKind.QUARANTINE, finding.code, "", "")


def reaches(ruling: Ruling, finding: Finding) -> bool:
    """Say whether the ruling speaks of the finding as it now stands."""
    if _target(ruling) not in _targets(finding):
        return False
    if ruling.kind is RulingKind.ACCEPT:
        return (ruling.case, ruling.severity) == (finding.case, finding.severity)
    return finding.severity.depth >= ruling.severity.depth
