"""Accounts, and what they are granted."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from summitry.plan.terms import Marking
from summitry.report.language import NAMES
from summitry_web.accounts.roles import Role
from summitry_web.events.models import Event

MARKINGS = [(each.value, each.value) for each in Marking]


HANDLE_BYTES = 32


def new_handle() -> bytes:
    """Return what an authenticator knows an account by: chance, and nothing about the person."""
    return secrets.token_bytes(HANDLE_BYTES)


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
    handle = models.BinaryField(default=new_handle, max_length=64)

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


class Passkey(models.Model):
    """A public key whose private half never leaves somebody's device."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    """In base64url, as browsers write it."""
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    is_backed_up = models.BooleanField(default=False)
    """Whether it may live on several devices; a key bound to one piece of hardware is not."""
    is_copyable = models.BooleanField(default=False)
    """What the authenticator says of itself: a copyable key may leave its device."""
    name = models.CharField(max_length=80)
    created = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class OneTimeSecret(models.Model):
    """What makes the six digits that go with a password."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="one_time")
    sealed = models.BinaryField()
    last_step = models.PositiveBigIntegerField(default=0)
    """The last half minute whose digits were taken, so that they are taken once."""
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"one-time secret of account {self.account_id}"


class RecoveryCode(models.Model):
    """A code on paper that works once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class Recovery(models.Model):
    """Somebody who has used a recovery code, and waits for a second person to let them in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recoveries")
    device = models.CharField(max_length=64)
    words = models.CharField(max_length=8)
    """What the second person hears from who waits: it ties the voice to this browser."""
    at = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    """``waiting``, ``done`` or ``refused``."""
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery {self.pk}"


class Invitation(models.Model):
    """A grant that waits for somebody to come with the link; without an event, an account alone."""

    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, blank=True)
    unit_id = models.CharField(max_length=80, blank=True)
    person_id = models.CharField(max_length=80, blank=True)
    clearance = models.CharField(max_length=20, default=Marking.AMBER.value, choices=MARKINGS)
    not_before = models.DateTimeField(null=True, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)
    may_create_events = models.BooleanField(default=False)
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Pending(models.Model):
    """Something that takes effect when a second person, on another device, has confirmed it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pending")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=240, blank=True)
    payload = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=64)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    """``waiting``, ``done``, ``refused``; what waits beyond ``expires`` has expired."""
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"pending {self.pk}"


class BreakGlass(models.Model):
    """One use of break-glass: who, why, until when, and who confirmed and reviewed it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="glass")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="glass")
    device = models.CharField(max_length=64)
    reason = models.CharField(max_length=30)
    words = models.CharField(max_length=400)
    started = models.DateTimeField()
    ends = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-started", "-pk")

    def __str__(self) -> str:
        return f"glass {self.pk}"


class SignedIn(models.Model):
    """A session of an account, as its owner sees it in the list of sessions."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=64)
    agent = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=20)
    """``passkey``, ``password`` or ``recovery``."""
    began = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta:
        ordering = ("-seen", "-pk")

    def __str__(self) -> str:
        return f"session {self.pk}"


class Tries(models.Model):
    """How often one account or one address has tried lately, and until when it waits."""

    kind = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    """A keyed digest: neither an address nor an e-mail stands in the table."""
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    rounds = models.PositiveIntegerField(default=0)
    """How often in a row the limit was reached: each makes the wait longer."""
    waits_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "who"), name="one_count_of_tries")
        ]

    def __str__(self) -> str:
        return f"tries {self.pk}"


class Sent(models.Model):
    """A form as its page was shown once, and what came of sending it: so that it is done once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    """Of the page's own token, the address and all that was typed; nothing can be read from it."""
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    """None while it is being worked on."""
    address = models.TextField(blank=True)
    """Where the answer led; empty for an answer that is shown once."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("account", "digest"), name="one_sending_of_a_form")
        ]

    def __str__(self) -> str:
        return f"form {self.pk}"
