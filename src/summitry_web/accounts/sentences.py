"""What the app refuses, in whole sentences: what is wrong, and what to do."""

from summitry.kit.errors import Text, counted

SENTENCES: dict[str, Text] = {
    "attempts.wait": counted(
        "There were too many tries. Wait {seconds} second and try again; nothing is locked.",
        "There were too many tries. Wait {seconds} seconds and try again; nothing is locked.",
        by="seconds",
    ),
    "sign_in.refused": Text(
        "This did not let you in. Check e-mail address, password and code. A new code comes every "
        "30 seconds, and each works once."
    ),
    "passkey.refused": Text(
        "The passkey was not accepted. Open this site at its own address and try again, or use "
        "another passkey."
    ),
    "passkey.challenge": Text(
        "This try with the passkey is over: each works once and for five minutes. Try again."
    ),
    "passkey.cloned": Text(
        "The passkey was not accepted: its counter went backwards, as if there were a copy of it. "
        "Come in another way, remove this passkey, and tell whoever is in charge of security."
    ),
    "passkey.known": Text("This passkey is in use already. Make another one on another device."),
    "passkey.too_many": Text("There are {most} passkeys already. Remove one before adding more."),
    "passkey.last": Text(
        "This is your last way in. Add another passkey first; then you can remove this one."
    ),
    "passkey.copyable": Text(
        "Your role needs a passkey that cannot leave its device, and this one can be copied to "
        "others. Use a security key, or a passkey that this computer keeps to itself."
    ),
    "passkey.hardware": Text(
        "This takes a proof by a passkey that cannot leave its device. Add a security key under "
        "“My account”, sign out, and come in again with that key."
    ),
    "recovery.words": Text(
        "These are not the four letters that the other person sees. Ask them again on the "
        "telephone; if they see none, refuse the request."
    ),
    "recovery.over": Text(
        "This request is over: it was decided, used, or nobody confirmed it in time. Begin anew "
        "with another recovery code."
    ),
    "recovery.waiting": Text(
        "Nobody has confirmed it yet. Call an organiser of your event, and keep this page open."
    ),
    "recovery.nobody": Text(
        "Nobody waits under “{got}” with these four letters. Let them sign in with a recovery "
        "code first, and read out what they see."
    ),
    "password.off": Text("This installation takes passkeys only. Use a passkey."),
    "password.weak": Text(
        "Choose another password: at least {letters_min} letters, and none of the common ones. "
        "Four words that do not belong together are good."
    ),
    "password.long": Text("Choose a password of at most {letters_max} letters."),
    "password.digits": Text(
        "The six digits are wrong or too old. Scan the picture again with your authenticator app, "
        "check the clock of your phone, and type the digits that it shows."
    ),
    "invitation.email": Text("This is not an e-mail address. Write it as name@example.org."),
    "invitation.id": Text("“{got}” is not an id. Use the id that stands in the plan's table."),
    "invitation.unit_missing": Text("The role “{role}” belongs to one unit. Name the unit."),
    "invitation.unit_needless": Text(
        "The role “{role}” belongs to the whole event. Leave the unit empty."
    ),
    "invitation.line": Text(
        "Line {line} cannot be read ({problem}). Write each line as email;role;unit;person. Nobody "
        "was invited."
    ),
    "invitation.too_many": Text("These are {got} lines. Invite at most {most} at once."),
    "invitation.void": Text(
        "This invitation does not work: it was used, withdrawn, or is older than 72 hours. Ask "
        "whoever invited you for a new link."
    ),
    "invitation.over": Text("This invitation was used or withdrawn. Make a new one."),
    "invitation.name": Text("Say your name, as your colleagues know you."),
    "invitation.has_account": Text(
        "You have an account already. Sign in with it, then open the link again."
    ),
    "invitation.other_account": Text(
        "This invitation is for another account than the one that is signed in. Sign out, then "
        "open the link again."
    ),
    "grant.span": Text("The end is not after the beginning. Mend one of the two."),
    "grant.role": Text("There is no role “{got}”. Choose one of these: {expected}."),
    "grant.marking": Text("There is no marking “{got}”. Choose one of these: {expected}."),
    "grant.clearance": Text(
        "You cannot clear anybody for {got}: your own clearance is lower. Ask somebody who has it."
    ),
    "grant.ceiling": Text("This event may hold nothing above {expected}. Choose that or lower."),
    "grant.own": Text("You cannot raise or extend what you have yourself. Ask another organiser."),
    "grant.ended": Text("This grant is over. Invite the person again."),
    "grant.last": Text(
        "This is the last organiser. Invite another one first; then this grant can end."
    ),
    "deputy.beyond": Text(
        "A deputy cannot have the role longer than you have it, nor for a time that is over. "
        "Choose a time within your own."
    ),
    "deputy.further": Text("You are a deputy yourself here, and cannot hand this on."),
    "deputy.self": Text("You cannot be your own deputy. Choose somebody else."),
    "deputy.has": Text("This person has that role already."),
    "deputy.long": Text("A deputy serves {days_max} days at most. Choose a shorter span."),
    "two.same_person": Text(
        "You asked for this yourself. A second person must confirm it, on another device."
    ),
    "two.same_device": Text(
        "This device asked for it. The second person must use another device, so that one stolen "
        "device is not enough."
    ),
    "two.no_device": Text(
        "This browser is not known as a device. Sign out and in again, and let it keep cookies."
    ),
    "two.first_may_not": Text(
        "Whoever asked for this may no longer do it, so it cannot be confirmed. Somebody who may "
        "must ask again."
    ),
    "two.late": Text("The {minutes} min are over. Let the first person ask again."),
    "two.over": Text("This was decided already. Look at the list of requests."),
    "glass.reason": Text("Choose a reason from the list."),
    "glass.words": Text("Say what has happened, in {least} to {most} letters."),
    "glass.broken": Text("Break-glass is in force already."),
    "glass.over": Text("This use has ended or was confirmed already."),
    "glass.not_over": Text("This use is not over. End it first, or review it later."),
    "glass.review": Text("Say what came of the review."),
    "form.sent": Text(
        "This form was sent before, and what it asked for was done then; it was not done again. "
        "Load the page anew to see what came of it. To ask for the same once more, send the form "
        "of the page that is loaded anew."
    ),
    "form.in_work": Text(
        "This form is still being worked on. Wait a moment, then load the page anew to see what "
        "came of it."
    ),
    "account.choice": Text("Choose a language and a theme from the lists."),
}
