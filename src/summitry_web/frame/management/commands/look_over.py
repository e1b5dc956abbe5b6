"""`look_over`: what the site sees of itself, as JSON for `summitry selftest`."""

from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from summitry.kit.errors import Text
from summitry_web.frame.looks import Look, looks

WANTED = {"journal_mode": "wal", "synchronous": "1", "foreign_keys": "1"}
REACHED = Text("The database answers.")
NOT_REACHED = Text("The database does not answer: {problem}")
REACH = Text("Start the database, or correct its address with “summitry serve --database”.")
MIGRATED = Text("The database is at this version.")
NOT_MIGRATED = Text("The database is not at this version; changes that wait: {count}")
MIGRATE = Text("Run “summitry upgrade”; it makes a backup first.")
PRAGMAS = Text("The database is safe against a loss of power and against broken references.")
NO_PRAGMAS = Text("The database is not set up as it must be: {wrong}")
SET_PRAGMAS = Text("Delete the file node.json and start again; if it stays, report it as a bug.")
MAIL = Text("Messages are sent by mail.")
NO_MAIL = Text("Mail is not set up: messages are kept as files in the folder “mail”.")
SET_MAIL = Text("Set SUMMITRY_EMAIL where there is a mail server; the site works without.")


class Command(BaseCommand):
    """Writes a list of looks."""

    help = "Say what the site sees of itself, as JSON."

    def handle(self, *_: Any, **__: Any) -> None:
        """Look at the database, then at what the apps ask for."""
        found = _database()
        if all(each.state == "good" for each in found):
            found += tuple(each for _name, looking in looks() for each in looking())
        found += (_mail(),)
        self.stdout.write(msgspec.json.encode(found).decode())


def _database() -> tuple[Look, ...]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        facts: dict[str, str | int] = {"problem": str(problem)}
        return (Look(name="database", state="bad", told=NOT_REACHED, facts=facts, mend=REACH),)
    reached = Look(name="database", state="good", told=REACHED)
    if waiting:
        count: dict[str, str | int] = {"count": len(waiting)}
        late = Look(name="migrated", state="bad", told=NOT_MIGRATED, facts=count, mend=MIGRATE)
        return (reached, late)
    return (reached, Look(name="migrated", state="good", told=MIGRATED), *_pragmas())


def _pragmas() -> tuple[Look, ...]:
    if connection.vendor != "sqlite":
        return ()
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for name in WANTED:
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0]).lower()
    if found == WANTED:
        return (Look(name="pragmas", state="good", told=PRAGMAS),)
    wrong = ", ".join(f"{name}={found[name]}" for name in WANTED if found[name] != WANTED[name])
    facts: dict[str, str | int] = {"wrong": wrong}
    return (Look(name="pragmas", state="bad", told=NO_PRAGMAS, facts=facts, mend=SET_PRAGMAS),)


def _mail() -> Look:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Look(name="mail", state="warning", told=NO_MAIL, mend=SET_MAIL)
    return Look(name="mail", state="good", told=MAIL)
