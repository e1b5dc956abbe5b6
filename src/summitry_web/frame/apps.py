"""Names the app."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """The frame of all pages."""

    name = "summitry_web.frame"
    label = "frame"
