"""`evidence`: writes the journals of this node's command post as a pack that anybody can judge."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from summitry.kit.ids import EventId
from summitry.kit.time import SystemClock
from summitry.operations.entry import Entry
from summitry.plan.terms import Marking
from summitry_web.events.models import Event
from summitry_web.operations.access import post_here
from summitry_web.operations.actions.peers import known
from summitry_web.operations.store.evidence import pack_lines
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of, identity_of


class Command(BaseCommand):
    """Whoever runs it holds the machine, so it asks for no right but for a marking."""

    help = "Write the journals of an event's command post as an evidence pack."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the event, the file and the marking."""
        parser.add_argument("event")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument(
            "--marking",
            choices=[each.value for each in Marking],
            default=Marking.AMBER.value,
            help="entries above it go in as hashes alone; TLP:AMBER when left out",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the pack."""
        most = Marking(options["marking"])
        event = Event.objects.filter(slug=options["event"]).first()
        post = None if event is None else post_here(event)
        if event is None or post is None:
            raise CommandError(f"No command post of the event {options['event']} is open here.")

        def may_read(entry: Entry) -> bool:
            return entry.marking.height <= most.height

        slug = EventId(event.slug)
        file = PostFile(folder_of(slug, post), readonly=True)
        try:
            lines = pack_lines(
                file, identity_of(slug, post), known(event), may_read=may_read,
                at_ms=round(SystemClock().now().timestamp() * 1_000),
            )  # fmt: skip
            with options["out"].open("wb") as out:
                out.writelines(lines)
        finally:
            file.close()
        self.stdout.write(f"evidence: {options['out']}")
