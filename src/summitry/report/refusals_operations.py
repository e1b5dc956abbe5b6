"""Refusals of what is entered on the day, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "entry.unknown_table": Text("The plan has no table {got}. Name a row of the plan, or none."),
    "entry.wrong_table": Text("A row of {got} cannot be meant here. Choose one of: {wanted}."),
    "entry.no_words": Text("Say it in words: {column} is empty."),
    "entry.too_long": Text(
        "The text has {got} characters; {max} fit. Shorten it, or attach it as a file."
    ),
    "entry.answers_nothing": Text("Name the entry that this one answers."),
    "entry.ends_first": Text("It would end ({end}) before it begins ({start}). Check the times."),
    "entry.unreadable": Text("The entry cannot be read: {problem}"),
    "day.line": Text("Line {line} of the entries cannot be read: {problem}"),
    "delay.minutes": Text(
        "A delay of {got} minutes is beyond {max}. Check it, or cancel the thing instead."
    ),
    "order.to_nobody": Text("Name at least one post, unit or person who must carry it out."),
    "order.unreadable_row": Text(
        "The order would change row {key} of {table} into one that does not fit: {problem}"
    ),
    "order.other_row": Text(
        "The order names row {key} of {table} but carries another row. Take it from the plan again."
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
    "paper.too_long": Text(
        "The paper would have {got} lines; {most} fit. Choose a shorter time with --from and --to."
    ),
}
