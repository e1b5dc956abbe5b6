"""The linter of plans: every rule over one snapshot, whole or after a change."""
