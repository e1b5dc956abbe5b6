"""Names the app, and what it adds to the site."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.operations"
    label = "operations"

    def ready(self) -> None:
        """Teach the site the app's refusals, kinds and pages."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # apps must be ready
        from summitry.report.refusals_operations import TABLE_LABELS  # noqa: PLC0415  # apps must be ready
        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # apps must be ready
        from summitry_web.journal import kinds  # noqa: PLC0415  # apps must be ready
        from summitry_web.operations.sentences import KINDS, SENTENCES  # noqa: PLC0415  # apps must be ready

        teach(SENTENCES, {("operations.needs_place", "wanted"): TABLE_LABELS})
        kinds.add(KINDS)
        add_entry(Stage.COMMAND, Text("Desk of the day"), "operations:desk", Verb.ENTER)
        add_entry(Stage.COMMAND, Text("Command post"), "operations:post", Verb.READ)
        add_entry(Stage.COMMAND, Text("My post"), "operations:field", Verb.REPORT)
        for label, name in (
            (Text("Board of the day"), "board"),
            (Text("Incidents"), "incidents"),
            (Text("Orders"), "orders"),
            (Text("Decisions"), "decisions"),
            (Text("Declarations"), "declarations"),
            (Text("Cover lost today"), "assurance"),
            (Text("Replay"), "replay"),
        ):
            add_entry(Stage.COMMAND, label, f"operations:{name}", Verb.READ)
