"""What the journal's entries of the plan say."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted
from summitry.plan.attestation import AttestationKind
from summitry.plan.tables import TABLES

WORDS: dict[AttestationKind, Text] = {
    AttestationKind.ACCEPTED: Text("{actor} accepted {subject}."),
    AttestationKind.CLEARED: Text("{actor} cleared {subject}."),
    AttestationKind.APPROVED: Text("{actor} approved {subject}."),
    AttestationKind.ISSUED: Text("{actor} issued {subject}."),
    AttestationKind.ACKNOWLEDGED: Text("{actor} acknowledged {subject}."),
    AttestationKind.RECALLED: Text("{actor} recalled {subject}."),
    AttestationKind.VERIFIED: Text("{actor} verified {subject}."),
    AttestationKind.SWEPT: Text("{actor} swept {subject}."),
    AttestationKind.SEALED: Text("{actor} sealed {subject}."),
    AttestationKind.EXERCISED: Text("{actor} exercised {subject}."),
    AttestationKind.PROGRESS: Text("{actor} reported progress on {subject}."),
    AttestationKind.SUBMITTED: Text("{actor} submitted {subject}."),
    AttestationKind.RETURNED: Text("{actor} returned {subject}."),
    AttestationKind.COMPLETED: Text("{actor} completed {subject}."),
    AttestationKind.DELETED: Text("{actor} deleted {subject}."),
}
KINDS: dict[str, Text] = {
    **{f"word.{kind}": told for kind, told in WORDS.items()},
    "event.created": Text("{actor} created the event {subject}."),
    "event.deleted": Text("The node deleted the event {subject}."),
    "plan.edit": Text("{actor} changed rows of the plan: {rows}, up to {subject}."),
    "plan.import": Text("{actor} imported rows into the plan: {rows}, up to {subject}."),
    "plan.proposal": Text("{actor} took a proposed change into the plan: {subject}."),
    "plan.handed-out": counted(
        "{actor} took a workbook along ({subject}): {rows} row.",
        "{actor} took a workbook along ({subject}): {rows} rows.",
        by="rows",
    ),
    "plan.exported": Text("{actor} took the whole plan along. Rows: {rows}; identities: {people}."),
    "row.named": counted(
        "{actor} said who may read {subject}: {recipients} person.",
        "{actor} said who may read {subject}: {recipients} people.",
        by="recipients",
    ),
    "proposal.made": Text("New from {actor}: {subject}. Rows: {rows}."),
    "proposal.accepted": Text("{actor} accepted a part of the {subject}."),
    "proposal.returned": Text("{actor} returned a part of the {subject}."),
    "proposal.withdrawn": Text("{actor} withdrew a part of the {subject}."),
    "ruling.accept": Text("{actor} accepted the risk of findings of the rule {code}: {subject}."),
    "ruling.suppress": Text("{actor} suppressed findings of the rule {code}: {subject}."),
    "ruling.quarantine": Text("{actor} put the rule {code} aside: {subject}."),
    "ruling.withdrawn": Text("{actor} withdrew the ruling {subject}."),
}
WORKBOOKS: Mapping[str, Text] = {
    "workbook": Text("the whole plan"),
    **{name: table.label for name, table in TABLES.items()},
}
"""What a workbook that was taken along holds."""
