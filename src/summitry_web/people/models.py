"""Identities that a package brings: erasable, and never in the plan's hash."""

from typing import ClassVar

from django.db import models

from summitry_web.events.models import Event


class IdentityRecord(models.Model):
    """A person as one application gives them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    record_id = models.CharField(max_length=80)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "record_id"), name="one_identity_of_a_record")
        ]

    def __str__(self) -> str:
        return self.record_id
