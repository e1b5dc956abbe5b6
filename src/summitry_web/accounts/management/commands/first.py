"""`python -m summitry_web first EMAIL NAME`: the link for an installation's first account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from summitry.kit.errors import SummitryError
from summitry.report import refusals
from summitry.report.language import SOURCE, language
from summitry_web.accounts import pages
from summitry_web.accounts.actions.invitations import invite_first
from summitry_web.accounts.mail import link_of


class Command(BaseCommand):
    """Prints a link that makes an account which may create events."""

    help = "Print a one-time link for an account that may create events."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the e-mail address and the name."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the link, which works once and ends after 72 hours."""
        try:
            code = invite_first(options["email"], options["name"], at=pages.now())
        except SummitryError as problem:
            raise CommandError(
                "\n".join(refusals.sentences(problem, language(SOURCE)))
            ) from problem
        self.stdout.write(link_of(code))
