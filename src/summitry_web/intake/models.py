"""Reports, what was done with each, and the names that a few may hold, sealed and for a time."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from summitry.plan.terms import Marking
from summitry_web.events.models import Event
from summitry_web.intake.terms import PlaceKind, State


class Report(models.Model):
    """Place, act and time as somebody told them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveIntegerField()
    client_id = models.CharField(max_length=40)
    """Made by the phone, so that a report that is sent again is the same report."""
    act = models.CharField(max_length=24)
    words = models.TextField(blank=True)
    place_kind = models.CharField(max_length=10, default=PlaceKind.WORDS.value)
    place = models.CharField(max_length=300, blank=True)
    """Words, a site's id, or latitude and longitude to a thousandth of a degree."""
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    person_id = models.CharField(max_length=80)
    unit_id = models.CharField(max_length=80, blank=True)
    """The reporter's unit."""
    marking = models.CharField(max_length=20, default=Marking.AMBER.value)
    height = models.PositiveSmallIntegerField(default=Marking.AMBER.height)
    state = models.CharField(max_length=10, default=State.NEW.value)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    passed_to = models.CharField(max_length=80, blank=True)
    reliability = models.CharField(max_length=1, blank=True)
    credibility = models.CharField(max_length=1, blank=True)
    risk_id = models.CharField(max_length=400, blank=True)
    site_id = models.CharField(max_length=400, blank=True)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    reason = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_emptied = models.BooleanField(default=False)
    """Its texts, photos and name are deleted; what is counted stays."""

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "number"), name="one_report_of_a_number"),
            models.UniqueConstraint(
                fields=("event", "reporter", "client_id"), name="one_report_of_a_client_id"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.number}"


class ReportStep(models.Model):
    """What was done with a report: only ever added."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_id = models.CharField(max_length=80)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    """Ids and words of closed lists."""
    power = models.CharField(max_length=200, blank=True)
    """The legal power that was used."""
    ordered_by = models.CharField(max_length=200, blank=True)
    """The office that ordered it."""

    class Meta:
        ordering = ("report", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("report", "number"), name="one_step_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of report {self.report_id}"


class SealedName(models.Model):
    """A person whom a report names: sealed, with ground, second person, review and expiry."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="name")
    sealed = models.BinaryField(null=True)
    """None once it is deleted."""
    ground = models.CharField(max_length=20)
    basis = models.CharField(max_length=200, blank=True)
    """The provision of law, or the order."""
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    named_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    """When it is deleted by itself: a day after it came, until somebody confirms it."""

    def __str__(self) -> str:
        return f"name of report {self.report_id}"
