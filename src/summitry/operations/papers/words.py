"""What an entry says in one sentence, with its kind; what its author wrote stays as it is."""

from collections.abc import Mapping

from summitry.kit.errors import Text
from summitry.operations.bodies import (
    Absence,
    Body,
    Closure,
    Delay,
    Failure,
    Lifted,
    Presence,
    Progress,
    Verification,
)
from summitry.operations.event import Event
from summitry.operations.papers.paper import Told
from summitry.operations.papers.reading import Reading, reference
from summitry.operations.papers.standing import ABSENT, BROKEN, EARLY, LATE, SHUT

KINDS: Mapping[str, Text] = {
    "note": Text("Note"),
    "field-report": Text("Field report"),
    "radio-message": Text("Radio message"),
    "attached": Text("Report attached"),
    "acknowledged": Text("Acknowledgement"),
    "struck": Text("Entry struck out"),
    "incident": Text("Incident"),
    "incident-changed": Text("Incident updated"),
    "order": Text("Order given"),
    "read-back": Text("Read-back"),
    "read-back-judged": Text("Read-back judged"),
    "order-moved": Text("Order updated"),
    "confirmed": Text("Word of a second person"),
    "decision": Text("Decision"),
    "reviewed": Text("Looked at again"),
    "declaration": Text("Declaration"),
    "handover": Text("Handover"),
    "sitrep": Text("Situation report"),
    "absence": Text("Absence"),
    "delay": Text("Delay"),
    "closure": Text("Road or gate closed"),
    "failure": Text("Failure"),
    "lifted": Text("Restored"),
    "verification": Text("Verification"),
    "presence": Text("Presence at a post"),
    "progress": Text("Programme"),
}

SAID = Text("{kind}: {text}")
ONLY = Text("{kind}.")
ANSWERED = Text("{kind}, to {reference}: {text}")
ANSWERED_ONLY = Text("{kind}, to {reference}.")
CAME = Text("{person} came to {post}.")
LEFT = Text("{person} left {post}.")
ITEM_BEGAN = Text("{item} began.")
ITEM_OVER = Text("{item} was over.")
IN_ORDER = Text("{thing} is in order.")
NOT_IN_ORDER = Text("{thing} is not in order.")
IS_LIFTED = Text("{kind}, to {reference}: over at {end}.")


def words_of(body: Body) -> str:
    """Return the body's own words: what its author wrote, nothing added."""
    names = ("text", "title", "question", "situation", "words", "reason")
    return next((str(found) for name in names if (found := getattr(body, name, ""))), "")


def said_by(reading: Reading, event: Event) -> Told:
    """Return the entry in a sentence that cites it."""
    reading.cite(event)
    text, facts = _of_fact(reading, event) or _of_words(reading, event)
    return Told(text, facts, (event.entry_id,))


def _of_words(reading: Reading, event: Event) -> tuple[Text, dict[str, object]]:
    body = event.body
    words, answered = words_of(body), reading.record.get(body.answers)
    facts: dict[str, object] = {"kind": Told(KINDS[body.kind]), "text": words}
    if answered is None:
        return (SAID if words else ONLY), facts
    facts["reference"] = reference(answered)
    return (ANSWERED if words else ANSWERED_ONLY), facts


def _of_fact(reading: Reading, event: Event) -> tuple[Text, dict[str, object]] | None:
    """Return the sentence of a body that has no words of its own; None for any other."""
    body = event.body
    if isinstance(body, Presence):
        post = reading.name("posts", body.post_id)
        return (CAME if body.there else LEFT), {"person": body.person_id, "post": post}
    if isinstance(body, Progress):
        item = reading.name("programme", body.item_id)
        return (ITEM_OVER if body.over else ITEM_BEGAN), {"item": item}
    if isinstance(body, Absence):
        return ABSENT, {"person": body.person_id, "start": body.start}
    if isinstance(body, Lifted):
        answered = reading.record.get(body.to)
        told = "" if answered is None else reference(answered)
        return IS_LIFTED, {"kind": Told(KINDS[body.kind]), "reference": told, "end": body.end}
    return _of_thing(reading, body)


def _of_thing(reading: Reading, body: Body) -> tuple[Text, dict[str, object]] | None:
    if isinstance(body, Closure | Failure):
        text = SHUT if isinstance(body, Closure) else BROKEN
        return text, {"thing": reading.thing(body.thing), "start": body.start}
    if isinstance(body, Delay):
        text = LATE if body.minutes >= 0 else EARLY
        return text, {"thing": reading.thing(body.thing), "minutes": abs(body.minutes)}
    if isinstance(body, Verification) and not body.text:
        return (IN_ORDER if body.passed else NOT_IN_ORDER), {"thing": reading.thing(body.thing)}
    return None
