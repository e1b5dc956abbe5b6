"""What a planted defect must be found as."""

from typing import NamedTuple


class Planted(NamedTuple):
    """A rule's code, and the row that its finding is about."""

    rule: str
    table: str
    key: str
