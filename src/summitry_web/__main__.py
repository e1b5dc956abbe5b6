"""`python -m summitry_web`: Django's own commands, such as ``makemigrations``, and the apps'."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "summitry_web.frame.settings")
    # A command's module cannot have a hyphen in its name, and a command is typed with one.
    name = sys.argv[1].replace("-", "_") if sys.argv[1:] and sys.argv[1][0] != "-" else None
    execute_from_command_line([sys.argv[0], *filter(None, [name]), *sys.argv[2 if name else 1 :]])
