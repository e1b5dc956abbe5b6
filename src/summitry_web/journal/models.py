"""Entries of the audit journal as they are written with what they tell; they are only added."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from summitry.kit.errors import SummitryError


class AppendOnlyRows(models.QuerySet["Any"]):
    """Rows that are read and added."""

    def update(self, **_: object) -> NoReturn:
        """Refuse."""
        raise SummitryError("journal.append_only", journal="*", number="*")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise SummitryError("journal.append_only", journal="*", number="*")


class AppendOnly(models.Model):
    """A row that is written once; the database's own triggers refuse what goes round this."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; refuse where it is there already."""
        if not self._state.adding:
            self._refuse()
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        journal, number = str(self).rsplit(" ", 1)
        raise SummitryError("journal.append_only", journal=journal, number=number)


class Entry(AppendOnly):
    """What was done, by whom, on what; then it is handed over to the journal's own file."""

    journal = models.CharField(max_length=60)
    """The event's slug; ``node`` for what belongs to no event."""
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    """The person's id in the event, or ``account N``: never a name."""
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=240, blank=True)
    facts = models.JSONField(default=dict)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("journal", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("journal", "number"), name="one_entry_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.journal} {self.number}"


class Head(models.Model):
    """Where a journal stands; whoever writes into it holds this row until the commit."""

    journal = models.CharField(max_length=60, primary_key=True)
    size = models.PositiveIntegerField(default=0)
    peaks = models.BinaryField(default=bytes)
    """The right edge of the tree of all entries: what is handed over must lead to it."""

    def __str__(self) -> str:
        return f"{self.journal} {self.size}"


class Checkpoint(AppendOnly):
    """A signed root of a journal's first ``size`` entries, of before the journal had a file.

    It is handed over with the entries that it signs; the file's own checkpoints are not here.
    """

    journal = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=8)
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ("journal", "size")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("journal", "size"), name="one_checkpoint_of_a_size")
        ]

    def __str__(self) -> str:
        return f"{self.journal} {self.size}"
