"""What takes two persons: how each kind of request is told, and carried out when confirmed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.report.language import Language
from summitry_web.accounts.can import Actor
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event

Payload = Mapping[str, Any]
Describe = Callable[[Payload, Language], list[str]]
CarryOut = Callable[[Event, Payload, Actor, Actor], None]
"""Takes who asked and who confirms, both as they act at that moment.

The payload then also says when it was confirmed, under `CONFIRMED_AT`.
"""

CONFIRMED_AT = "confirmed_at"


class Declared(Struct, frozen=True, kw_only=True):
    """A kind of request."""

    kind: str
    verb: Verb
    describe: Describe
    carry_out: CarryOut


_KINDS: dict[str, Declared] = {}
_TITLES: dict[str, Text] = {}


def declare(kind: str, *, title: Text, verb: Verb, describe: Describe, carry_out: CarryOut) -> None:
    """Declare a kind of request, which both persons need the verb for."""
    _KINDS[kind] = Declared(kind=kind, verb=verb, describe=describe, carry_out=carry_out)
    _TITLES[kind] = title


def titles() -> Mapping[str, Text]:
    """Return what each kind of request is called; apps that come later add theirs to it."""
    return MappingProxyType(_TITLES)


def kinds() -> list[str]:
    """Return the names of all kinds of request."""
    return sorted(_KINDS)


def declared(kind: str) -> Declared:
    """Return the kind; a kind that no app declares is our own mistake."""
    return _KINDS[kind]


def confirmed_at(payload: Payload) -> datetime:
    """Return the moment at which the second person confirmed."""
    return datetime.fromisoformat(payload[CONFIRMED_AT])
