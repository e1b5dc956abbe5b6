"""Limits: risks and their controls."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class RiskLimits:
    """Risks and their controls."""

    control_verified_hours_min: Annotated[
        float,
        Origin(
            Text("Hours before the opening by which a control without a date is verified"),
            PRACTICE,
        ),
    ] = 12.0
    high_risk_score_min: Annotated[
        float,
        Origin(Text("Score from which a risk is high (likelihood times consequence)"), PRACTICE),
    ] = 12.0
