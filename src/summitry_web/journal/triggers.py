"""What keeps the database itself from changing entries and checkpoints, on both databases.

A migration that alters one of the tables on SQLite makes it anew and so loses its triggers: such
a migration ends with ``install``.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("journal_entry", "journal_checkpoint")
FUNCTION = "journal_append_only"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'journal.append_only'; END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Make updates, deletes and (PostgreSQL) truncation of the tables fail."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in TABLES:
            for verb in _verbs(is_sqlite=is_sqlite):
                cursor.execute((_sqlite if is_sqlite else _postgresql)(table, verb))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; fails where one is not there."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for table in TABLES:
            for verb in _verbs(is_sqlite=is_sqlite):
                place = "" if is_sqlite else f" ON {table}"
                cursor.execute(f"DROP TRIGGER {_name(table, verb)}{place}")


def _verbs(*, is_sqlite: bool) -> tuple[str, ...]:
    return ("UPDATE", "DELETE") if is_sqlite else ("UPDATE", "DELETE", "TRUNCATE")


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def _sqlite(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'journal.append_only'); END"
    )


def _postgresql(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    )
