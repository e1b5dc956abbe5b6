"""Limits: command and communications."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import Origin


@dataclass(frozen=True, kw_only=True)
class CommandLimits:
    """Command and communications."""

    relays_max: Annotated[
        float,
        Origin(
            Text("Relays between a reporting post and a protective detail"),
            Text("From the reviews of 13 July 2024: two command posts without a direct link."),
        ),
    ] = 1.0
