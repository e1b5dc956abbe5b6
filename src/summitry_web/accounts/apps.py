"""Names the app; teaches the frame its refusals and its pages."""

from datetime import timedelta

from django.apps import AppConfig

from summitry.kit.errors import Text
from summitry_web.accounts.roles import Verb
from summitry_web.frame.looks import look
from summitry_web.frame.navigation import Stage, add_entry, add_own
from summitry_web.frame.refused import teach
from summitry_web.frame.ticks import every
from summitry_web.frame.wishes import keep_by


class AccountsConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Teach the refusals, declare what takes two persons, and add the pages."""
        from summitry_web.accounts import looks, requests, rounds  # noqa: PLC0415  # models come with the apps
        from summitry_web.accounts.actions import own  # noqa: PLC0415  # models come with the apps
        from summitry_web.accounts.kinds import KINDS  # noqa: PLC0415  # as above
        from summitry_web.accounts.labels import LABELS  # noqa: PLC0415  # as above
        from summitry_web.accounts.sentences import SENTENCES  # noqa: PLC0415  # as above
        from summitry_web.accounts.two_persons import titles  # noqa: PLC0415  # as above
        from summitry_web.journal import kinds  # noqa: PLC0415  # as above

        look("accounts", looks.look)
        teach(
            SENTENCES,
            {(f"invitation.unit_{each}", "role"): LABELS for each in ("missing", "needless")},
        )
        every(timedelta(hours=6), "accounts.sent", rounds.forget_sent)
        kinds.add(KINDS)
        for kind, sentence in KINDS.items():
            for fact in ("role", "reason", "way"):
                if f"{{{fact}}}" in sentence:
                    kinds.add_codes(kind, fact, LABELS)
        for kind in ("two.asked", "two.confirmed", "two.refused"):
            kinds.add_codes(kind, "kind", titles())
        requests.declare_all()
        keep_by(own.keep_wish)
        add_own(Text("My account"), "accounts:own")
        add_entry(Stage.PEOPLE, Text("Who may do what"), "accounts:grants", Verb.GRANT)
        add_entry(Stage.PEOPLE, Text("Invitations"), "accounts:invitations", Verb.INVITE)
        add_entry(Stage.PEOPLE, Text("My roles and deputies"), "accounts:mine", Verb.READ)
        add_entry(Stage.PEOPLE, Text("Second person"), "accounts:pending", Verb.READ)
        add_entry(Stage.PEOPLE, Text("Break-glass"), "accounts:glass", Verb.READ)
