"""`events`: the events of a node listed, made, brought in, handed out and deleted."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from summitry.cli.files import load, save
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.terms import Marking
from summitry.report import refusals
from summitry.report.language import SOURCE, Language, language
from summitry_web.accounts.actions.invitations import invite_by_node, invite_first
from summitry_web.accounts.actions.node import node_actor
from summitry_web.accounts.actions.recovery import confirm_by_node
from summitry_web.accounts.mail import link_of
from summitry_web.accounts.roles import Role
from summitry_web.accounts.terms import Wish
from summitry_web.events.example import example
from summitry_web.events.models import Event
from summitry_web.plans.actions.packages import (
    bring_in,
    delete_event,
    export_package,
    make_event,
)

DEMO = "hanoi"
DEMO_PEOPLE = (
    (Role.ORGANISER, "", "", Marking.RED), (Role.APPROVER, "", "", Marking.RED),
    (Role.READER, "", "", Marking.RED), (Role.AUDITOR, "", "", Marking.RED),
    (Role.PLANNER, "CITYPOL", "", Marking.AMBER_STRICT),
    (Role.WATCH_OFFICER, "", "", Marking.RED), (Role.COMMANDER, "", "c-lead", Marking.RED),
    (Role.REPORTER, "GUARD", "o-02273", Marking.AMBER),
)  # fmt: skip
"""Role, unit, person of the example and clearance of those who are invited.

The commander is the joint command post's; the officer in the field has a shift when the example
is looked at.
"""
MADE = Text("The event {slug} is made.")
READING = Text("Reading {path} …")
WRITING = Text("Writing the plan into the event {slug} …")
BROUGHT = Text("The event {slug} stands at revision {revision}.")
SAVED = Text("The event {slug} is written to {path}.")
DELETED = Text("The event {slug} is deleted; its journal stays.")
LINK = Text("Link for {email}, good once within 72 hours: {link}")
LET_IN = Text("{email} may go on now, and make a new passkey.")
NOBODY = Text("There are no events yet. Make one: summitry events create --slug S --name N")


class Command(BaseCommand):
    """Runs one of them."""

    help = "List, create, import, export or delete events."
    reader: Language
    at: datetime

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and to which event."""
        parser.add_argument("--lang", default=SOURCE)
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list")
        what.add_parser("demo")
        first = what.add_parser("first")
        first.add_argument("email")
        first.add_argument("name")
        back = what.add_parser("recover")
        back.add_argument("email")
        back.add_argument("letters")
        making = what.add_parser("create")
        bringing = what.add_parser("import")
        bringing.add_argument("plan", type=Path)
        for each in (making, bringing):
            each.add_argument("--slug", required=True)
            each.add_argument("--name", default="")
            each.add_argument("--organiser", default="")
        handing = what.add_parser("export")
        handing.add_argument("slug")
        handing.add_argument("out", type=Path)
        what.add_parser("delete").add_argument("slug")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it; a refusal is told as a sentence."""
        self.reader, self.at = language(options["lang"]), SystemClock().now()
        doing = {
            "list": self._list, "create": self._create, "import": self._import,
            "export": self._export, "delete": self._delete, "demo": self._demo,
            "first": self._first, "recover": self._recover,
        }  # fmt: skip
        try:
            doing[options["what"]](options)
        except SummitryError as problem:
            raise CommandError("\n".join(refusals.sentences(problem, self.reader))) from problem

    def _say(self, text: Text, **facts: object) -> None:
        self.stdout.write(self.reader.gettext(text).format(**facts))
        self.stdout.flush()

    def _list(self, _: dict[str, Any]) -> None:
        for event in Event.objects.all():
            self.stdout.write(f"{event.slug}\t{event.revision}\t{event.name}")
        if not Event.objects.exists():
            self._say(NOBODY)

    @transaction.atomic
    def _create(self, options: dict[str, Any]) -> None:
        name = options["name"] or options["slug"]
        event = make_event(slug=options["slug"], name=name, by="node", at=self.at)
        self._say(MADE, slug=event.slug)
        self._invite_organiser(event, options["organiser"])

    def _invite_organiser(self, event: Event, email: str) -> None:
        if email:
            wish = Wish(email=email, role=Role.ORGANISER, clearance=Marking.RED)
            self._invite(event, wish)

    def _invite(self, event: Event, wish: Wish) -> None:
        link = invite_by_node(event, wish, at=self.at)
        self._say(LINK, email=wish.email, link=link_of(link.code))

    def _import(self, options: dict[str, Any]) -> None:
        def opened(event: Event) -> None:
            self._invite_organiser(event, options["organiser"])

        self._bring(options["plan"], options["slug"], options["name"], opened)

    def _bring(self, path: Path, slug: str, name: str, opened: Callable[[Event], object]) -> None:
        """Bring the plan in; others go on writing while it is read, and while it is written."""
        self._say(READING, path=path)
        package = load(path)
        told = next(iter(package.snapshot.rows(PlanEvent).values()), None)
        name = name or (told.name if told else slug)
        self._say(WRITING, slug=slug)
        actor = node_actor(self.at)
        event = bring_in(actor, package, slug=slug, name=name, at=self.at, opened=opened)
        self._say(BROUGHT, slug=event.slug, revision=event.revision)

    def _export(self, options: dict[str, Any]) -> None:
        event = self._event(options["slug"])
        save(export_package(node_actor(self.at), event, at=self.at), options["out"])
        self._say(SAVED, slug=event.slug, path=options["out"])

    def _delete(self, options: dict[str, Any]) -> None:
        event = self._event(options["slug"])
        delete_event(event, at=self.at)
        self._say(DELETED, slug=options["slug"])

    def _recover(self, options: dict[str, Any]) -> None:
        confirm_by_node(options["email"], options["letters"], at=self.at)
        self._say(LET_IN, email=options["email"])

    def _first(self, options: dict[str, Any]) -> None:
        code = invite_first(options["email"], options["name"], at=self.at)
        self._say(LINK, email=options["email"], link=link_of(code))

    def _demo(self, _: dict[str, Any]) -> None:
        self._bring(example() / "draft", DEMO, "", self._invite_demo)

    def _invite_demo(self, event: Event) -> None:
        for role, unit_id, person_id, clearance in DEMO_PEOPLE:
            # Nobody real is invited: the name says so, and the domain belongs to nobody.
            wish = Wish(
                email=f"synthetic-{role.value}@example.org", name=f"Synthetic {role.value}",
                role=role, unit_id=unit_id, person_id=person_id, clearance=clearance,
            )  # fmt: skip
            self._invite(event, wish)

    def _event(self, slug: str) -> Event:
        found = Event.objects.filter(slug=slug).first()
        if found is None:
            known = tuple(Event.objects.values_list("slug", flat=True))
            raise SummitryError("event.unknown", got=slug, expected=known)
        return found
