"""Identities that a package brings: erasable, sealed, and never in the plan's hash."""

from typing import ClassVar

from django.db import models

from summitry_web.events.models import Event


class IdentityRecord(models.Model):
    """A person as one application gives them, sealed under a key of the record's own."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    record_id = models.CharField(max_length=80)
    content = models.BinaryField()
    erased = models.DateTimeField(null=True)
    """When it was erased: the content is gone, the id stays so that no import brings it back."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "record_id"), name="one_identity_of_a_record")
        ]

    def __str__(self) -> str:
        return self.record_id


class RecordKey(models.Model):
    """The record's key, itself sealed under the node's: without this row the content is noise."""

    record = models.OneToOneField(
        IdentityRecord, on_delete=models.CASCADE, primary_key=True, related_name="key"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.record_id}"
