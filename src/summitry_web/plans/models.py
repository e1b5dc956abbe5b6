"""Rows, their history, what is said of them, drafts, and what the checker found."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from summitry_web.events.models import Event


class StoredRow(models.Model):
    """A row of the plan as it stands now; its columns beside the content are an index of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    content = models.BinaryField()
    """Canonical bytes, as they are hashed."""
    schema = models.PositiveSmallIntegerField()
    hash = models.CharField(max_length=32)
    """What attestations name."""
    revision = models.PositiveIntegerField()
    marking = models.PositiveSmallIntegerField()
    """The height of the row's mark: 0 for CLEAR to 4 for RED."""
    field = models.CharField(max_length=30)
    is_owned = models.BooleanField()
    text = models.TextField()
    """What a search looks through, in small letters."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "table", "key"), name="one_row_of_a_key")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "table", "marking"), name="rows_by_marking")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class RowOwner(models.Model):
    """A unit that owns a row."""

    row = models.ForeignKey(StoredRow, on_delete=models.CASCADE, related_name="owners")
    unit_id = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.unit_id


class RowRecipient(models.Model):
    """An account that a row names while it is marked TLP:RED.

    It stands by the row's key and outlives the row: the history of a row that is gone, or that
    comes back, is for no more people than the row was.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="recipients")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "table", "key", "account"), name="row_names_an_account_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key} for {self.account_id}"


class StoredBlock(models.Model):
    """A block of a bulk table, addressed by its content; never changed."""

    content_hash = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.content_hash


class BlockPlace(models.Model):
    """Which block stands for a unit and day now."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="blocks")
    table = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=80, blank=True)
    day = models.CharField(max_length=10)
    block = models.ForeignKey(StoredBlock, on_delete=models.PROTECT)
    rows = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "table", "unit_id", "day"), name="one_block_of_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.unit_id} {self.day}"


class StoredChange(models.Model):
    """Edits that were made together: one revision of the plan, never changed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    """``edit``, ``import``, ``undo``, ``merge``, ``proposal``, ``restore``."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    person_id = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=400, blank=True)
    client_id = models.CharField(max_length=40, null=True)  # noqa: DJ001  # many have none
    """Made by the browser, so that a save its account repeats in the event is the same save."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "revision"), name="one_change_of_a_revision"),
            models.UniqueConstraint(
                fields=("event", "by", "client_id"), name="one_change_of_a_client_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}@{self.revision}"


class RowEdit(models.Model):
    """What a change did to one row: its bytes before and after; None where there is no row."""

    change = models.ForeignKey(StoredChange, on_delete=models.CASCADE, related_name="edits")
    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    before = models.BinaryField(null=True)
    after = models.BinaryField(null=True)
    schema = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "table", "key"), name="edits_by_row")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class BlockEdit(models.Model):
    """What a change did to one place of a bulk table."""

    change = models.ForeignKey(StoredChange, on_delete=models.CASCADE, related_name="block_edits")
    table = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=80, blank=True)
    day = models.CharField(max_length=10)
    before = models.ForeignKey(StoredBlock, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(StoredBlock, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.table} {self.unit_id} {self.day}"


class SideRow(models.Model):
    """An attestation or a ruling: only ever added."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="side_rows")
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=600)
    subject_table = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=20)
    content = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "table", "key"), name="one_word_of_a_key")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "subject_table", "subject_key"), name="words_by_row")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Draft(models.Model):
    """What somebody typed or pasted and is not valid yet: kept with its errors, never lost."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="drafts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    table = models.CharField(max_length=40)
    place = models.CharField(max_length=400)
    """The key of the row it changes, or an id that the browser made for a new one."""
    base_hash = models.CharField(max_length=32, blank=True)
    """Which content of the row it was typed over; empty for a new row."""
    base = models.BinaryField(null=True)
    cells = models.JSONField()
    errors = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "account", "table", "place"), name="one_draft_of_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.place}"


class FoundFinding(models.Model):
    """A finding as the checker last told it; closed ones stay, with when they were closed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="findings")
    identity = models.CharField(max_length=32)
    code = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    """0 for critical to 3 for low."""
    status = models.CharField(max_length=12)
    phase = models.CharField(max_length=8)
    field = models.CharField(max_length=30)
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    marking = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    """The finding as the core told it."""
    place = models.PositiveIntegerField()
    """Its place in order of weight."""
    is_open = models.BooleanField(default=True)
    is_ruled = models.BooleanField(default=False)
    opened_revision = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_revision = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "identity"), name="one_finding_of_an_identity")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "is_open", "place"), name="findings_by_weight"),
            models.Index(fields=("event", "table", "key"), name="findings_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.identity}"


class FindingUnit(models.Model):
    """A unit that owns a row of a finding, or must mend it."""

    finding = models.ForeignKey(FoundFinding, on_delete=models.CASCADE, related_name="units")
    unit_id = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.unit_id


class CheckedRevision(models.Model):
    """How far the checker has come with an event."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="checked")
    revision = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    """How many side rows it has read."""
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.event_id}@{self.revision}"


class Proposal(models.Model):
    """A patch of rows that are another unit's: it waits until somebody of theirs decides."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    person_id = models.CharField(max_length=80)
    at = models.DateTimeField()
    base_revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    client_id = models.CharField(max_length=40, null=True)  # noqa: DJ001  # many have none
    origin = models.CharField(max_length=20, default="grid")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "by", "client_id"), name="one_proposal_of_a_client_id"
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposedEdit(models.Model):
    """One row of a proposal, with what it was made against, and what was decided."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="edits")
    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    before = models.BinaryField(null=True)
    after = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="open")
    """``open``, ``accepted``, ``returned``, ``withdrawn``."""
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "state", "table", "key"), name="proposals_by_row")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Brought(models.Model):
    """A workbook that somebody brought: shown first, and taken in when they say so."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    opened = models.BinaryField(default=bytes)
    """What the sandbox found in it: msgpack, compressed."""
    opened_as = models.CharField(max_length=64, default="")
    """A digest of how it was read; another one, and it is opened again."""
    unit_id = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"workbook {self.pk}"


class UnitMapping(models.Model):
    """How a unit's own workbook is read: asked once, then remembered."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    unit_id = models.CharField(max_length=80)
    text = models.TextField()
    """TOML, as in a package."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "unit_id"), name="one_mapping_of_a_unit")
        ]

    def __str__(self) -> str:
        return self.unit_id
