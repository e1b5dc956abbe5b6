"""Every built-in rule; importing this package fills the registry."""

from summitry.check.rules import (  # noqa: F401  # each registers itself
    duty,
    gates,
    ownership,
    references,
    staffing,
)
