"""Refusals of what is decided on a plan, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "approval.root": Text(
        "The hash is not that of this baseline. Open its page again and compare the hashes."
    ),
    "approval.author": Text(
        "Whoever froze a baseline cannot approve it. Ask two others who may approve."
    ),
    "approval.no_device": Text(
        "This device is not known yet, so two approvals could not be told apart. Sign in again on "
        "it, and approve then."
    ),
    "approval.not_seen": Text(
        "You have not seen the differences on this device. Open the comparison with what is "
        "published now, look through it, and approve then."
    ),
    "approval.early": Text("The approval is older than the baseline. Check the clock of the node."),
    "approval.same_person": Text(
        "You have approved this baseline already. The second approval must come from somebody else."
    ),
    "approval.same_device": Text(
        "The first approval was given on this device. Approve on a device of your own."
    ),
    "approval.late": Text(
        "The first approval, by {by}, is more than {days} days old. It must be given again before "
        "a second one counts."
    ),
    "approval.complete": Text("Two persons have approved this baseline. It can be published."),
    "proof.no_key": Text(
        "This event has no key, so hidden rows could be guessed from a proof. None is made."
    ),
    "shift.beyond": Text("That opening moves the plan out of the calendar. Choose a nearer day."),
}
