"""Refusals of what is entered on the day, as sentences."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted
from summitry.plan.tables import TABLES

SENTENCES: dict[str, Text] = {
    "entry.unknown_table": Text("The plan has no table {got}. Name a row of the plan, or none."),
    "entry.wrong_table": Text(
        "This cannot be about a row of the table “{got}”. Choose a row of one of these tables: "
        "{wanted}."
    ),
    "entry.no_words": Text("A text that is needed is empty. Write it, and send the form again."),
    "entry.too_long": counted(
        (
            "The text has {got} character, and at most {max} are kept. Shorten it, or attach it "
            "as a file."
        ),
        (
            "The text has {got} characters, and at most {max} are kept. Shorten it, or attach it "
            "as a file."
        ),
        by="got",
    ),
    "entry.answers_nothing": Text("Name the entry that this one answers."),
    "entry.ends_first": Text("It would end ({end}) before it begins ({start}). Check the times."),
    "entry.unreadable": Text("The entry cannot be read: {problem}"),
    "day.line": Text("Line {line} of the entries cannot be read: {problem}"),
    "delay.minutes": counted(
        (
            "A delay of {got} minute is too long; at most {max} can be entered. Check the number, "
            "or cancel the item instead."
        ),
        (
            "A delay of {got} min is too long; at most {max} can be entered. Check the "
            "number, or cancel the item instead."
        ),
        by="got",
    ),
    "order.to_nobody": Text("Name at least one post, unit or person who must carry it out."),
    "order.unreadable_row": Text(
        "With this order, row {key} of the table “{table}” would not be valid: {problem}"
    ),
    "order.other_row": Text(
        "The order names row {key} of the table “{table}”, but the row that it holds is a "
        "different one. Choose the row in the plan again."
    ),
    "decision.chose_none": Text("There is no option {got}. Choose one that is listed."),
    "sitrep.uncited": Text(
        "This sentence cites no entry, so nobody could check it: “{text}”. Cite one, or strike it."
    ),
    "sitrep.unseen": Text(
        "This sentence cites an entry that you may not read, or that there is not: “{text}”. Cite "
        "another, or strike it."
    ),
    "sitrep.empty": Text("The report says nothing. Enter something first."),
    "sitrep.no_office": Text(
        "The plan knows no office of the person {got}. Name somebody who commands a command post "
        "or belongs to a unit."
    ),
    "paper.no_entry": Text("There is no entry {got} that this paper may tell."),
    "paper.other_kind": Text(
        "The entry {got} is of another kind than this paper is made from: {wanted}."
    ),
    "paper.lines_max": Text("The paper would have {got} lines; {most} fit. Choose a shorter time."),
}

TABLE_LABELS: Mapping[str, Text] = {name: table.label for name, table in TABLES.items()}
CODES: dict[tuple[str, str], Mapping[str, Text]] = {
    ("entry.wrong_table", "got"): TABLE_LABELS,
    ("entry.wrong_table", "wanted"): TABLE_LABELS,
    ("order.unreadable_row", "table"): TABLE_LABELS,
    ("order.other_row", "table"): TABLE_LABELS,
}
"""What stands for the codes in a fact, by the refusal's code and the fact's name."""
