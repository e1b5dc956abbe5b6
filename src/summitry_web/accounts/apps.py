"""Names the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.accounts"
    label = "accounts"
