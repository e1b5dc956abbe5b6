"""Synthetic identities: two words that no name list holds, one pair for each badge."""

from datetime import date, timedelta

from cities.moments import Book
from summitry.plan.access import Participant
from summitry.plan.identity import Identity

_FIRST = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
_LAST = ("dran", "fell", "gart", "holm", "kurt", "lund", "mark", "nith", "port", "quist", "rode")


def add_people(book: Book) -> None:
    """Add an invented name, day of birth and document for each participant."""
    for number, row in enumerate(book.rows(Participant)):
        syllables = [_FIRST[number // 15**power % 15] for power in range(3)]
        given = "".join(syllables).title()
        family = f"{_FIRST[number * 7 % 15]}{_LAST[number * 5 % 11]}".title()
        book.people.append(
            Identity(
                record_id=f"ID-{row.participant_id}",
                name=f"{given} {family}",
                subject_id=row.participant_id,
                badge=row.badge,
                birth_date=date(1960, 1, 1) + timedelta(days=number * 19),
                document=f"SYNTHETIC-{number:05}",
            )
        )
