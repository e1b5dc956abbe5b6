"""The closed vocabularies in the reader's words."""

from enum import StrEnum

from summitry.kit.errors import Text
from summitry.report.language import Language

WORDS: dict[str, Text] = {
    # severity and status
    "critical": Text("critical"),
    "high": Text("high"),
    "medium": Text("medium"),
    "low": Text("low"),
    "wrong": Text("wrong"),
    "unknown": Text("not known"),
    "not-yet-due": Text("not yet due"),
    # fields
    "protectees": Text("Protected persons"),
    "venues": Text("Venues"),
    "airports-and-roads": Text("Airports and roads"),
    "reception-and-escort": Text("Reception and escort"),
    "traffic": Text("Traffic"),
    "fire": Text("Fire safety"),
    "medical": Text("Medical care"),
    "counter-terrorism": Text("Counter-terrorism"),
    "cyberspace": Text("Cyberspace"),
    "accreditation": Text("Accreditation"),
    "press": Text("Press"),
    "protocol": Text("Protocol"),
    "programme": Text("Programme"),
    "command": Text("Command"),
    "liaison": Text("Liaison"),
    "image": Text("Public image"),
    # scopes of rules
    "post": Text("post"),
    "person": Text("person"),
    "unit": Text("unit"),
    "site": Text("site"),
    "whole": Text("whole plan"),
    # levels, kinds and other terms that a sentence or a page may name
    "head-of-state": Text("head of State"),
    "head-of-government": Text("head of Government"),
    "deputy-head-of-government": Text("deputy head of Government"),
    "foreign-minister": Text("foreign minister"),
    "minister": Text("minister"),
    "deputy-minister": Text("deputy minister"),
    "ambassador": Text("ambassador"),
    "other": Text("other"),
    "delegate": Text("delegates"),
    "observer": Text("observers"),
    "organisation": Text("organisations"),
    "staff": Text("staff"),
    "guest": Text("guests"),
    "registered": Text("registered"),
    "approved": Text("approved"),
    "issued": Text("issued"),
    "accepted": Text("accepted"),
    "acknowledged": Text("acknowledged"),
    "verified": Text("verified"),
    "recalled": Text("recalled"),
    "cleared": Text("cleared"),
    "access": Text("access list"),
    "revocation": Text("revocation list"),
    "outer": Text("outer ring"),
    "middle": Text("middle ring"),
    "inner": Text("inner ring"),
    "rvp": Text("rendezvous point"),
    "fcp": Text("forward command post"),
    "reduce": Text("reduce"),
    "avoid": Text("avoid"),
    "share": Text("share"),
    "accept": Text("accept"),
    "suppress": Text("suppress"),
    "quarantine": Text("quarantine"),
}
"""The English word for each value; other values are shown as they stand in the plan."""


def word(value: StrEnum | str, language: Language) -> str:
    """Return the value in the reader's language, the value itself where it has no word."""
    return language.gettext(WORDS.get(str(value), str(value)))
