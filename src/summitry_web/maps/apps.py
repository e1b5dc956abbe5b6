"""Names the app."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.maps"
    label = "maps"

    def ready(self) -> None:
        """Teach the site the app's refusals, its entries of the journal, and its page."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # apps must be ready
        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # apps must be ready
        from summitry_web.journal.kinds import add  # noqa: PLC0415  # apps must be ready
        from summitry_web.maps.access.floors import may_read_picture  # noqa: PLC0415  # apps must be ready
        from summitry_web.maps.actions import TABLE  # noqa: PLC0415  # apps must be ready
        from summitry_web.maps.sentences import KINDS, SENTENCES  # noqa: PLC0415  # apps must be ready
        from summitry_web.vault.access import guarded_by  # noqa: PLC0415  # apps must be ready

        teach(SENTENCES)
        guarded_by(TABLE, may_read_picture)
        add(KINDS)
        add_entry(Stage.PREPARE, Text("Site plan"), "maps:map", Verb.READ)
