"""What a token may be lent, and for how long."""

from collections.abc import Mapping
from datetime import timedelta

from summitry.kit.errors import Text
from summitry_web.accounts.roles import Verb

PREFIX = "summitry_"
"""Begins every token, so that scanners of repositories find one that leaked."""
DAYS_MAX = 90
LIFE_MAX = timedelta(days=DAYS_MAX)
NAME_LENGTH_MAX = 80
TOKENS_MAX = 20
"""How many one account may hold in one event at a time."""
SIZE_MAX = 500
"""How many things one page of a list holds at most."""
SIZE = 100

LENDABLE: Mapping[Verb, Text] = {
    Verb.READ: Text("Read what I may read: tables, rows, findings, proposals"),
    Verb.EDIT: Text("Change rows of my units, and report progress on them"),
    Verb.PROPOSE: Text("Propose changes of other units' rows"),
    Verb.DECIDE_PROPOSAL: Text("Accept or return what others propose for my units' rows"),
    Verb.IMPORT: Text("Bring workbooks in"),
    Verb.EXPORT: Text("Take workbooks along"),
    Verb.ACKNOWLEDGE: Text("Acknowledge what is issued to my units"),
    Verb.REPORT: Text("Report dangers"),
}
"""What needs a fresh proof, a second person or a signature stays with people."""

MAY: Mapping[str, Text] = {
    Verb.READ: Text("read the plan"),
    Verb.EDIT: Text("change rows"),
    Verb.PROPOSE: Text("propose changes"),
    Verb.DECIDE_PROPOSAL: Text("decide on proposals"),
    Verb.IMPORT: Text("bring workbooks in"),
    Verb.EXPORT: Text("take workbooks along"),
    Verb.ACKNOWLEDGE: Text("acknowledge what is issued"),
    Verb.REPORT: Text("report dangers"),
}
"""The same in a word or two, for lists."""

RHYTHMS: Mapping[str, Text] = {
    "daily": Text("Every day"),
    "weekly": Text("Every Monday"),
    "off": Text("Never"),
}
"""How often mail comes."""
