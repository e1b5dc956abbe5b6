"""Files that were taken in: what they are and whose; their bytes lie beside the database."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from summitry.plan.terms import Marking
from summitry_web.events.models import Event


class Attachment(models.Model):
    """A file of an event, on one subject; several may share the same bytes."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attachments")
    hash = models.CharField(max_length=64)
    """SHA-256 of the bytes as they are kept, and their address in the vault."""
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    """In bytes."""
    marking = models.CharField(max_length=20, default=Marking.AMBER.value)
    owners = models.JSONField(default=list)
    """The units whose it is."""
    subject_table = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=400)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_id = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    text = models.TextField(blank=True)
    """What a search looks through."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "subject_table", "subject_key"), name="files_by_subject"),
            models.Index(fields=("hash",), name="files_by_hash"),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
