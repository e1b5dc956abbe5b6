"""The two ceremonies of passkeys (Web Authentication, level 3): making one, and using one."""

import json
from collections.abc import Iterable, MutableMapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from msgspec import Struct
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from summitry.kit.errors import SummitryError

CHALLENGE = "challenge"
CHALLENGE_LIFE = timedelta(minutes=5)
CREDENTIAL_LETTERS_MAX = 16_384

Session = MutableMapping[str, Any]


class Made(Struct, frozen=True, kw_only=True):
    """A passkey as a browser has just made it."""

    credential_id: str
    public_key: bytes
    sign_count: int
    is_backed_up: bool
    is_copyable: bool
    """Whether it may be backed up, and so live on several devices."""
    handle: bytes


class Used(Struct, frozen=True, kw_only=True):
    """What the use of a passkey proved."""

    sign_count: int
    is_backed_up: bool
    is_copyable: bool


def rp_id() -> str:
    """Return the name that passkeys are bound to: the host of the site's address."""
    return urlsplit(settings.ORIGIN).hostname or "localhost"


def options_to_make(
    session: Session, *, name: str, shown: str, handle: bytes, known: Iterable[str], at: datetime
) -> str:
    """Return what a browser needs to make a passkey, as JSON; the session keeps the challenge."""
    made = webauthn.generate_registration_options(
        rp_id=rp_id(),
        rp_name="Summitry",
        user_name=name,
        user_display_name=shown,
        user_id=bytes(handle),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known
        ],
    )
    _keep(session, "make", made.challenge, at, handle=bytes_to_base64url(bytes(handle)))
    return webauthn.options_to_json(made)


def options_to_use(session: Session, *, at: datetime) -> str:
    """Return what a browser needs to offer its passkeys, without anybody's name, as JSON."""
    made = webauthn.generate_authentication_options(
        rp_id=rp_id(), user_verification=UserVerificationRequirement.REQUIRED
    )
    _keep(session, "use", made.challenge, at)
    return webauthn.options_to_json(made)


def made_by(session: Session, credential: str, *, at: datetime) -> Made:
    """Return the passkey that answers the session's challenge.

    Raises
    ------
    SummitryError
        ``passkey.challenge`` when there is no challenge, or it is old or was answered before;
        ``passkey.refused`` when the answer does not hold.
    """
    kept = _take(session, "make", at)
    try:
        found = webauthn.verify_registration_response(
            credential=_parsed(credential),
            expected_challenge=base64url_to_bytes(kept["value"]),
            expected_rp_id=rp_id(),
            expected_origin=settings.ORIGIN,
            require_user_verification=True,
        )
    except WebAuthnException as problem:
        raise SummitryError("passkey.refused") from problem
    return Made(
        credential_id=bytes_to_base64url(found.credential_id),
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        is_backed_up=found.credential_backed_up,
        is_copyable=found.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        handle=base64url_to_bytes(kept["handle"]),
    )


def challenge_of(session: Session, *, at: datetime) -> bytes:
    """Return the challenge for the use of a passkey, which is then used up."""
    return base64url_to_bytes(_take(session, "use", at)["value"])


def used(credential: str, challenge: bytes, *, public_key: bytes) -> Used:
    """Return what the signature proves; the count is compared by who keeps the last one.

    Raises
    ------
    SummitryError
        ``passkey.refused`` when it does not hold.
    """
    try:
        found = webauthn.verify_authentication_response(
            credential=_parsed(credential),
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=settings.ORIGIN,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except WebAuthnException as problem:
        raise SummitryError("passkey.refused") from problem
    return Used(
        sign_count=found.new_sign_count,
        is_backed_up=found.credential_backed_up,
        is_copyable=found.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
    )


def named_in(credential: str) -> tuple[str, bytes | None]:
    """Return the id of the credential that answers, and the account's handle where it is given."""
    parsed = _parsed(credential)
    response = parsed.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    try:
        return str(parsed.get("id", "")), base64url_to_bytes(handle) if handle else None
    except (ValueError, TypeError) as problem:
        raise SummitryError("passkey.refused") from problem


def _parsed(credential: str) -> dict[str, Any]:
    try:
        parsed = json.loads(credential) if len(credential) <= CREDENTIAL_LETTERS_MAX else None
    except ValueError as problem:
        raise SummitryError("passkey.refused") from problem
    if not isinstance(parsed, dict):
        raise SummitryError("passkey.refused")
    return parsed


def _keep(session: Session, purpose: str, value: bytes, at: datetime, **facts: str) -> None:
    kept = {"purpose": purpose, "value": bytes_to_base64url(value), "at": at.timestamp()}
    session[CHALLENGE] = {**kept, **facts}


def _take(session: Session, purpose: str, at: datetime) -> dict[str, Any]:
    kept = session.pop(CHALLENGE, None)
    if kept is None or kept["purpose"] != purpose:
        raise SummitryError("passkey.challenge")
    if not 0 <= at.timestamp() - kept["at"] <= CHALLENGE_LIFE.total_seconds():
        raise SummitryError("passkey.challenge")
    found: dict[str, Any] = kept
    return found
