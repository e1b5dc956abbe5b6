"""The frame's own refusals."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted

SENTENCES: Mapping[str, Text] = {
    "text.unfit": Text(
        "“{start}” has a character that cannot be kept, such as a NUL; it is shown as � "
        "here. Delete it, or type the text anew, and send it again. Nothing was "
        "saved."
    ),
    "text.too_long": counted(
        (
            "“{start}” has {got} character; at most {expected} can be kept here. Shorten it and "
            "send it again. Nothing was saved."
        ),
        (
            "“{start}” has {got} characters; at most {expected} can be kept here. Shorten it and "
            "send it again. Nothing was saved."
        ),
        by="got",
    ),
    "text.no_room": Text(
        "A text or a number of this is longer or larger than can be kept. Shorten it and send it "
        "again. Nothing was saved."
    ),
    "wish.unknown": Text(
        "There is no choice “{got}” for “{wish}”. Choose one of these: {expected}."
    ),
    "listing.rows_max": counted(
        (
            "This list has {got} row, and at most {expected} are searched, sorted or exported at "
            "once. Choose a narrower list first, such as one field or one day."
        ),
        (
            "This list has {got} rows, and at most {expected} are searched, sorted or exported at "
            "once. Choose a narrower list first, such as one field or one day."
        ),
        by="got",
    ),
    "socket.taken": Text(
        "A process of the node answers at {got} already. One is enough; stop it before you start "
        "another."
    ),
    "socket.path": Text(
        "The path {got} is too long for a socket; at most {max} characters. Choose a shorter "
        "folder for the node."
    ),
}
