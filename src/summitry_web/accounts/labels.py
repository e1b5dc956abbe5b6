"""Roles, reasons and states as people read them."""

from collections.abc import Mapping

from summitry.kit.errors import Text
from summitry.report.language import Language

LABELS: Mapping[str, Text] = {
    "organiser": Text("Organiser"),
    "planner": Text("Planner"),
    "unit-lead": Text("Lead of a unit"),
    "approver": Text("Approver"),
    "authority": Text("Authority"),
    "reader": Text("Reader"),
    "triage": Text("Triage of reports"),
    "reporter": Text("Reporter"),
    "auditor": Text("Auditor"),
    "watch-officer": Text("Watch officer"),
    "commander": Text("Commander"),
    "passkey": Text("with a passkey"),
    "password": Text("with a password and six digits"),
    "recovery": Text("with a recovery code"),
    "danger-to-life": Text("Danger to life"),
    "incident": Text("Incident"),
    "unit-unreachable": Text("A unit cannot be reached"),
    "system-failure": Text("A system has failed"),
    "order": Text("The command ordered it"),
    "open": Text("Not yet taken up"),
    "used": Text("Taken up"),
    "withdrawn": Text("Withdrawn"),
    "expired": Text("Expired"),
    "current": Text("In force"),
    "planned": Text("Not yet in force"),
    "ended": Text("Over"),
    "waiting": Text("Waiting for a second person"),
    "done": Text("Confirmed and done"),
    "refused": Text("Refused"),
}


def label(value: str, reader: Language) -> str:
    """Return the value as the reader knows it."""
    return reader.gettext(LABELS.get(value, Text(value)))
