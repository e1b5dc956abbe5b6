"""Every built-in rule; importing this package fills the registry."""

from summitry.check.rules import gates  # noqa: F401  # registers itself
