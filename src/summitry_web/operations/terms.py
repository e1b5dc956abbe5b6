"""Kinds of entries, priorities and states of a command post, as people read them."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted
from summitry.operations.bodies import (
    Absence,
    Body,
    Closure,
    Delay,
    Failure,
    Presence,
    Priority,
    Struck,
    Verification,
)
from summitry.operations.entry import Correction
from summitry.operations.obligations import Debt

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
    "reviewed": Text("Reviewed"),
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
    "progress": Text("Progress of the programme"),
}

PRIORITIES: Mapping[Priority, Text] = {
    Priority.IMMEDIATE: Text("Immediate"),
    Priority.URGENT: Text("Urgent"),
    Priority.ROUTINE: Text("Routine"),
}

TROUBLES: Mapping[str, Text] = {
    "exchange.away": Text("No answer. It gets everything when the link works again."),
    "exchange.stranger": Text(
        "The key at this address is not the one on the card. Compare the cards."
    ),
    "exchange.unknown_post": Text("It brings entries of a post whose card is not here yet."),
    "exchange.malformed": Text("What came could not be read."),
    "sync.unproved": Text("What came does not match the signed journal, and was not taken in."),
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


REASONS: Mapping[Correction, Text] = {
    Correction.MISTAKE: Text("It is a mistake"),
    Correction.MISHEARD: Text("It was misheard"),
    Correction.WRONG_PLACE: Text("The place is wrong"),
    Correction.WRONG_TIME: Text("The time is wrong"),
    Correction.TWICE: Text("It was entered twice"),
    Correction.ADDED: Text("Something is added"),
    Correction.WITHDRAWN: Text("Its author takes it back"),
}

DEBTS: Mapping[Debt, Text] = {
    Debt.READ_BACK: Text("Read the order back"),
    Debt.DONE: Text("Do what was ordered"),
    Debt.SECOND_PERSON: Text("The word of a second person on the changed plan"),
    Debt.REVIEW: Text("Look at it again"),
    Debt.ACKNOWLEDGEMENT: Text("Acknowledge the declaration"),
    Debt.LOOK: Text("Look at the report"),
    Debt.UPDATE: Text("Say how the incident stands"),
    Debt.TAKE_OVER: Text("Take the desk over"),
    Debt.SITREP: Text("Issue the situation report"),
}

ACTS: Mapping[Debt, Text] = {
    Debt.TAKE_OVER: Text("I take over"),
    Debt.ACKNOWLEDGEMENT: Text("{unit} has acknowledged"),
    Debt.SECOND_PERSON: Text("I confirm it"),
    Debt.DONE: Text("It is done"),
    Debt.REVIEW: Text("It stands"),
}


def sentence_of(body: Body) -> tuple[Text, dict[str, object]] | None:
    """Return what a body without words of its own says; None where it has some."""
    if isinstance(body, Absence):
        if body.end is None:
            return Text("{person} is not there from {start} on."), {
                "person": body.person_id, "start": body.start,
            }  # fmt: skip
        return Text("{person} is not there from {start} to {end}."), {
            "person": body.person_id, "start": body.start, "end": body.end,
        }  # fmt: skip
    if isinstance(body, Presence):
        told = Text("{person} is at {post}.") if body.there else Text("{person} has left {post}.")
        return told, {"person": body.person_id, "post": body.post_id}
    if isinstance(body, Struck):
        return Text("Struck out."), {}
    return _of_thing(body)


def _of_thing(body: Body) -> tuple[Text, dict[str, object]] | None:
    thing = getattr(body, "thing", None)
    facts: dict[str, object] = {"thing": "" if thing is None else f"{thing.table}/{thing.key}"}
    if isinstance(body, Delay):
        return counted(
            "{thing} is late by {minutes} minute.",
            "{thing} is late by {minutes} minutes.",
            by="minutes",
        ), {**facts, "minutes": body.minutes}
    if isinstance(body, Closure):
        return Text("{thing} is closed from {start} on."), {**facts, "start": body.start}
    if isinstance(body, Failure):
        return Text("{thing} does not work from {start} on."), {**facts, "start": body.start}
    if isinstance(body, Verification) and not body.text:
        told = Text("{thing} is in order.") if body.passed else Text("{thing} is not in order.")
        return told, facts
    return None
