"""Names the app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.plans"
    label = "plans"
