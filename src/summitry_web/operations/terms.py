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
    Progress,
    Struck,
    Verification,
)
from summitry.operations.entry import Correction
from summitry.operations.obligations import Debt
from summitry.operations.papers.standing import EARLY, lasting
from summitry.operations.papers.words import IN_ORDER, KINDS, NOT_IN_ORDER, words_of

__all__ = [
    "ACTS", "DEBTS", "KINDS", "PRIORITIES", "REASONS", "TROUBLES", "sentence_of", "words_of",
]  # fmt: skip

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
        return lasting(body), {"person": body.person_id, "start": body.start, "end": body.end}
    if isinstance(body, Presence):
        told = Text("{person} is at {post}.") if body.there else Text("{person} has left {post}.")
        return told, {"person": body.person_id, "post": body.post_id}
    if isinstance(body, Progress):
        told = Text("{item} is over.") if body.over else Text("{item} has begun.")
        return told, {"item": body.item_id}
    if isinstance(body, Struck):
        return Text("Struck out."), {}
    return _of_thing(body)


def _of_thing(body: Body) -> tuple[Text, dict[str, object]] | None:
    thing = getattr(body, "thing", None)
    facts: dict[str, object] = {"thing": "" if thing is None else f"{thing.table}/{thing.key}"}
    if isinstance(body, Delay) and body.minutes < 0:
        return EARLY, {**facts, "minutes": -body.minutes}
    if isinstance(body, Delay):
        return counted(
            "{thing} is late by {minutes} minute.",
            "{thing} is late by {minutes} min.",
            by="minutes",
        ), {**facts, "minutes": body.minutes}
    if isinstance(body, Closure | Failure):
        return lasting(body), {**facts, "start": body.start, "end": body.end}
    if isinstance(body, Verification):
        return _looked_at(body), {**facts, "text": body.text}
    return None


def _looked_at(body: Verification) -> Text:
    if not body.text:
        return IN_ORDER if body.passed else NOT_IN_ORDER
    passed, failed = Text("{thing} is in order: {text}"), Text("{thing} is not in order: {text}")
    return passed if body.passed else failed
