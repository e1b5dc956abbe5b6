"""What comes in: notes of the desk, reports from the field, messages heard on a net."""

from summitry.kit.ids import NetId, PostId
from summitry.operations.bodies.body import (
    Body,
    Priority,
    require_entry,
    require_short,
    require_words,
)


class Note(Body, frozen=True, kw_only=True):
    """A line of the desk; ``to`` is the incident or order that it belongs to."""

    text: str
    priority: Priority = Priority.ROUTINE
    to: str = ""

    def __post_init__(self) -> None:
        require_words(self.text, column="text")


class FieldReport(Body, frozen=True, kw_only=True):
    """What somebody in the field saw; until it is attached or set aside it is owed a look.

    ``methane`` holds what is known of a major incident by the letters M, E, T, H, A, N, E
    (https://www.jesip.org.uk/joint-doctrine/m-ethane), in their order, unknown ones empty.
    """

    text: str
    priority: Priority = Priority.ROUTINE
    post_id: PostId | None = None
    methane: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_words(self.text, column="text")
        for part in self.methane:
            require_short(part, column="methane")


class RadioMessage(Body, frozen=True, kw_only=True):
    """What was said on a net: by which call sign, to which."""

    text: str
    net_id: NetId
    caller: str = ""
    called: str = ""
    priority: Priority = Priority.ROUTINE
    to: str = ""

    def __post_init__(self) -> None:
        require_words(self.text, column="text")


class Attached(Body, frozen=True, kw_only=True):
    """A report is part of an incident, or of nothing and why: then it is set aside."""

    to: str
    incident: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)
        if not self.incident:
            require_words(self.reason, column="reason")


class Acknowledged(Body, frozen=True, kw_only=True):
    """Somebody, or an agency, has read an entry and says so."""

    to: str
    unit_id: str = ""

    def __post_init__(self) -> None:
        require_entry(self.to)


class Struck(Body, frozen=True, kw_only=True):
    """The entry that this one corrects was a mistake: it stays readable and counts no longer."""
