"""What the journal's entries of accounts and rights say."""

from summitry.kit.errors import Text

KINDS: dict[str, Text] = {
    "account.signed_in": Text("{actor} signed in (way: {way})."),
    "account.signed_out": Text("{actor} signed out."),
    "account.refused": Text("Signing in was refused for {subject}."),
    "account.settled": Text("{actor} changed their own settings."),
    "session.ran_out": Text("A session of {subject} ran out."),
    "sessions.ended": Text("{actor} ended sessions: {count} of them."),
    "passkey.added": Text("{actor} added the passkey {passkey}."),
    "passkey.cloned": Text(
        "The passkey {passkey} of {subject} counts backwards: somebody may have copied it."
    ),
    "passkey.removed": Text("{actor} removed the passkey {passkey}."),
    "password.set": Text("{actor} set a password."),
    "recovery.used": Text("{actor} used a recovery code."),
    "recovery.asked": Text("{actor} asked to come back without a passkey (request {recovery})."),
    "recovery.confirmed": Text(
        "{actor} let {subject} back in as the second person (request {recovery})."
    ),
    "recovery.refused": Text("{actor} refused to let {subject} back in (request {recovery})."),
    "recovery.renewed": Text("{actor} made new recovery codes: {count} of them."),
    "invitation.first": Text("The node made a link for an account that may create events."),
    "invitation.made": Text("New from {actor}: {subject}. Role: {role}, unit: {unit}."),
    "invitation.sent_again": Text("{actor} sent the {subject} again."),
    "invitation.withdrawn": Text("{actor} withdrew the {subject}."),
    "invitation.taken": Text("{actor} took up an invitation."),
    "grant.founded": Text("{actor} became the event's first organiser."),
    "grant.changed": Text(
        "{actor} changed the {subject} of {person} (role: {role}, up to {clearance})."
    ),
    "grant.ended": Text("{actor} ended the {subject} of {person} (role: {role})."),
    "grant.lent": Text("The {subject} was lent to the deputy {person} (role: {role})."),
    "two.asked": Text("{actor} asked for something that takes two persons: {kind}, {subject}."),
    "two.confirmed": Text("{actor} confirmed as the second person: {kind}, {subject}."),
    "two.refused": Text("{actor} refused as the second person: {kind}, {subject}."),
    "glass.broken": Text("{actor} broke the glass: {subject} (reason: {reason})."),
    "glass.confirmed": Text("{actor} confirmed the break-glass {subject}."),
    "glass.ended": Text("The break-glass {subject} ended."),
    "glass.reviewed": Text("{actor} reviewed the break-glass {subject}."),
    "glass.read": Text("{actor} opened the page {page} under break-glass."),
}
