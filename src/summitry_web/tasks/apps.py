"""Names the app, its pages and its refusals."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks, promises and the synchronisation matrix."""

    name = "summitry_web.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Teach the site the app's refusals and pages."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # apps must be ready
        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # apps must be ready
        from summitry_web.desk.access.own import add_deadlines  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # apps must be ready
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # apps must be ready
        from summitry_web.tasks.access.deadlines import TABLES_DUE, for_desk  # noqa: PLC0415  # apps must be ready
        from summitry_web.tasks.sentences import SENTENCES  # noqa: PLC0415  # apps must be ready

        teach(SENTENCES)
        add_deadlines(TABLES_DUE, for_desk)
        add_entry(Stage.PREPARE, Text("Tasks"), "tasks:tasks", Verb.READ)
        add_entry(Stage.PREPARE, Text("Promises of resources"), "tasks:promises", Verb.READ)
        add_entry(Stage.PREPARE, Text("Contingencies"), "tasks:contingencies", Verb.READ)
        add_entry(Stage.PREPARE, Text("Synchronisation matrix"), "tasks:matrix", Verb.READ)
