"""Names the app, and teaches its refusals."""

from django.apps import AppConfig

from summitry_web.frame.refused import teach
from summitry_web.frame.sentences import SENTENCES


class FrameConfig(AppConfig):
    """The frame of all pages."""

    name = "summitry_web.frame"
    label = "frame"

    def ready(self) -> None:
        """Teach the frame's own refusals."""
        teach(SENTENCES)
