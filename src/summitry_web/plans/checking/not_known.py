"""What a check could not look at: empty tables, limits without a checked source, broken rules."""

from collections.abc import Mapping
from typing import Any

from summitry.report.assessment import Assessment, MomentFrom
from summitry.report.summary import blind_rules, used_limits
from summitry_web.plans.checking.held import Held


def not_known(held: Held) -> Mapping[str, Any]:
    """Return, for desks to tell, what the rules had to do without."""
    if held.run is None:
        return {"without_event": True}
    assessment = Assessment(
        snapshot=held.snapshot,
        attestations=held.attestations,
        findings=(),
        rules=held.run.rules,
        at=held.at,
        moment_from=MomentFrom.GIVEN,
        plan_hash="",
        with_people=bool(held.people),
    )
    blind = blind_rules(assessment)
    limits = used_limits(assessment)
    return {
        "broken": list(held.broken),
        "blind": [rule.code for rule, _ in blind],
        "empty": sorted({name for _, empty in blind for name in empty}),
        "limits": len(limits),
        "limits_unverified": sum(not each.verified for each in limits),
    }
