"""Accounts, and what they are granted."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from summitry.plan.terms import Marking
from summitry.report.language import NAMES
from summitry_web.accounts.roles import Role
from summitry_web.events.models import Event

MARKINGS = [(each.value, each.value) for each in Marking]


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def make(self, email: str, name: str, *, language: str = "en") -> "Account":
        """Return a new account that cannot sign in yet."""
        made = self.model(email=self.normalize_email(email).lower(), name=name, language=language)
        made.set_unusable_password()
        made.save(using=self._db)
        return made


class Account(AbstractBaseUser):
    """Somebody who signs in; the name is for colleagues, the plan knows the person's id alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="en", choices=list(NAMES.items()))
    theme = models.CharField(max_length=5, default="auto")
    is_active = models.BooleanField(default=True)
    may_create_events = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"


class Grant(models.Model):
    """A role in one event: of the whole event, or of one unit; for a time, up to a marking."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Role])
    unit_id = models.CharField(max_length=80, blank=True, default="")
    """The unit it speaks for; empty for the whole event."""
    body_id = models.CharField(max_length=80, blank=True, default="")
    person_id = models.CharField(max_length=80)
    """Who the account is in the plan of this event."""
    clearance = models.CharField(max_length=20, default=Marking.AMBER.value, choices=MARKINGS)
    not_before = models.DateTimeField(null=True, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)
    deputy_of = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="deputised"
    )
    given_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="given"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("account", "event", "role", "unit_id"), name="one_grant_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.unit_id or 'the event'}"
