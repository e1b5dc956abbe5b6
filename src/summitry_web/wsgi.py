"""The site for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "summitry_web.frame.settings")
application = get_wsgi_application()
# What is loaded stays: nobody's page waits while it is looked through for garbage.
gc.freeze()
