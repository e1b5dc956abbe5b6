"""The closed lists of intake. Acts are reported; opinions, assemblies and persons are not."""

from collections.abc import Mapping
from enum import StrEnum

from summitry.kit.errors import Text


class Act(StrEnum):
    """A kind of act; there is none for an assembly, a speech or an article."""

    WEAPON = "weapon-or-explosive"
    OBJECT = "unattended-object"
    THREAT = "threat-of-violence"
    ATTACK = "violence"
    TRESPASS = "trespass"
    DRONE = "drone"
    DAMAGE = "damage"
    THEFT = "theft"
    FORGERY = "forgery"
    FIRE = "fire-hazard"
    CROWDING = "crowding"
    ROAD = "road-blocked"
    FAILURE = "failed-supply"
    HEALTH = "health-hazard"
    CYBER = "cyber-incident"
    OTHER = "other-danger"


ACTS: Mapping[Act, Text] = {
    Act.WEAPON: Text("A weapon or an explosive"),
    Act.OBJECT: Text("An object left behind"),
    Act.THREAT: Text("A threat of violence"),
    Act.ATTACK: Text("Violence against somebody"),
    Act.TRESPASS: Text("Somebody entered a closed area"),
    Act.DRONE: Text("A drone"),
    Act.DAMAGE: Text("Something was damaged"),
    Act.THEFT: Text("A uniform, badge, vehicle or device is missing"),
    Act.FORGERY: Text("A forged document or badge"),
    Act.FIRE: Text("A danger of fire"),
    Act.CROWDING: Text("Dangerous crowding"),
    Act.ROAD: Text("A road or exit is blocked"),
    Act.FAILURE: Text("Power, water or a network failed"),
    Act.HEALTH: Text("A danger to health"),
    Act.CYBER: Text("An attack on computers or accounts"),
    Act.OTHER: Text("Another danger to people or things"),
}


class State(StrEnum):
    """How far a report has come."""

    NEW = "new"
    TAKEN = "taken"
    ASKED = "asked"
    CLOSED = "closed"


STATES: Mapping[State, Text] = {
    State.NEW: Text("Not yet taken"),
    State.TAKEN: Text("Being looked at"),
    State.ASKED: Text("A question waits for an answer"),
    State.CLOSED: Text("Closed"),
}


class Step(StrEnum):
    """What was done with a report."""

    RECEIVED = "received"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    GRADED = "graded"
    LINKED = "linked"
    ACTED = "acted"
    PASSED = "passed"
    CLOSED = "closed"
    NAME_CONFIRMED = "name-confirmed"
    NAME_DELETED = "name-deleted"
    EXPIRED = "expired"


STEPS: Mapping[Step, Text] = {
    Step.RECEIVED: Text("Received"),
    Step.TAKEN: Text("Taken"),
    Step.ASKED: Text("Asked back"),
    Step.ANSWERED: Text("Answered"),
    Step.GRADED: Text("Graded"),
    Step.LINKED: Text("Linked"),
    Step.ACTED: Text("Acted upon"),
    Step.PASSED: Text("Passed to a unit"),
    Step.CLOSED: Text("Closed"),
    Step.NAME_CONFIRMED: Text("Name confirmed by a second person"),
    Step.NAME_DELETED: Text("Name deleted"),
    Step.EXPIRED: Text("Texts and photos deleted"),
}

RELIABILITY: Mapping[str, Text] = {
    "A": Text("The source has always been right"),
    "B": Text("The source has mostly been right"),
    "C": Text("The source has been right now and then"),
    "D": Text("The source has mostly been wrong"),
    "E": Text("The source has never been right"),
    "F": Text("Nothing is known of the source"),
}
CREDIBILITY: Mapping[str, Text] = {
    "1": Text("Confirmed by others"),
    "2": Text("Probably true"),
    "3": Text("Possibly true"),
    "4": Text("Doubtful"),
    "5": Text("Improbable"),
    "6": Text("Nobody can say yet"),
}
"""Both are the usual scales of six grades (source and information, graded apart), in words."""


class Reason(StrEnum):
    """Why a report was closed."""

    DEALT_WITH = "dealt-with"
    NO_DANGER = "no-danger"
    DUPLICATE = "duplicate"
    HANDED_OVER = "handed-over"
    ASSEMBLY = "peaceful-assembly"
    EXPRESSION = "lawful-expression"


REASONS: Mapping[Reason, Text] = {
    Reason.DEALT_WITH: Text("It was dealt with"),
    Reason.NO_DANGER: Text("There was no danger"),
    Reason.DUPLICATE: Text("It tells what another report tells"),
    Reason.HANDED_OVER: Text("It was handed to an authority outside the event"),
    Reason.ASSEMBLY: Text("It is a peaceful assembly: a right, and no report is kept"),
    Reason.EXPRESSION: Text("It is criticism, press or satire: a right, and no report is kept"),
}
KEEPS_NOTHING = frozenset({Reason.ASSEMBLY, Reason.EXPRESSION})
"""Closing for these deletes texts, photos and names at once; the counts stay."""


class Ground(StrEnum):
    """The lawful ground on which a person may be named."""

    LIFE = "danger-to-life"
    OFFENCE = "suspected-offence"
    ORDER = "order-of-a-court"
    MISSING = "missing-person"
    CONSENT = "consent"


GROUNDS: Mapping[Ground, Text] = {
    Ground.LIFE: Text("Somebody's life is in danger"),
    Ground.OFFENCE: Text("There are facts that point to an offence"),
    Ground.ORDER: Text("A court or prosecutor has ordered it"),
    Ground.MISSING: Text("The person is missing or needs protection"),
    Ground.CONSENT: Text("The person has agreed"),
}


class PlaceKind(StrEnum):
    """How a place is told."""

    WORDS = "words"
    SITE = "site"
    POSITION = "position"
