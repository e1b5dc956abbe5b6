"""Names the app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Findings, and what is done about them."""

    name = "summitry_web.desk"
    label = "desk"

    def ready(self) -> None:
        """Teach the frame this app's refusals."""
        from summitry_web.desk.sentences import SENTENCES  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415

        teach(SENTENCES)
