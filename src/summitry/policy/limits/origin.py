"""Where a default comes from."""

from msgspec import Struct

from summitry.kit.errors import Text


class Origin(Struct, frozen=True):
    """Where a default comes from, and whether somebody has checked that source.

    An unverified number is shown as such wherever it appears.
    """

    what: Text
    source: Text
    verified: bool = False


PRACTICE = Text("Common practice, not verified; set it from your own regulations.")
