"""Names the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The pages of the journal."""

    name = "summitry_web.audit"
    label = "audit"

    def ready(self) -> None:
        """Add the journal to the ways through an event."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # after the apps are loaded
        from summitry_web.frame import navigation  # noqa: PLC0415  # likewise

        navigation.add_entry("command", Text("Journal"), "journal:list", "read-journal")
