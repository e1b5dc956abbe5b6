"""An event of the installation: a live one, or an exercise copy that can never write to it."""

from typing import ClassVar

from django.db import models

from summitry.plan.terms import Marking


class Kind(models.TextChoices):
    """Whether the event takes place."""

    LIVE = "live"
    EXERCISE = "exercise"


class WholeEvents(models.Manager["Event"]):
    """The events that are there: none that is still being written, or being removed."""

    def get_queryset(self) -> models.QuerySet["Event"]:
        """Return them."""
        return super().get_queryset().filter(is_whole=True)


class Event(models.Model):
    """One event, with the revision its plan stands at."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LIVE)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    timezone = models.CharField(max_length=60, default="UTC")
    opens = models.DateTimeField(null=True)
    closes = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    """The moment the plan is looked at; None for now. ``events.clock`` reads it, nobody else."""
    deeds = models.PositiveIntegerField(default=0)
    """How far what was done has moved that moment on, in seconds."""
    key = models.BinaryField(default=bytes)
    """Salts the leaves of the plan's hash."""
    revision = models.PositiveIntegerField(default=0)
    ceiling = models.CharField(
        max_length=20, default=Marking.RED.value,
        choices=[(each.value, each.value) for each in Marking],
    )  # fmt: skip
    """The highest marking this installation may hold for it."""
    created = models.DateTimeField()
    is_whole = models.BooleanField(default=True)
    """False while it is written or removed in many transactions: nobody finds it then, and its
    ``slug`` is one that no address can have."""

    objects: ClassVar[WholeEvents] = WholeEvents()
    every: ClassVar[models.Manager["Event"]] = models.Manager()
    """Those that are not whole too: for whoever writes or removes them, and nobody else."""

    class Meta:
        ordering = ("opens", "slug")

    def __str__(self) -> str:
        return self.slug
