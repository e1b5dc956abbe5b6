"""Names the app, its pages and what is done again and again."""

from datetime import timedelta

from django.apps import AppConfig

from summitry.kit.errors import Text


class ApiConfig(AppConfig):
    """What programs use: an API, calendars, and mail."""

    name = "summitry_web.api"
    label = "api"

    def ready(self) -> None:
        """Teach the refusals and the journal's kinds, add the pages, and start the rounds."""
        from django.urls import reverse  # noqa: PLC0415  # apps must be ready

        from summitry_web.accounts.roles import Verb  # noqa: PLC0415  # as above
        from summitry_web.accounts.slots import put_link  # noqa: PLC0415  # as above
        from summitry_web.api.actions.digests import send_due_now  # noqa: PLC0415  # as above
        from summitry_web.api.sentences import KINDS, SENTENCES  # noqa: PLC0415  # as above
        from summitry_web.api.terms import MAY, RHYTHMS  # noqa: PLC0415  # as above
        from summitry_web.frame.navigation import Stage, add_entry  # noqa: PLC0415  # as above
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # as above
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # as above
        from summitry_web.journal import kinds  # noqa: PLC0415  # as above

        teach(SENTENCES)
        kinds.add(KINDS)
        kinds.add_codes("token.made", "verbs", MAY)
        kinds.add_codes("digest.wished", "rhythm", RHYTHMS)
        add_entry(Stage.PEOPLE, Text("Tokens"), "api:tokens", Verb.MANAGE_TOKENS)
        put_link("calendar", Text("My calendar"), lambda _: reverse("api:calendar"))
        put_link("digests", Text("Mail with what waits for me"), lambda _: reverse("api:digests"))
        put_link("reference", Text("Reference of the API"), lambda _: reverse("api:reference"))
        every(timedelta(minutes=5), "digests", send_due_now)
