"""Tokens, answers given before, secret calendars, and who wants mail when."""

from typing import ClassVar

from django.db import models

from summitry_web.accounts.models import Account
from summitry_web.events.models import Event


class Token(models.Model):
    """What a program shows instead of a person: some verbs of one account, in one event."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    unit_id = models.CharField(max_length=80, blank=True, default="")
    """The unit that it speaks for; empty for all that its account is granted."""
    verbs = models.JSONField(default=list)
    person_id = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"token {self.pk}"


class Answered(models.Model):
    """An answer given before: whoever asks the same again under the same id gets the same."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    client_id = models.CharField(max_length=40)
    asked = models.CharField(max_length=64)
    """A digest of what was asked: the same id for something else is refused."""
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("account", "event", "client_id"), name="one_answer_for_an_id"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class CalendarAddress(models.Model):
    """The secret address at which a calendar program reads one person's calendar."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="calendar")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"calendar of account {self.account_id}"


class DigestWish(models.Model):
    """When somebody wants mail; who has said nothing gets it daily."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="digest_wish")
    rhythm = models.CharField(max_length=10, default="daily")
    hour = models.PositiveSmallIntegerField(default=7)
    zone = models.CharField(max_length=60, default="UTC")

    def __str__(self) -> str:
        return f"digest of account {self.account_id}"


class DigestSent(models.Model):
    """One digest of one person's day: made once, whoever asks how often."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    state = models.CharField(max_length=10)
    """``sending``, ``sent``, ``empty``, ``waiting`` for another try, ``given-up``."""
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("account", "day"), name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"
