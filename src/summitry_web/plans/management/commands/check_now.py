"""`check-now`: checks events in this process, for nodes without a checker and for repair."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from summitry_web.events.models import Event
from summitry_web.plans.checking.service import local


class Command(BaseCommand):
    """Brings events up to their last revision; every event where none is named."""

    help = "Check events now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the events' short names."""
        parser.add_argument("slugs", nargs="*", metavar="SLUG")

    def handle(self, *_: Any, **options: Any) -> None:
        """Check each, and say what that opened and closed."""
        events = Event.objects.order_by("slug")
        if options["slugs"]:
            events = events.filter(slug__in=options["slugs"])
        missing = set(options["slugs"]) - {each.slug for each in events}
        if missing:
            raise CommandError(f"there is no event {', '.join(sorted(missing))}")
        for event in events:
            outcome = local().bring_up(event.pk)
            self.stdout.write(
                f"{event.slug} @ {outcome.revision}: "
                f"{len(outcome.opened)} opened, {len(outcome.closed)} closed"
            )
