"""The requests of this app that take two persons, and how they are told."""

from datetime import datetime

from summitry.kit.errors import Text
from summitry.report.language import Language
from summitry_web.accounts.actions.grants import DEPUTY_ORGANISER, carry_out_deputy
from summitry_web.accounts.actions.invitations import INVITE_ORGANISER, carry_out_organiser
from summitry_web.accounts.labels import label
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.two_persons import Payload, declare

INVITES = Text("{email} is invited as {role} of the whole event, up to {clearance}.")
INVITES_AS = Text("In the plan, this is the person {person}.")
FROM = Text("It holds from {moment}.")
UNTIL = Text("It holds until {moment}.")
LENDS = Text("Person {deputy} becomes a deputy of the organiser {principal}, with the same rights.")


def tell_invitation(payload: Payload, reader: Language) -> list[str]:
    """Return what the invitation will grant."""
    told = [
        reader.gettext(INVITES).format(
            email=reader.isolated(payload["email"]),
            role=label(payload["role"], reader),
            clearance=reader.isolated(payload["clearance"]),
        )
    ]
    if payload["person_id"]:
        told.append(reader.gettext(INVITES_AS).format(person=reader.isolated(payload["person_id"])))
    return told + _told_span(payload["not_before"], payload["not_after"], reader)


def tell_deputy(payload: Payload, reader: Language) -> list[str]:
    """Return what the deputy will have."""
    told = [
        reader.gettext(LENDS).format(
            deputy=reader.isolated(payload["deputy"]),
            principal=reader.isolated(payload["principal"]),
        )
    ]
    return told + _told_span(payload["from"], payload["until"], reader)


def _told_span(start: str | None, end: str | None, reader: Language) -> list[str]:
    told = []
    for sentence, moment in ((FROM, start), (UNTIL, end)):
        if moment:
            shown = datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M %Z")
            told.append(reader.gettext(sentence).format(moment=reader.isolated(shown)))
    return told


def declare_all() -> None:
    """Declare them."""
    declare(
        INVITE_ORGANISER, title=Text("to invite an organiser"), verb=Verb.INVITE,
        describe=tell_invitation, carry_out=carry_out_organiser,
    )  # fmt: skip
    declare(
        DEPUTY_ORGANISER, title=Text("to lend the role of an organiser to a deputy"),
        verb=Verb.GRANT, describe=tell_deputy, carry_out=carry_out_deputy,
    )  # fmt: skip
