"""The small plan: perimeter, sweeps, evacuation, medical care, fire."""

from collections.abc import Callable

from summitry.plan.attestation import AttestationKind
from summitry.plan.table import Row

Said = tuple[AttestationKind, str, dict[str, object]]

SAID: dict[type[Row], Callable[[Row], list[Said]]] = {}
"""What is said of the rows: kind, by whom, and other cells."""


def rows() -> list[Row]:
    return []
