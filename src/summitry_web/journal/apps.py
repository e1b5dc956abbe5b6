"""Names the app."""

from datetime import timedelta

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.journal"
    label = "journal"

    def ready(self) -> None:
        """Teach the journal's own refusals and kinds."""
        from summitry.kit.errors import Text, counted  # noqa: PLC0415  # after the apps are loaded
        from summitry_web.frame.listing import tell_exports  # noqa: PLC0415  # likewise
        from summitry_web.frame.looks import look  # noqa: PLC0415  # likewise
        from summitry_web.frame.refused import teach  # noqa: PLC0415  # likewise
        from summitry_web.frame.ticks import every  # noqa: PLC0415  # likewise
        from summitry_web.journal import actions, kinds, looks, rounds  # noqa: PLC0415  # likewise
        from summitry_web.journal.sentences import SENTENCES  # noqa: PLC0415  # likewise

        teach(SENTENCES)
        every(timedelta(seconds=1), "journal.sign", rounds.sign)
        look("journal", looks.look)
        tell_exports(actions.note_list)
        kinds.add(
            {
                "journal.exported": Text("{actor} downloaded the journal as evidence."),
                "list.exported": counted(
                    "{actor} downloaded the list “{subject}”: {rows} row.",
                    "{actor} downloaded the list “{subject}”: {rows} rows.",
                    by="rows",
                ),
            }
        )
