"""Limits: programme and protocol."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class ProtocolLimits:
    """Programme and protocol."""

    signature_minutes: Annotated[float, Origin(Text("Time for one signature"), PRACTICE)] = 1.0
