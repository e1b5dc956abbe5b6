"""What command posts, radio, readiness, assets demand, judged by brute force."""

from benchmarks.oracle.world import Demand

DEMANDS: tuple[Demand, ...] = ()
DEFAULTS: dict[str, float] = {}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {}
"""Which demands a cell of the event changes."""
