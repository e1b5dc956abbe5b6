"""Refusals of the register of persons, what its journal entries say, and its choices."""

from collections.abc import Mapping
from enum import StrEnum

from summitry.kit.errors import Text, counted

SENTENCES: dict[str, Text] = {
    "people.unreadable": Text(
        "The record {record} cannot be opened with this node's key. Restore the file “people.key” "
        "from the node's backup, or import the people again."
    ),
    "people.reveals_max": counted(
        (
            "You have opened {got} record within the last hour, and {expected} are allowed. Wait "
            "until {again}, or ask a second person to open the next ones."
        ),
        (
            "You have opened {got} records within the last hour, and {expected} are allowed. Wait "
            "until {again}, or ask a second person to open the next ones."
        ),
        by="got",
    ),
    "people.purpose": Text(
        "“{got}” is no purpose for opening a record. Choose one of these: {expected}."
    ),
    "people.reason": Text(
        "“{got}” is no reason for erasing a record. Choose one of these: {expected}."
    ),
    "people.bulk": counted(
        (
            "{got} identity would leave the site, and one person may take {expected} alone. Ask a "
            "second person on the page “Persons”, and download again when they have confirmed."
        ),
        (
            "{got} identities would leave the site, and one person may take {expected} alone. Ask "
            "a second person on the page “Persons”, and download again when they have confirmed."
        ),
        by="got",
    ),
    "people.twice": Text(
        "The record {record} comes twice. Keep one of the two rows of the table “people”."
    ),
}

KINDS: dict[str, Text] = {
    "people.replaced": Text(
        "{actor} imported identities. Records: {count}; documents dropped: {documents}; left out "
        "because they were erased before: {skipped}."
    ),
    "people.listed": counted(
        "{actor} looked at the list of persons: {count} record.",
        "{actor} looked at the list of persons: {count} records.",
        by="count",
    ),
    "people.revealed": Text("{actor} opened the identity {subject} (purpose: {purpose})."),
    "people.taken": counted(
        "{actor} took {count} identity along (purpose: {purpose}).",
        "{actor} took {count} identities along (purpose: {purpose}).",
        by="count",
    ),
    "people.bulk-allowed": Text(
        "{actor} allowed {subject} as a second person to take all identities along."
    ),
    "people.erased": Text("{actor} erased the identity {subject} (reason: {reason})."),
    "people.expired": counted(
        "The retention period has ended: {count} identity was erased by the node.",
        "The retention period has ended: {count} identities were erased by the node.",
        by="count",
    ),
}


class Purpose(StrEnum):
    """Why a record is opened; a code, since free text would bring names into the journal."""

    ACCREDITATION = "accreditation"
    DUPLICATE = "duplicate"
    SUBJECT_REQUEST = "subject-request"
    CONTACT = "contact"
    SECURITY_CASE = "security-case"
    PACKAGE = "package"


class Ground(StrEnum):
    """Why a record is erased."""

    SUBJECT_REQUEST = "subject-request"
    WITHDRAWN = "withdrawn"
    MISTAKE = "mistake"
    RETENTION = "retention"


PURPOSES: Mapping[Purpose, Text] = {
    Purpose.ACCREDITATION: Text("Deciding on the accreditation"),
    Purpose.DUPLICATE: Text("Telling two like records apart"),
    Purpose.SUBJECT_REQUEST: Text("Answering a request of the person"),
    Purpose.CONTACT: Text("Reaching the person"),
    Purpose.SECURITY_CASE: Text("Working on a security case"),
    Purpose.PACKAGE: Text("Taking the package along"),
}
GROUNDS: Mapping[Ground, Text] = {
    Ground.SUBJECT_REQUEST: Text("The person asked for it"),
    Ground.WITHDRAWN: Text("The application was withdrawn"),
    Ground.MISTAKE: Text("The record was made by mistake"),
    Ground.RETENTION: Text("The retention period has ended"),
}

CODES: Mapping[tuple[str, str], Mapping[str, Text]] = {
    ("people.revealed", "purpose"): {code.value: told for code, told in PURPOSES.items()},
    ("people.taken", "purpose"): {code.value: told for code, told in PURPOSES.items()},
    ("people.erased", "reason"): {code.value: told for code, told in GROUNDS.items()},
}
"""What the codes say that entries of the journal hold."""
