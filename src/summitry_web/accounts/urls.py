"""Addresses of signing in, of one's own account, and of who may do what in an event."""

from django.urls import path

from summitry_web.accounts.views import (
    glass,
    grants,
    invitations,
    own,
    pending,
    recovery,
    signing_in,
)

app_name = "accounts"
urlpatterns = [
    path("accounts/sign-in/", signing_in.sign_in, name="sign-in"),
    path("accounts/sign-out/", signing_in.sign_out, name="sign-out"),
    path("accounts/challenge/", signing_in.challenge, name="challenge"),
    path("accounts/prove/", signing_in.prove, name="prove"),
    path("accounts/invited/<str:code>/", invitations.invited, name="invited"),
    path("accounts/invited/<str:code>/take/", invitations.take, name="take"),
    path("accounts/recovery/", recovery.recovery, name="recovery"),
    path("accounts/own/", own.own, name="own"),
    path("accounts/own/passkeys/", own.add_passkey, name="add-passkey"),
    path("accounts/own/passkeys/<int:pk>/remove/", own.remove_passkey, name="remove-passkey"),
    path("accounts/own/password/", own.password, name="password"),
    path("accounts/own/codes/", own.recovery_codes, name="codes"),
    path("accounts/own/sessions/", own.end_sessions, name="end-sessions"),
    path("e/<slug:event>/access/", grants.grants, name="grants"),
    path("e/<slug:event>/access/grants/<int:pk>/", grants.grant, name="grant"),
    path("e/<slug:event>/access/grants/<int:pk>/end/", grants.end, name="end-grant"),
    path("e/<slug:event>/access/mine/", grants.mine, name="mine"),
    path("e/<slug:event>/access/mine/<int:pk>/lend/", grants.lend, name="lend"),
    path("e/<slug:event>/access/mine/<int:pk>/end/", grants.end_lent, name="end-lent"),
    path("e/<slug:event>/access/invitations/", invitations.invitations, name="invitations"),
    path("e/<slug:event>/access/invitations/group/", invitations.group, name="invite-group"),
    path("e/<slug:event>/access/invitations/<int:pk>/again/", invitations.again, name="again"),
    path(
        "e/<slug:event>/access/invitations/<int:pk>/withdraw/",
        invitations.withdraw,
        name="withdraw",
    ),
    path("e/<slug:event>/access/pending/", pending.waiting, name="pending"),
    path("e/<slug:event>/access/pending/<int:pk>/", pending.confirm, name="confirm"),
    path("e/<slug:event>/access/pending/<int:pk>/refuse/", pending.refuse, name="refuse"),
    path("e/<slug:event>/access/recovery/<int:pk>/", recovery.confirm, name="let-in"),
    path("e/<slug:event>/access/recovery/<int:pk>/refuse/", recovery.refuse, name="keep-out"),
    path("e/<slug:event>/access/glass/", glass.glass, name="glass"),
    path("e/<slug:event>/access/glass/<int:pk>/confirm/", glass.confirm, name="confirm-glass"),
    path("e/<slug:event>/access/glass/<int:pk>/end/", glass.end, name="end-glass"),
    path("e/<slug:event>/access/glass/<int:pk>/review/", glass.review, name="review-glass"),
]
