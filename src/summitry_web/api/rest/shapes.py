"""What goes in and out, as the OpenAPI document shows it."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from summitry_web.api.terms import SIZE, SIZE_MAX

WITHOUT_NUL = r"^[^\x00]*$"
"""PostgreSQL stores no NUL: it is refused here, not there."""

CELL_LENGTH_MAX = 100_000
CELLS_MAX = 100
ROWS_MAX = 1_000
KEY_LENGTH_MAX = 400
NUMBER_MAX = 2**31 - 1

Short = Annotated[str, Field(max_length=80, pattern=WITHOUT_NUL)]
Line = Annotated[str, Field(max_length=400, pattern=WITHOUT_NUL)]
Key = Annotated[str, Field(max_length=KEY_LENGTH_MAX, pattern=WITHOUT_NUL)]
Cell = Annotated[str, Field(max_length=CELL_LENGTH_MAX, pattern=WITHOUT_NUL)]
Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")]
ClientId = Annotated[str, Field(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Slug = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
TableName = Annotated[str, Field(max_length=60, pattern=r"^[a-z_]+$")]
Size = Annotated[int, Field(ge=1, le=SIZE_MAX)]
Number = Annotated[int, Field(ge=0, le=NUMBER_MAX)]
FIRST_SIZE = SIZE


class Strict(Schema):
    """What comes in: a member that nobody knows is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """A refusal (RFC 9457) with its stable code, and sentences for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    sentences: list[str]


class EventOut(Schema):
    """An event, with the revision its plan stands at, and what this token may do in it."""

    slug: str
    name: str
    kind: str
    timezone: str
    revision: int
    unit: str
    verbs: list[str]
    expires: datetime


class Events(Schema):
    """The events of the token."""

    items: list[EventOut]
    next: str | None


class ChoiceOut(Schema):
    """A value of a closed list."""

    value: str
    label: str


class ColumnOut(Schema):
    """A column of a table."""

    name: str
    label: str
    kind: str
    required: bool
    key: bool
    choices: list[ChoiceOut]
    target: str | None


class TableOut(Schema):
    """A table, with how many rows the token may read."""

    name: str
    label: str
    field: str
    is_bulk: bool
    rows: int


class Tables(Schema):
    """A page of tables."""

    items: list[TableOut]
    next: str | None


class TableInFull(TableOut):
    """A table with its columns."""

    columns: list[ColumnOut]


class RowOut(Schema):
    """A row; its cells are texts exactly as in a workbook."""

    key: str
    hash: str
    own: bool
    cells: dict[str, str]


class Rows(Schema):
    """A page of rows in order of key."""

    revision: int
    items: list[RowOut]
    next: str | None


class CellChanged(Schema):
    """A cell before and after."""

    column: str
    before: str
    after: str


class StepOut(Schema):
    """One change of one row."""

    revision: int
    kind: str
    person_id: str
    at: datetime
    reason: str
    is_new: bool
    is_gone: bool
    cells: list[CellChanged]


class Steps(Schema):
    """A page of a row's history, the latest first."""

    items: list[StepOut]
    next: str | None


class RowIn(Strict):
    """One row to save; a new row has any place and no hash, a known one its key and hash."""

    place: Key
    hash: Hash = ""
    cells: Annotated[dict[Short, Cell], Field(max_length=CELLS_MAX)] = Field(default_factory=dict)
    delete: bool = False


class SaveIn(Strict):
    """One save; the id makes a repeated request the same save."""

    id: ClientId
    rows: Annotated[list[RowIn], Field(min_length=1, max_length=ROWS_MAX)]
    reason: Line = ""


class SavedRow(Schema):
    """A row that was saved; the hash is that of its new content."""

    place: str
    key: str
    hash: str


class InvalidRow(Schema):
    """A row that is not valid and was kept as a draft, with a sentence for each cell."""

    place: str
    errors: dict[str, str]


class ClashingCell(Schema):
    """A cell that two changed differently."""

    name: str
    base: str
    mine: str
    theirs: str


class ClashingRow(Schema):
    """A row that somebody else changed too; send it again over the new hash."""

    place: str
    key: str
    hash: str
    gone: bool
    columns: list[ClashingCell]


class Saved(Schema):
    """What became of each row of a save."""

    revision: int
    saved: list[SavedRow]
    deleted: list[str]
    proposed: list[str]
    invalid: list[InvalidRow]
    clashes: list[ClashingRow]


class FindingOut(Schema):
    """A finding; above TLP:GREEN its code and link alone leave the site."""

    identity: str
    code: str
    marking: str
    link: str
    title: str
    severity: str
    status: str
    phase: str
    field: str
    table: str
    key: str
    sentence: str
    remedy: str
    is_open: bool
    is_accepted: bool
    opened_at: datetime | None


class Findings(Schema):
    """A page of findings."""

    items: list[FindingOut]
    next: str | None


class WordIn(Strict):
    """A word on a row as it stands; with the hash, only if it is still what was seen."""

    id: ClientId
    table: TableName
    key: Key
    kind: Short
    hash: Hash = ""
    reason: Line = ""
    evidence: Line = ""


class WordOut(Schema):
    """The word as it was written."""

    table: str
    key: str
    hash: str
    kind: str
    by: str
    at: datetime


class ProposedOut(Schema):
    """A proposed change of one row."""

    id: int
    person_id: str
    at: datetime
    reason: str
    table: str
    key: str
    is_gone: bool
    state: str
    note: str
    may_decide: bool
    is_mine: bool
    cells: list[CellChanged]


class Proposals(Schema):
    """A page of proposed changes, the latest first."""

    items: list[ProposedOut]
    next: str | None


class DecisionIn(Strict):
    """What becomes of a proposed change."""

    decision: Annotated[str, Field(pattern="^(accept|return|withdraw)$")]
    note: Line = ""


class DecisionOut(Schema):
    """What became of it, and the plan's revision."""

    id: int
    state: str
    revision: int


class ComingOut(Schema):
    """A row that a workbook would change."""

    table: str
    key: str
    state: str
    columns: list[str]


class Brought(Schema):
    """What a waiting workbook brings: it is taken in by another request."""

    id: int
    unchanged: int
    counts: dict[str, int]
    items: list[ComingOut]
    next: str | None


class TakeIn(Strict):
    """Why it is taken in."""

    reason: Line = ""


class Taken(Schema):
    """How many rows of each state were taken in, proposed or left as clashes."""

    counts: dict[str, int]
    revision: int


class ReportIn(Strict):
    """A danger that is reported: what, where, when; never whom, which takes a person."""

    id: ClientId
    act: Short
    words: Annotated[str, Field(max_length=2_000, pattern=WITHOUT_NUL)] = ""
    site: Short = ""
    place: Annotated[str, Field(max_length=300, pattern=WITHOUT_NUL)] = ""
    position: Short = ""
    happened: Short = ""


class ReportOut(Schema):
    """The number under which the report was taken in."""

    number: int


def page_of(items: list[Any], size: int) -> tuple[list[Any], bool]:
    """Return the page out of what was asked one longer, and whether more comes."""
    return items[:size], len(items) > size
