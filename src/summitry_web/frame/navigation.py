"""The ways through an event, by its life: apps add pages, readers see those that are theirs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text


class Stage(StrEnum):
    """A part of an event's life."""

    PREPARE = "prepare"
    PEOPLE = "people"
    DEPLOY = "deploy"
    COMMAND = "command"
    REPORT = "report"
    FOLLOW_UP = "follow-up"


STAGES: Mapping[Stage, Text] = {
    Stage.PREPARE: Text("Prepare"),
    Stage.PEOPLE: Text("People"),
    Stage.DEPLOY: Text("Deploy"),
    Stage.COMMAND: Text("Command"),
    Stage.REPORT: Text("Report"),
    Stage.FOLLOW_UP: Text("Follow up"),
}


PLACE = 50
"""Where a page stands in its stage when its app does not say; behind it, those added later."""


class Visited(Protocol):
    """The event that the page is of, and what the reader may do there."""

    @property
    def event(self) -> Any:
        """The event, which has a ``slug``."""

    def may(self, verb: Any) -> bool:
        """Say whether the verb is granted."""


class Entry(Struct, frozen=True, kw_only=True):
    """A page of an event; its address is made from the event's slug alone."""

    stage: Stage
    label: Text
    name: str
    verb: str
    place: int = PLACE
    """Where it stands in its stage: smaller is further ahead."""


class Own(Struct, frozen=True, kw_only=True):
    """A page of one's own account, outside any event."""

    label: Text
    name: str


class Way(Struct, frozen=True, kw_only=True):
    """A page as the reader is shown it; ``current`` is what ``aria-current`` says, or empty."""

    label: Text
    address: str
    current: str = ""


class StageShown(Struct, frozen=True, kw_only=True):
    """A stage with those of its pages that the reader may see."""

    label: Text
    ways: tuple[Way, ...]

    @property
    def is_current(self) -> bool:
        """Say whether the page that is shown belongs to the stage."""
        return any(way.current for way in self.ways)


_ENTRIES: list[Entry] = []
_OWN: list[Own] = []


def add_entry(stage: Stage | str, label: Text, name: str, verb: str, *, place: int = PLACE) -> None:
    """Add a page to the stage; an app does so once, when it is ready."""
    entry = Entry(stage=Stage(stage), label=label, name=name, verb=verb, place=place)
    if entry not in _ENTRIES:
        _ENTRIES.append(entry)
        _ENTRIES.sort(key=lambda each: each.place)


def add_own(label: Text, name: str) -> None:
    """Add a page to the menu of one's own account."""
    own = Own(label=label, name=name)
    if own not in _OWN:
        _OWN.append(own)


def stages_shown(here: Visited | None, path: str) -> tuple[StageShown, ...]:
    """Return the stages with the pages that are granted; a stage without one is left out."""
    if here is None:
        return ()
    granted = [each for each in _ENTRIES if here.may(each.verb)]
    addresses = [reverse(each.name, kwargs={"event": here.event.slug}) for each in granted]
    at = urlsplit(path).path
    # Addresses nest: the page of one movement belongs to the list of movements, not to the event.
    nearest = max((each for each in addresses if at.startswith(each)), key=len, default="")
    ways: dict[Stage, list[Way]] = {stage: [] for stage in STAGES}
    for entry, address in zip(granted, addresses, strict=True):
        current = "" if address != nearest else "page" if at == address else "true"
        ways[entry.stage].append(Way(label=entry.label, address=address, current=current))
    return tuple(
        StageShown(label=label, ways=tuple(ways[stage]))
        for stage, label in STAGES.items()
        if ways[stage]
    )


def own_shown(path: str) -> tuple[Way, ...]:
    """Return the pages of one's own account."""
    at = urlsplit(path).path
    found = ((each.label, reverse(each.name)) for each in _OWN)
    return tuple(
        Way(label=label, address=address, current="page" if address == at else "")
        for label, address in found
    )
