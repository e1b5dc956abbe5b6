"""The app's refusals."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted

SENTENCES: Mapping[str, Text] = {
    "token.name": Text(
        "Give the token a name of at most {expected} characters, so that you know it again."
    ),
    "token.days": Text("A token lasts from 1 to {expected} days, not {got}. Choose another end."),
    "token.verbs": Text(
        "Choose at least one thing that the token may do, from what you may do yourself."
    ),
    "token.unit": Text("You do not speak for the unit “{got}”. Choose one of yours."),
    "token.too_many": Text("You have {most} tokens here already. Revoke one you no longer need."),
    "api.token": Text(
        "The token is missing, unknown, expired or revoked. Send a valid one as "
        "“Authorization: Bearer …”; it is made on the event's page “Tokens”."
    ),
    "api.scope": Text(
        "The token may not do this: it lacks “{verb}”. Make one that has it, if you have it "
        "yourself."
    ),
    "api.proof": Text(
        "This asks for a person who proves who they are. No token can do it; use the site."
    ),
    "api.input": Text("{where}: {what}"),
    "api.body": Text("What was sent could not be read. Send JSON as the reference says."),
    "api.method": Text("This address does not answer {got}. Allowed is {expected}."),
    "api.too_large": Text("This is too large to send. Send it in several parts."),
    "api.id_reused": Text(
        "This id was used for another request. Choose a new id for each new request."
    ),
    "api.bulk": Text(
        "The rows of {table} are too many to be read or changed one by one. Read them page by "
        "page, and change them by workbook."
    ),
    "api.word": Text("“{got}” cannot be said through the API. It takes a person; use the site."),
    "api.broken": Text(
        "Something broke on our side; the request changed nothing. Try it again, and tell "
        "whoever runs this site the time if it breaks once more."
    ),
    "digest.hour": Text("Choose an hour from 0 to 23, a time zone of the list and how often."),
    "digest.link": Text(
        "This link is not whole. Open it again from the mail, or sign in and choose “E-mail”."
    ),
}

KINDS: Mapping[str, Text] = {
    "token.made": counted(
        "{actor} made {subject} for {days} day. It may: {verbs}.",
        "{actor} made {subject} for {days} days. It may: {verbs}.",
        by="days",
    ),
    "token.revoked": Text("{actor} revoked {subject} of {owner}."),
    "token.used": Text("{actor} changed something by {subject}: {operation}."),
    "calendar.made": Text("{actor} made the secret address of their calendar."),
    "calendar.revoked": Text("{actor} revoked the secret address of their calendar."),
    "digest.wished": Text("{actor} chose how often mail comes: {rhythm}."),
    "digest.batch": Text("Digests: {sent} sent, {failed} to be tried again, {given_up} given up."),
}
