"""Names the app, and tells the accounts which fields a unit leads."""

from datetime import timedelta

from django.apps import AppConfig

from summitry.kit.errors import Text
from summitry.plan.tables import TABLES


class PlansConfig(AppConfig):
    """The plans of events."""

    name = "summitry_web.plans"
    label = "plans"

    def ready(self) -> None:
        """Teach the frame this app's refusals, and the accounts where leads stand."""
        from summitry_web.accounts.access import lead_fields_by  # noqa: PLC0415  # apps must be ready
        from summitry_web.audit.sight import hidden_by  # noqa: PLC0415  # as above
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # as above
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # as above
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # as above
        from summitry_web.journal import kinds  # noqa: PLC0415  # as above
        from summitry_web.plans.access import lead_fields, may_read_file  # noqa: PLC0415  # as above
        from summitry_web.plans.checking.service import catch_up_here  # noqa: PLC0415  # as above
        from summitry_web.plans.kinds import KINDS, WORKBOOKS  # noqa: PLC0415  # as above
        from summitry_web.plans.rounds import drop_brought  # noqa: PLC0415  # as above
        from summitry_web.plans.sentences import CODES, SENTENCES  # noqa: PLC0415  # as above
        from summitry_web.plans.subjects import hidden_subjects  # noqa: PLC0415  # as above
        from summitry_web.vault.access import guarded_by  # noqa: PLC0415  # as above

        add_entry(Stage.PREPARE, Text("Tables of the plan"), "plans:tables", "read", place=10)
        add_entry(Stage.PREPARE, Text("Workbooks"), "plans:workbooks", "export", place=11)
        add_entry(Stage.PREPARE, Text("Proposals"), "plans:proposals", "read", place=12)
        lead_fields_by(lead_fields)
        hidden_by(hidden_subjects)
        for table in TABLES:
            guarded_by(table, may_read_file)
        teach(SENTENCES, CODES)
        kinds.add(KINDS)
        kinds.add_codes("plan.handed-out", "subject", WORKBOOKS)
        every(timedelta(days=1), "plans.brought", drop_brought)
        every(timedelta(minutes=1), "plans.check", catch_up_here)
