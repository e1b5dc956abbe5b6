"""What an entry of the journal says: one class for each kind, and their bytes."""

from typing import Any, cast

import msgspec

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.operations.bodies.body import Body, Priority, Thing
from summitry.operations.bodies.command import (
    Confirmed,
    Decision,
    Declaration,
    Dissent,
    Handover,
    Incident,
    IncidentChanged,
    IncidentStatus,
    Order,
    OrderMoved,
    OrderStep,
    ReadBack,
    ReadBackJudged,
    Reviewed,
    RowEdit,
    Sentence,
    Sitrep,
)
from summitry.operations.bodies.facts import (
    Absence,
    Closure,
    Delay,
    Failure,
    Lifted,
    Presence,
    Progress,
    Verification,
)
from summitry.operations.bodies.reports import (
    Acknowledged,
    Attached,
    FieldReport,
    Note,
    RadioMessage,
    Struck,
)

__all__ = [
    "BODIES",
    "Absence",
    "Acknowledged",
    "Attached",
    "Body",
    "Closure",
    "Confirmed",
    "Decision",
    "Declaration",
    "Delay",
    "Dissent",
    "Failure",
    "FieldReport",
    "Handover",
    "Incident",
    "IncidentChanged",
    "IncidentStatus",
    "Lifted",
    "Note",
    "Order",
    "OrderMoved",
    "OrderStep",
    "Presence",
    "Priority",
    "Progress",
    "RadioMessage",
    "ReadBack",
    "ReadBackJudged",
    "Reviewed",
    "RowEdit",
    "Sentence",
    "Sitrep",
    "Struck",
    "Thing",
    "Verification",
    "body_of",
    "bytes_of",
]

_TYPES: tuple[type[Body], ...] = (
    Note, FieldReport, RadioMessage, Attached, Acknowledged, Struck,
    Incident, IncidentChanged, Order, ReadBack, ReadBackJudged, OrderMoved, Confirmed,
    Decision, Reviewed, Declaration, Handover, Sitrep,
    Absence, Delay, Closure, Failure, Lifted, Verification, Presence, Progress,
)  # fmt: skip

BODIES: dict[str, type[Body]] = {cast("str", each.__struct_config__.tag): each for each in _TYPES}
"""Every kind of entry, in the order in which a desk's list shows them."""

_Any: Any = _TYPES[0]
for _each in _TYPES[1:]:
    _Any = _Any | _each
_DECODER = msgspec.json.Decoder(_Any)


def bytes_of(body: Body) -> bytes:
    """Return the body's canonical bytes: what is sealed, and what the entry commits to."""
    return canonical(body)


def body_of(content: bytes) -> Body:
    """Return the body that the bytes hold.

    Raises
    ------
    SummitryError
        ``entry.unreadable`` where they hold none, or one that a column's test refuses.
    """
    try:
        return cast("Body", _DECODER.decode(content))
    except msgspec.DecodeError as problem:
        raise SummitryError("entry.unreadable", problem=str(problem)) from problem
