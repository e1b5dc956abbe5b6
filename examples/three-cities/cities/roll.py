"""The roll of delegations: twenty letters, where they lodge, what they speak, who ranks how."""

from cities.places import HOTELS

LETTERS = "ABCDEFGHIJKLMNOPQRST"
TONGUES = ("en", "fr", "pt")
LANGUAGES = ("de", *TONGUES)
ALL = tuple(f"PR-{letter}" for letter in LETTERS)
HEADS_OF_STATE = 12


def hotel(place: int) -> str:
    """Return the hotel of the delegation in that place of the alphabet."""
    return HOTELS[place % len(HOTELS)]


def tongue(letter: str) -> str:
    """Return the language of the delegation."""
    return TONGUES[LETTERS.index(letter) % len(TONGUES)]


def rank(place: int) -> str:
    """Return the rank of the leader in that place."""
    return "head-of-state" if place < HEADS_OF_STATE else "head-of-government"
