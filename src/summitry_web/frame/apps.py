"""Names the app, and teaches its refusals."""

from django.apps import AppConfig
from django.db.models.signals import pre_save

from summitry_web.frame.refused import teach
from summitry_web.frame.sentences import SENTENCES
from summitry_web.frame.texts import require_room


class FrameConfig(AppConfig):
    """The frame of all pages."""

    name = "summitry_web.frame"
    label = "frame"

    def ready(self) -> None:
        """Teach the frame's own refusals; have every row ask whether its texts fit."""
        teach(SENTENCES)
        pre_save.connect(require_room, dispatch_uid="frame.texts")
