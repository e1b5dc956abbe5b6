"""Kinds of entries, priorities and states of a command post, as people read them."""

from collections.abc import Mapping

from summitry.kit.errors import Text
from summitry.operations.bodies import Body, Priority

KINDS: Mapping[str, Text] = {
    "note": Text("Note"),
    "field-report": Text("Field report"),
    "radio-message": Text("Radio message"),
    "attached": Text("Report attached"),
    "acknowledged": Text("Acknowledgement"),
    "struck": Text("Entry struck out"),
    "incident": Text("Incident"),
    "incident-changed": Text("Incident updated"),
    "order": Text("Order"),
    "read-back": Text("Read-back"),
    "read-back-judged": Text("Read-back judged"),
    "order-moved": Text("Order updated"),
    "confirmed": Text("Word of a second person"),
    "decision": Text("Decision"),
    "reviewed": Text("Review"),
    "declaration": Text("Declaration"),
    "handover": Text("Handover"),
    "sitrep": Text("Situation report"),
    "absence": Text("Absence"),
    "delay": Text("Delay"),
    "closure": Text("Closure"),
    "failure": Text("Failure"),
    "lifted": Text("Restored"),
    "verification": Text("Verification"),
    "presence": Text("Presence at a post"),
    "progress": Text("Programme"),
}

PRIORITIES: Mapping[Priority, Text] = {
    Priority.IMMEDIATE: Text("Immediate"),
    Priority.URGENT: Text("Urgent"),
    Priority.ROUTINE: Text("Routine"),
}

TROUBLES: Mapping[str, Text] = {
    "exchange.away": Text("No answer. It gets everything when the link holds again."),
    "exchange.stranger": Text("Another answers at this address. Compare the cards."),
    "exchange.unknown_post": Text("It brings entries of a post whose card is not here yet."),
    "exchange.malformed": Text("What came could not be read."),
    "sync.unproved": Text("What came was not proved, and was left out."),
    "sync.gap": Text("Entries in between are missing; they come with the next exchange."),
}
"""What kept an exchange from being one, by code."""


def words_of(body: Body) -> str:
    """Return the body's own words in one line: what its author wrote, nothing added."""
    for name in ("text", "title", "question", "situation", "words", "reason"):
        found = getattr(body, name, "")
        if found:
            return str(found)
    return ""
