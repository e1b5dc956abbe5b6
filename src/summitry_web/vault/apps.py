"""Names the app."""

from django.apps import AppConfig

from summitry_web.frame.refused import teach
from summitry_web.vault.sentences import SENTENCES


class VaultConfig(AppConfig):
    """The app of that name."""

    name = "summitry_web.vault"
    label = "vault"

    def ready(self) -> None:
        """Teach the site the app's refusals."""
        teach(SENTENCES)
