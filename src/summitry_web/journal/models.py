"""Entries of the audit journal; they are only ever added."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """What was done, by whom, on what; chained by hash, signed by checkpoints."""

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
