"""Identities of persons, beside the plan and outside its hash, for rules on duplicates only."""

from datetime import date
from typing import Annotated

from summitry.kit.errors import Text
from summitry.plan.table import Label, Row, table
from summitry.plan.terms import Field, Marking

FINGERPRINT = "hmac-sha256:"
"""Begins a document of which only a keyed fingerprint is kept: it can be equal, and no more."""


@table(
    "people",
    key=("record_id",),
    label=Text("Identities"),
    field=Field.ACCREDITATION,
    marking=Marking.RED,
    side=True,
)
class Identity(Row, frozen=True, kw_only=True):
    """A person as one application gives them, with the badge made for it."""

    record_id: Annotated[str, Label("Record")]
    name: Annotated[str, Label("Name")]
    subject_id: Annotated[str, Label("Participant or person")] = ""
    badge: Annotated[str, Label("Badge")] = ""
    birth_date: Annotated[date | None, Label("Born")] = None
    document: Annotated[str, Label("Document")] = ""
    nationality: Annotated[str, Label("Nationality")] = ""
