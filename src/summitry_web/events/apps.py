"""Names the app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.events"
    label = "events"
