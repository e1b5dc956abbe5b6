"""Refusals of the live state and of commands as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "live.missing": Text("There is no file “{path}”. Name the file of the day with --live FILE."),
    "live.too_large": Text("The file of the day is larger than {most} bytes. Split it."),
    "live.malformed": Text(
        "The file of the day cannot be used: {problem}. Write it as the page “The day itself” says."
    ),
    "live.no_zone": Text(
        "The moment {got} in the file of the day has no offset. Write it as "
        "2025-10-25T09:00:00+07:00 or as 2025-10-25T02:00:00Z."
    ),
    "live.unknown_row": Text(
        "The file of the day names {got}, and the table “{table}” has no such row."
    ),
    "live.report_twice": Text(
        "The file of the day holds two reports called {got}. Give each its own id."
    ),
    "serve.port": Text("{got} is not a port. Use a number from 0 to 65535."),
    "serve.address": Text(
        "The report cannot be served at {got}: {problem}. Choose another port with --port."
    ),
    "serve.answer": Text("The page could not be fetched: the server answered with {got}."),
    "demo.no_example": Text(
        "There is no example to show. Run this in the folder of the repository, or make the "
        "example with “make demo”."
    ),
    "demo.malformed_name": Text(
        "“{got}” names no row. Write the table and the key, such as posts/P-001."
    ),
    "demo.no_such_row": Text(
        "The table “{table}” has no row “{key}”, so it cannot be deleted. Name another."
    ),
}
