"""What is to be done by a moment, and the word that says it is done.

A rule that uses this reads ``persons``: only the word of a person of the plan counts.
"""

from datetime import datetime

from summitry.check.standing import by_anyone_known
from summitry.check.view import View
from summitry.plan.attestation import AttestationKind
from summitry.plan.table import Row

KEPT = ""
LATE = "late"
NO_DATE = "no-date"
AFTER = "after"


def promised(
    view: View,
    row: Row,
    kind: AttestationKind,
    due: datetime | None,
    needed: datetime | None = None,
) -> str:
    """Return what is wrong with a promise that the word of the kind keeps, empty if nothing is.

    `LATE` when it was due and is not kept, `AFTER` when it is due only after it is needed and was
    not kept by then, `NO_DATE` when it has no date.
    """
    past = due is not None and due <= view.at
    after = due is not None and needed is not None and due > needed
    if not (past or after or due is None):
        return KEPT
    words = by_anyone_known(view, row, kind)
    if not words:
        return NO_DATE if due is None else LATE if past else AFTER
    in_time = needed is None or any(word.at <= needed for word in words)
    return AFTER if after and not in_time else KEPT
