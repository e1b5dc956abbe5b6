"""Names the app, and says who may read photos of reports."""

from datetime import timedelta

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.intake"
    label = "intake"

    def ready(self) -> None:
        """Teach the site the app's refusals, pages, and the guard of its files."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # apps must be ready
        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # apps must be ready
        from summitry_web.intake import rounds  # noqa: PLC0415  # apps must be ready
        from summitry_web.intake.access import TABLE, may_read_file  # noqa: PLC0415  # apps must be ready
        from summitry_web.intake.sentences import KINDS, SENTENCES  # noqa: PLC0415  # apps must be ready
        from summitry_web.journal import kinds  # noqa: PLC0415  # apps must be ready
        from summitry_web.vault.access import guarded_by  # noqa: PLC0415  # apps must be ready

        teach(SENTENCES)
        kinds.add(KINDS)
        every(timedelta(minutes=10), "intake.names", rounds.sweep_names)
        every(timedelta(days=1), "intake.expire", rounds.expire_all)
        guarded_by(TABLE, may_read_file)
        add_entry(Stage.COMMAND, Text("Report a danger"), "intake:report", Verb.REPORT)
        add_entry(Stage.COMMAND, Text("Reports from the field"), "intake:desk", Verb.TRIAGE)
