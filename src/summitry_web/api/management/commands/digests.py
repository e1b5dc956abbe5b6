"""`digests`: sends the mail that is due; run twice, it is sent once."""

from typing import Any

from django.core.management.base import BaseCommand

from summitry_web.api.actions.digests import send_due_now


class Command(BaseCommand):
    """Sends what is due, as the tasks of a node do by themselves."""

    help = "Send the digests that are due."

    def handle(self, *_: Any, **_options: Any) -> None:
        """Send, and say how many."""
        batch = send_due_now()
        self.stdout.write(
            f"{batch.sent} sent, {batch.failed} to try again, {batch.given_up} given up"
        )
