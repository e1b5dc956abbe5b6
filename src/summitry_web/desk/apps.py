"""Names the app."""

from django.apps import AppConfig

from summitry.kit.errors import Text


class DeskConfig(AppConfig):
    """Findings, and what is done about them."""

    name = "summitry_web.desk"
    label = "desk"

    def ready(self) -> None:
        """Teach the frame this app's refusals and pages, and the tables what stands beside rows."""
        from summitry_web.desk.access import beside  # noqa: PLC0415  # apps must be ready
        from summitry_web.desk.sentences import KINDS, SENTENCES  # noqa: PLC0415  # as above
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # as above
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # as above
        from summitry_web.journal import kinds  # noqa: PLC0415  # as above
        from summitry_web.plans.told import tell_by  # noqa: PLC0415  # as above

        teach(SENTENCES)
        kinds.add(KINDS)
        tell_by(marks=beside.marks, since=beside.since, beside=beside.beside)
        add_entry(Stage.PREPARE, Text("Readiness"), "desk:home", "read", place=0)
        add_entry(Stage.PREPARE, Text("My desk"), "desk:desk", "read", place=1)
        add_entry(Stage.PREPARE, Text("Findings"), "desk:findings", "read", place=2)
