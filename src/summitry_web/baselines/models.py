"""Baselines with their bytes, who saw and approved them, which are published; and exercises."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from summitry_web.events.models import Event


class Baseline(models.Model):
    """A plan frozen at one revision: written once, never changed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="baselines")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    reason = models.CharField(max_length=400)
    root = models.CharField(max_length=64)
    """The plan's hash under the event's key, in hexadecimal."""
    table_roots = models.JSONField()
    rows = models.PositiveIntegerField()
    height = models.PositiveSmallIntegerField(default=4)
    """That of its highest mark: what is said of the whole is for who is cleared so high."""
    findings = models.JSONField()
    """Of each finding that was open: identity, severity, status, whether its risk was accepted."""
    named = models.JSONField()
    """Whom the rows marked TLP:RED named: table, key, accounts."""
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_id = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "number"), name="one_baseline_of_a_number")
        ]

    def __str__(self) -> str:
        return f"baseline {self.number} of {self.event_id}"


class Content(models.Model):
    """The package of a baseline, apart so that a list of baselines does not read it."""

    baseline = models.OneToOneField(Baseline, on_delete=models.CASCADE, related_name="content")
    package = models.BinaryField()

    def __str__(self) -> str:
        return f"package of baseline {self.baseline_id}"


class Seen(models.Model):
    """That somebody opened the page with a baseline's differences, on a device."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="seen")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    device = models.CharField(max_length=64)
    against = models.PositiveIntegerField()
    """The number of the baseline it was compared with; 0 for the empty plan."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("baseline", "account", "device", "against"), name="one_sight_of_a_device"
            )
        ]

    def __str__(self) -> str:
        return f"baseline {self.baseline_id} seen by {self.account_id}"


class Word(models.Model):
    """What somebody said of a baseline: approved it, returned it with a reason, or read it."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10)
    """``approved``, ``returned``; or ``read``, once it is published: they know it and act by it."""
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_id = models.CharField(max_length=80)
    device = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    against = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} baseline {self.baseline_id}"


class Paper(models.Model):
    """An approval that was given on paper: where it is found, and a scan of it."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="papers")
    number = models.CharField(max_length=80)
    date = models.DateField()
    office = models.CharField(max_length=200)
    """The office that signed, never an official's name."""
    seal = models.CharField(max_length=200)
    scan = models.PositiveBigIntegerField(null=True)
    """The attachment's number in the vault."""
    entered_by = models.CharField(max_length=80)
    confirmed_by = models.CharField(max_length=80)
    against = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"paper {self.number}"


class Publication(models.Model):
    """That a baseline became the event's current one; the latest counts."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="publications")
    against = models.PositiveIntegerField()
    """What was current before, to which the differences were approved; 0 for nothing."""
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="publications")
    person_id = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"publication of baseline {self.baseline_id}"


class CopyState(models.TextChoices):
    """How far an exercise copy is that somebody asked for."""

    WAITING = "waiting"
    READING = "reading"
    WRITING = "writing"
    MADE = "made"
    FAILED = "failed"
    CANCELLED = "cancelled"


IN_WORK = (CopyState.WAITING, CopyState.READING, CopyState.WRITING)


class ExerciseCopy(models.Model):
    """An exercise copy that somebody asked for: what it is to be, and what became of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="copies")
    """The live event that is copied."""
    slug = models.SlugField(max_length=60)
    wish = models.JSONField()
    """The `Wish` of ``actions.exercises``."""
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    """Who asked for it last: by their rights it is made, and they are told."""
    person_id = models.CharField(max_length=80)
    device = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often it was taken up. Whoever works on an earlier try has lost it to a later one."""
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    """When it came to its present state."""
    code = models.CharField(max_length=60, blank=True)
    """Why it failed, with ``facts`` for the sentence."""
    facts = models.JSONField(default=dict)
    made = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    is_told = models.BooleanField(default=False)
    """Whether who asked has seen what became of it."""

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("slug",), condition=models.Q(state__in=IN_WORK), name="one_copy_in_work"
            )
        ]

    def __str__(self) -> str:
        return f"exercise copy {self.slug} of {self.event_id}"

    @property
    def is_in_work(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in IN_WORK
