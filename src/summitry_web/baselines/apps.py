"""Names the app."""

from datetime import timedelta

from django.apps import AppConfig

from summitry.kit.errors import Text


class BaselinesConfig(AppConfig):
    """Baselines and exercises."""

    name = "summitry_web.baselines"
    label = "baselines"

    def ready(self) -> None:
        """Teach the app's refusals, entries and pages, and what takes two persons."""
        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # apps must be ready
        from summitry_web.accounts.two_persons import declare  # noqa: PLC0415  # likewise
        from summitry_web.baselines.access import waiting  # noqa: PLC0415  # likewise
        from summitry_web.baselines.access.beside import differing, published  # noqa: PLC0415  # likewise
        from summitry_web.baselines.actions import copying, exercises, papers  # noqa: PLC0415  # likewise
        from summitry_web.baselines.sentences import KINDS, SENTENCES  # noqa: PLC0415  # likewise
        from summitry_web.desk.access import own  # noqa: PLC0415  # likewise
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # likewise
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # likewise
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # likewise
        from summitry_web.journal import kinds  # noqa: PLC0415  # likewise
        from summitry_web.plans.told import tell_differences_by, tell_published_by  # noqa: PLC0415  # likewise

        teach(SENTENCES)
        tell_differences_by(differing)
        tell_published_by(published)
        kinds.add(KINDS)
        own.add_approvals(waiting.to_approve)
        own.add_acknowledgements(waiting.to_acknowledge)
        own.add_acknowledgements(waiting.copies_ended)
        every(timedelta(minutes=1), "baselines.copies", copying.take_up_lost_copies_now)
        add_entry(Stage.PREPARE, Text("Baselines"), "baselines:list", "read")
        add_entry(Stage.PREPARE, Text("Exercises"), "baselines:exercises", "copy")
        declare(
            papers.PAPER, title=Text("to approve a baseline by a paper"),
            verb=Verb.APPROVE_BASELINE, describe=papers.tell, carry_out=papers.carry_out,
        )  # fmt: skip
        declare(
            exercises.DELETE, title=Text("to delete an exercise"), verb=Verb.COPY,
            describe=exercises.tell, carry_out=exercises.carry_out,
        )  # fmt: skip
