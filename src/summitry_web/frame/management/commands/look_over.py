"""`look_over`: what the site sees of itself, as JSON for `summitry selftest`."""

from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from summitry.kit.errors import Text
from summitry_web.frame.looks import Look, looks

WANTED = {"journal_mode": {"wal"}, "synchronous": {"1", "2"}, "foreign_keys": {"1"}}
WANTED_OF_SERVER = {
    "fsync": {"on"}, "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
}  # fmt: skip
REACHED = Text("The database answers.")
NOT_REACHED = Text("The database does not answer: {problem}")
REACH = Text("Start the database, or correct its address with “summitry serve --database”.")
MIGRATED = Text("The database is at this version.")
NOT_MIGRATED = Text("The database is not at this version; changes that wait: {count}")
MIGRATE = Text("Run “summitry upgrade”; it makes a backup first.")
PRAGMAS = Text("The database is safe against a loss of power and against broken references.")
NO_PRAGMAS = Text("The database is not set up as it must be: {wrong}")
SET_PRAGMAS = Text("Delete the file node.json and start again; if it stays, report it as a bug.")
SET_SERVER = Text(
    "Put these settings in postgresql.conf back to their defaults, and restart PostgreSQL."
)
CHECKSUMS = Text("PostgreSQL notices pages that the disk has spoilt.")
NO_CHECKSUMS = Text("PostgreSQL would not notice pages that the disk has spoilt.")
SET_CHECKSUMS = Text("Stop PostgreSQL and run “pg_checksums --enable” on its folder.")
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
    is_sqlite = connection.vendor == "sqlite"
    wanted, asking, mend = (
        (WANTED, "PRAGMA", SET_PRAGMAS) if is_sqlite else (WANTED_OF_SERVER, "SHOW", SET_SERVER)
    )
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(f"{asking} {name}")
            found[name] = str(cursor.fetchone()[0]).lower()
    wrong = ", ".join(f"{name}={found[name]}" for name in wanted if found[name] not in wanted[name])
    if wrong:
        facts: dict[str, str | int] = {"wrong": wrong}
        return (Look(name="pragmas", state="bad", told=NO_PRAGMAS, facts=facts, mend=mend),)
    checked = () if is_sqlite else (_checksums(),)
    return (Look(name="pragmas", state="good", told=PRAGMAS), *checked)


def _checksums() -> Look:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        if cursor.fetchone()[0] == "on":
            return Look(name="checksums", state="good", told=CHECKSUMS)
    return Look(name="checksums", state="warning", told=NO_CHECKSUMS, mend=SET_CHECKSUMS)


def _mail() -> Look:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Look(name="mail", state="warning", told=NO_MAIL, mend=SET_MAIL)
    return Look(name="mail", state="good", told=MAIL)
