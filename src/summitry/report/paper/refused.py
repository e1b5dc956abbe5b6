"""Why a paper is not printed or not verified, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "print.needs": Text("This paper needs to be told what it is about. Add {expected}."),
    "print.unused": Text("{got} changes nothing in the paper “{kind}”. Leave it out."),
    "print.form": Text(
        "“{got}” ends in none of these: {expected}. Name the form of the paper with --format."
    ),
    "print.no_row": Text("The table “{table}” has no row “{key}”. Name another."),
    "print.not_on_day": Text("The post “{key}” is not staffed on {got}. Name another day."),
    "print.nothing": Text("No post fits that choice. Name another unit, site or day."),
    "print.no_leg": Text(
        "No leg of such a movement departs on that day. Name another day or movement."
    ),
    "print.too_many": Text(
        "Papers asked for: {got}. At most {most} are printed at once; choose fewer."
    ),
    "print.copies": Text("{got} is no number of copies. Ask for one or more."),
    "print.recipients": Text(
        "Recipients: {got}; copies: {expected}. Name one recipient for all, or one for each copy."
    ),
    "print.recipient": Text(
        "“{got}” cannot stand in the register. Name an office in at most {most} characters; do not "
        "begin with = + - or @, which a spreadsheet would compute."
    ),
    "code.malformed": Text(
        "“{got}” is not a version code. It has twelve letters and digits, as in N7K2-M9QX-4TRP; a "
        "copy's number may follow after #."
    ),
    "code.mistyped": Text("“{got}” has a slip: its last character does not fit. Read it again."),
    "paper.unreadable": Text("“{path}” is no PDF that can be read: {problem}."),
    "paper.foreign": Text("“{path}” was not printed by this program: it carries no content."),
    "paper.too_large": Text("The file is larger than {most} bytes, which no paper is."),
    "register.changed": Text(
        "Somebody has written into the register “{path}” meanwhile. Nothing was printed; print "
        "again."
    ),
    "register.malformed": Text(
        "Line {line} of the register “{path}” cannot be read. It must keep its columns: {expected}."
    ),
}
"""The sentence for each code of a `SummitryError` about papers."""
