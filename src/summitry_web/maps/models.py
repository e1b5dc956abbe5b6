"""Floor plans: pictures that lie under the drawing, fixed to it at two points."""

from typing import ClassVar

from django.db import models

from summitry_web.events.models import Event
from summitry_web.vault.access import Attachment


class FloorPlan(models.Model):
    """A picture of a site; two of its pixels stand for two places in metres."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    site_id = models.CharField(max_length=80)
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="+")
    width = models.PositiveIntegerField()
    """In pixels."""
    height = models.PositiveIntegerField()
    pixel_x_1 = models.FloatField()
    pixel_y_1 = models.FloatField()
    pixel_x_2 = models.FloatField()
    pixel_y_2 = models.FloatField()
    east_m_1 = models.FloatField()
    north_m_1 = models.FloatField()
    east_m_2 = models.FloatField()
    north_m_2 = models.FloatField()
    opacity = models.FloatField(default=0.6)
    by_person_id = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "site_id"), name="floors_by_site")
        ]

    def __str__(self) -> str:
        return f"floor plan {self.pk} of {self.site_id}"
