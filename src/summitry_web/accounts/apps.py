"""Names the app, and teaches the frame its refusals."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Teach the refusals, and declare what takes two persons."""
        from summitry_web.accounts import requests, sentences  # noqa: PLC0415  # apps come first
        from summitry_web.frame import refused  # noqa: PLC0415  # apps come first

        refused.teach(sentences.SENTENCES)
        requests.declare_all()
