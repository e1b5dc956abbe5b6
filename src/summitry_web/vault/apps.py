"""Names the app."""

from django.apps import AppConfig

from summitry_web.frame.refused import teach
from summitry_web.vault.sentences import KINDS, SENTENCES


class VaultConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.vault"
    label = "vault"

    def ready(self) -> None:
        """Teach the site the app's refusals, looks and kinds of entries."""
        from summitry_web.frame.looks import look  # noqa: PLC0415  # as below
        from summitry_web.journal import kinds  # noqa: PLC0415  # models come with the apps
        from summitry_web.vault import looks  # noqa: PLC0415  # as above

        kinds.add(KINDS)
        look("vault", looks.look)
        teach(SENTENCES)
