"""Sessions: begun, kept alive, ended; each ends 12 hours after it began, or when it idles."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from summitry_web.accounts.access import HARDWARE, PROVED, prove_now
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.models import Account, Grant, SignedIn
from summitry_web.accounts.roles import POWERFUL

BEGAN = "began"
SEEN = "seen"
IDLE = "idle_minutes"
RECOVERED = "recovered"
"""Names in the session."""

LIFE = timedelta(hours=12)
IDLE_MINUTES = 30
IDLE_MINUTES_OF_POWER = 15
TOLD_EACH_SECONDS = 60
"""How often a session notes that it is in use: each request would write to the database."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, account: Account, *, way: str, device: str, at: datetime) -> None:
    """Begin a session under a new key, with a proof of identity unless by a recovery code alone."""
    login(request, account, backend=BACKEND)
    session = request.session
    session[BEGAN] = session[SEEN] = at.timestamp()
    session[IDLE] = _idle_minutes(account, at)
    session.pop(PROVED, None)
    session.pop(RECOVERED, None)
    if way != "passkey":
        session.pop(HARDWARE, None)
    if way == "recovery":
        session[RECOVERED] = at.timestamp()
    else:
        prove_now(session, at)
    session.save()
    SignedIn.objects.update_or_create(
        session_key=session.session_key or "",
        defaults={
            "account": account, "device": device, "way": way, "began": at, "seen": at,
            "agent": request.headers.get("User-Agent", "")[:200],
        },
    )  # fmt: skip
    note(account, "account.signed_in", at=at, way=way)


def keep(request: HttpRequest, *, at: datetime) -> None:
    """Note that the session is in use, or end it where its time is over."""
    session, account = request.session, request.user
    assert isinstance(account, Account)
    if BEGAN not in session:
        session[BEGAN] = session[SEEN] = at.timestamp()
        session[IDLE] = _idle_minutes(account, at)
    if is_over(session, at=at):
        SignedIn.objects.filter(session_key=session.session_key).delete()
        logout(request)
        note(account, "session.ran_out", at=at)
    elif at.timestamp() - session[SEEN] >= TOLD_EACH_SECONDS:
        session[SEEN] = at.timestamp()
        session[IDLE] = _idle_minutes(account, at)
        SignedIn.objects.filter(session_key=session.session_key).update(seen=at)


def is_over(session: Any, *, at: datetime) -> bool:
    """Say whether the time of a session is over; asking does not keep it alive."""
    now = at.timestamp()
    is_idle = now - session[SEEN] >= session[IDLE] * 60
    return bool(is_idle or now - session[BEGAN] >= LIFE.total_seconds())


def end(request: HttpRequest, *, at: datetime) -> None:
    """Sign out."""
    account = request.user
    SignedIn.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    if isinstance(account, Account):
        note(account, "account.signed_out", at=at)


def end_others(account: Account, session: Any, *, at: datetime) -> int:
    """End the account's sessions but this one, at once; return how many there were."""
    others = SignedIn.objects.filter(account=account).exclude(session_key=session.session_key)
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    note(account, "sessions.ended", at=at, count=len(keys))
    return len(keys)


def _idle_minutes(account: Account, at: datetime) -> int:
    powerful = Grant.objects.filter(account=account, role__in=POWERFUL).exclude(not_after__lte=at)
    return IDLE_MINUTES_OF_POWER if powerful.exists() else IDLE_MINUTES
