"""`python -m summitry_web`: Django's own commands, the apps', and those without a database."""

import os
import sys

from django.core.management import execute_from_command_line

from summitry_web.journal import verifying

WITHOUT_DATABASE = {"verify-journal": verifying.main}


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name; return the exit status."""
    alone = WITHOUT_DATABASE.get(arguments[1]) if len(arguments) > 1 else None
    if alone is not None:
        return alone(arguments[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "summitry_web.frame.settings")
    # A command's module cannot have a hyphen in its name, and a command is typed with one.
    name = [word.replace("-", "_") for word in arguments[1:2] if not word.startswith("-")]
    execute_from_command_line([arguments[0], *name, *arguments[1 + len(name) :]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
