"""Names the app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.journal"
    label = "journal"
