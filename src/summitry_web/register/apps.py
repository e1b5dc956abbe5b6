"""Names the app."""

from django.apps import AppConfig

from summitry.kit.errors import Text


class RegisterConfig(AppConfig):
    """Mandates, bodies, plans and requirements."""

    name = "summitry_web.register"
    label = "register"

    def ready(self) -> None:
        """Teach the site this app's refusals and pages, and who may read its files."""
        from summitry.report.paper.catalogue import MAKERS  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # apps must be ready
        from summitry_web.journal import kinds  # noqa: PLC0415  # apps must be ready
        from summitry_web.register.sentences import SENTENCES  # noqa: PLC0415  # apps must be ready

        teach(SENTENCES)
        kinds.add(
            {
                "paper.printed": Text("{actor} took along the paper {subject} ({kind})."),
            }
        )
        kinds.add_codes(
            "paper.printed", "kind", {kind.value: made.title for kind, made in MAKERS.items()}
        )
        add_entry(Stage.PREPARE, Text("Mandates"), "register:mandates", "read")
        add_entry(Stage.PREPARE, Text("Bodies and decisions"), "register:bodies", "read")
        add_entry(Stage.PREPARE, Text("Register of plans"), "register:plans", "read")
        add_entry(Stage.PREPARE, Text("To acknowledge"), "register:mine", "acknowledge")
        add_entry(Stage.PREPARE, Text("Requirements"), "register:requirements", "read")
        add_entry(Stage.PREPARE, Text("Why it exists"), "register:gaps", "read")
