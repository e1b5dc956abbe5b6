"""What the self-test asks of the apps: each says in its `ready` what must be so."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from summitry.kit.errors import NO_SENTENCE, Text

State = Literal["good", "warning", "bad"]


class Look(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: what was found, and what to do where it is not good."""

    name: str
    state: State
    told: Text
    mend: Text = NO_SENTENCE
    facts: dict[str, str | int] = {}


Looking = Callable[[], tuple[Look, ...]]
_LOOKS: dict[str, Looking] = {}


def look(name: str, looking: Looking) -> None:
    """Have the self-test ask it; the database is reachable and migrated when it is called."""
    _LOOKS[name] = looking


def looks() -> tuple[tuple[str, Looking], ...]:
    """Return all that are known, in order of name."""
    return tuple((name, _LOOKS[name]) for name in sorted(_LOOKS))
