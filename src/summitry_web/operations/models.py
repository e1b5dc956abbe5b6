"""Which command post this node is, in each event."""

from django.db import models

from summitry_web.events.models import Event


class CommandPostHere(models.Model):
    """The command post whose journal this node keeps; the entries stand in a file beside."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="command_post")
    post_id = models.CharField(max_length=64)
    opened = models.DateTimeField()
    opened_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.event_id}/{self.post_id}"
