"""The live pages' events for a server of that kind; Django is set up before its models are read."""

import gc
import os

import django
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "summitry_web.frame.settings")
django.setup()
application = import_string("summitry_web.live.application")
gc.freeze()
