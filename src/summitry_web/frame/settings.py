"""Django's settings, from the environment and the node's own folder.

``SUMMITRY_HOME`` is the folder with everything that a node keeps; ``SUMMITRY_DATABASE`` a
``postgresql://`` address where the shared store is PostgreSQL.
"""

import os
import sys
from pathlib import Path
from typing import Any

from summitry.report.language import NAMES, SOURCE
from summitry_web.frame.database import database_of, use_fixed_sqlite
from summitry_web.frame.secret import secret_of

use_fixed_sqlite(sys.modules)

HOME = Path(os.environ.get("SUMMITRY_HOME", "summitry-home")).absolute()
HOST_NAMES = os.environ.get("SUMMITRY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ORIGIN = os.environ.get("SUMMITRY_ORIGIN", "http://localhost:8400")
LIVE_ORIGIN = os.environ.get("SUMMITRY_LIVE_ORIGIN", "")
CHECKER = os.environ.get("SUMMITRY_CHECKER", "")
"""The checker's socket; empty: a change is checked in the process that makes it."""
JOURNAL = os.environ.get("SUMMITRY_JOURNAL", "")
"""The socket of the journal's writer; empty: an entry is written in the process that makes it."""
EXCHANGE = os.environ.get("SUMMITRY_EXCHANGE", "")
"""Host and port at which other command posts are answered; empty: only sticks come."""
PASSWORDS_ALLOWED = os.environ.get("SUMMITRY_PASSWORDS", "yes") == "yes"
"""Whether a password with a one-time code may stand in for a passkey."""
HARDWARE_KEYS = os.environ.get("SUMMITRY_HARDWARE_KEYS", "no") == "yes"
"""Whether powerful roles must prove themselves by passkeys that cannot leave their device."""
KEEP_DOCUMENTS = os.environ.get("SUMMITRY_KEEP_DOCUMENTS", "no") == "yes"
"""Whether numbers of documents are kept once the badge is issued."""

SECRET_KEY = secret_of(HOME, "secret.key")
DEBUG = False
ALLOWED_HOSTS = HOST_NAMES
CSRF_TRUSTED_ORIGINS = [ORIGIN]
IS_SECURE = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "summitry_web.frame",
    "summitry_web.journal",
    "summitry_web.events",
    "summitry_web.accounts",
    "summitry_web.audit",
    "summitry_web.people",
    "summitry_web.vault",
    "summitry_web.plans",
    "summitry_web.desk",
    "summitry_web.tasks",
    "summitry_web.intake",
    "summitry_web.operations",
    "summitry_web.register",
    "summitry_web.api",
    "summitry_web.baselines",
    "summitry_web.maps",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "summitry_web.frame.squeezing.Squeezed",
    "summitry_web.frame.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "summitry_web.accounts.middleware.Sessions",
    "summitry_web.accounts.middleware.Reader",
    "summitry_web.accounts.typed.Typed",
    "summitry_web.accounts.sending.Once",
    "summitry_web.frame.refused.Refusals",
]
ROOT_URLCONF = "summitry_web.urls"
WSGI_APPLICATION = "summitry_web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": sorted(Path(__file__).parent.parent.glob("*/templates")),
        "OPTIONS": {"environment": "summitry_web.frame.templating.environment"},
    },
]

DATABASES = {"default": database_of(os.environ.get("SUMMITRY_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "summitry_web.frame.errors.forged"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = SOURCE
LANGUAGES = [("zh-hans" if code == "zh" else code, name) for code, name in NAMES.items()]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATIC_COLLECTED = os.environ.get("SUMMITRY_STATIC", "") == "collected"
"""Whether a node has collected, named by content and compressed what browsers keep."""
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
BUILT = Path(__file__).parent / "built"
STATICFILES_DIRS = [BUILT] if BUILT.is_dir() else []

DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = os.environ.get("SUMMITRY_EMAIL", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("SUMMITRY_FROM", "summitry@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
