"""Which command post this node is in each event, and which others it exchanges with."""

from django.db import models

from summitry_web.events.models import Event


class CommandPostHere(models.Model):
    """The command post whose journal this node keeps; the entries stand in a file beside."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="command_post")
    post_id = models.CharField(max_length=64)
    opened = models.DateTimeField()
    opened_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.event_id}/{self.post_id}"


class Peer(models.Model):
    """Another command post: its card, where it answers, and what it had when last heard of."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="peers")
    post_id = models.CharField(max_length=64)
    card = models.TextField()
    address = models.CharField(max_length=200, blank=True)
    """Host and port; empty where only sticks go between the two."""
    has = models.JSONField(default=dict)
    heard = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=100, blank=True)
    """The code of what kept the last exchange from being one; empty when it was."""
    added = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("post_id",)
        constraints = (
            models.UniqueConstraint(fields=("event", "post_id"), name="one_peer_of_each_post"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}/{self.post_id}"
