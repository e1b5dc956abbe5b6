"""Names the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.people"
    label = "people"
