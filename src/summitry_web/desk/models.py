"""What people do about findings; keyed by the finding's identity, so that it survives edits."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from summitry_web.events.models import Event


class Assignment(models.Model):
    """Who is to mend a finding, by when; the latest holds, the earlier ones stay."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    identity = models.CharField(max_length=32)
    unit_id = models.CharField(max_length=80, blank=True)
    person_id = models.CharField(max_length=80, blank=True)
    due = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    by_person_id = models.CharField(max_length=80)
    at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "identity"), name="assignments_by_finding"),
            models.Index(fields=("event", "person_id"), name="assignments_by_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "identity"),
                condition=models.Q(is_latest=True),
                name="one_latest_assignment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.identity} for {self.unit_id or self.person_id}"


class Comment(models.Model):
    """What somebody said about a finding: only ever added."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    identity = models.CharField(max_length=32)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    by_person_id = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "identity", "at"), name="comments_by_finding")
        ]

    def __str__(self) -> str:
        return f"comment on {self.identity}"


class Acceptance(models.Model):
    """An acceptance that waits for its second person."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    identity = models.CharField(max_length=32)
    case = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=12)
    reason = models.CharField(max_length=400)
    expires = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by_person_id = models.CharField(max_length=80)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_agreed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("event", "identity"),
                condition=models.Q(decided_at=None),
                name="one_waiting_acceptance",
            )
        ]

    def __str__(self) -> str:
        return f"acceptance of {self.identity}"
