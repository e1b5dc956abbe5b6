"""Refusals of this app as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "register.not_submitted": Text(
        "It has not been submitted as it stands. Ask who prepares it to submit it first."
    ),
    "register.submitted": Text("It has been submitted as it stands already, and waits."),
    "register.not_reviewed": Text(
        "Nobody has reviewed the plan as it stands. Review it first, or have it reviewed."
    ),
    "register.not_approved": Text(
        "The plan is not approved as it stands. It can be issued once it is approved."
    ),
    "register.not_issued": Text(
        "The plan is not issued as it stands. It can be acknowledged once it is issued."
    ),
    "register.approved": Text("It has been approved as it stands already."),
    "register.same_person": Text("You submitted it yourself. Another person must decide on it."),
    "register.not_a_member": Text(
        "You have no seat in the body that decides on this. A member of it must approve it."
    ),
    "register.reason": Text("Write the reasons, so that the others know what to change."),
    "register.unseen": Text("Open the page again: it did not say which content you saw."),
    "register.no_unit": Text(
        "The plan does not say of which unit you are ({person}), so your word would not count. "
        "Have yourself entered in the table of persons with your unit."
    ),
    "register.not_asked": Text("Your unit is not among those that this plan was issued to."),
    "register.acknowledged": Text("Your unit has acknowledged the plan as it stands already."),
    "register.no_units": Text("Choose at least one unit that the plan is issued to."),
    "register.unknown_unit": Text(
        "The plan has no unit “{got}” that you may read. Choose units from the list."
    ),
    "register.nothing_chosen": Text("Choose at least one plan that you have read."),
    "paper.code": Text(
        "“{got}” is not a code as it is printed: 16 digits and 2 check digits, such as {expected}. "
        "Compare it digit by digit with the paper."
    ),
    "paper.check": Text(
        "The check digits do not fit the 16 digits before them. One digit is wrong: compare them "
        "with the paper."
    ),
    "paper.other": Text(
        "The paper was printed of another content than the one that stands here now. Have the "
        "present content printed and signed, or restore what was signed."
    ),
    "paper.missing": Text("Write number, date and signing office as they stand on the paper."),
    "paper.date": Text("“{got}” is not a date. Write it as 2026-06-12."),
    "paper.future": Text("The date {got} lies ahead. Write the date that stands on the paper."),
    "paper.too_long": Text("The text is too long: at most {expected} characters."),
    "file.missing": Text("Choose a file to be kept here."),
    "file.marking": Text("Choose a marking from the list."),
    "trace.unknown": Text("“{got}” is no row that you may read. Choose one from the lists."),
    "master.kind": Text("Choose a paper from the list."),
    "master.clearance": Text(
        "The paper holds rows that are not yours to read. It takes a clearance for {marking} and "
        "for every unit whose rows are on it."
    ),
}
