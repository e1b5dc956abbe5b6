"""`python -m summitry_web`: Django's own commands, such as ``makemigrations``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "summitry_web.frame.settings")
    execute_from_command_line(sys.argv)
