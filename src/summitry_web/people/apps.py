"""Names the app."""

from datetime import timedelta

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.people"
    label = "people"

    def ready(self) -> None:
        """Teach the app's refusals and the kinds of entries that it writes."""
        from summitry.kit.errors import Text  # noqa: PLC0415  # after the apps are loaded
        from summitry_web.frame import navigation  # noqa: PLC0415  # likewise
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # after the apps are loaded
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # likewise
        from summitry_web.journal import kinds  # noqa: PLC0415  # likewise
        from summitry_web.people import asking, rounds  # noqa: PLC0415  # likewise
        from summitry_web.people.sentences import CODES, KINDS, SENTENCES  # noqa: PLC0415  # likewise

        teach(
            SENTENCES,
            {
                ("people.purpose", "expected"): CODES["people.revealed", "purpose"],
                ("people.reason", "expected"): CODES["people.erased", "reason"],
            },
        )
        kinds.add(KINDS)
        for (kind, fact), words in CODES.items():
            kinds.add_codes(kind, fact, words)
        asking.declare_all()
        every(timedelta(days=1), "people.expire", rounds.expire_all)
        navigation.add_entry("people", Text("Persons"), "people:list", "read-people")
