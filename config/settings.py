"""All settings. What differs between machines is read from the environment at the top.

Without any variable Framsteg runs for the person at this machine: an embedded
SQLite database and a secret key of its own in ``var/``, answering on loopback
only. As soon as ``ALLOWED_HOSTS`` names a host it is a public service, and
refuses to start half-configured.
"""

import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# From the environment
HOSTS = env.list("ALLOWED_HOSTS", default=[])
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'framsteg.sqlite3'}"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"), required=False).root
EMAIL_URL = env.str("EMAIL_URL", default="")  # like smtp+tls://user:password@host:587
MAIL_FROM = env.str("MAIL_FROM", default="framsteg@localhost")
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Stockholm")
SHOW_MAKERS = env.bool("SHOW_MAKERS", default=True)  # names of persons a follow-up prints as makers

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
PUBLIC_SERVICE = bool(HOSTS)
ALLOWED_HOSTS = HOSTS or LOOPBACK


def local_secret_key():
    """The key of this machine's own database, made at the first start and kept beside it."""
    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=VAR_DIR) as new:  # readable by its owner only
            new.write(get_random_secret_key())
            new.flush()
            # Whoever comes first makes it, whole; the others read it.
            with suppress(FileExistsError):
                path.hardlink_to(new.name)
    return path.read_text()


def databases():
    """The one database, from DATABASE_URL; a sentence about it when it can't be read."""
    try:
        database = environ.Env.db_url_config(DATABASE_URL)
    except (ValueError, environ.ImproperlyConfigured) as error:
        database = {}
        reason = str(error)
    else:
        reason = "the scheme is not known"
    engine = database.get("ENGINE", "")
    if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL can't be used ({reason}). Write it as "
            "postgres://user:password@host:5432/name or sqlite:////path/to/file.sqlite3, "
            "or leave it out to use the embedded database."
        )
    if engine.endswith("sqlite3"):
        # One writer at a time that waits its turn; readers never wait.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        try:
            Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(
                f"DATABASE_URL names a folder that can't be made ({error}). Choose another."
            ) from None
    else:
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
    return {"default": database}


if PUBLIC_SERVICE and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or shorter than 50 characters. A public service needs its own: "
        'make one with  python -c "import secrets; print(secrets.token_urlsafe(50))"  '
        "and set it in the environment."
    )
if PUBLIC_SERVICE and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off when ALLOWED_HOSTS is set: it shows the inside.")
SECRET_KEY = SECRET_KEY or local_secret_key()
DATABASES = databases()

INSTALLED_APPS = [
    "config.apps.FramstegAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "import_export",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "strategy",
    "indicators",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "strategy.keeping.KeptPages",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Language and time
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("nb", _("Norwegian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/libraries"]  # ours; libraries' gaps
USE_TZ = True

# Mail; without EMAIL_URL it goes to the mail server of this machine
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
if EMAIL_URL:
    globals().update(environ.Env.email_url_config(EMAIL_URL))

# The two strategies the demo shows
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Files that pages need
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Uploads: larger tables are refused before they are read (see config/tables.py).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Public pages are kept until something is written; a process asks so often whether it was.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},  # of 256 kB at most, 6 kB as a rule
    },
}
VERSION_SECONDS = 0.25

# What was imported, and by whom; named here so that the registry imports neither app.
IMPORT_BATCH_MODEL = "indicators.ImportBatch"

# That something was written, and pages are read anew; named here for the same reason.
CHANGE_MODEL = "strategy.PublicChange"

# Work in the background: kept in the database, done by `manage.py db_worker`
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# History
SIMPLE_HISTORY_DATE_INDEX = "Composite"
SIMPLE_HISTORY_REVERT_DISABLED = True

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PUBLIC_SERVICE
SECURE_SSL_REDIRECT = PUBLIC_SERVICE
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PUBLIC_SERVICE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PUBLIC_SERVICE
if PUBLIC_SERVICE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if "granian" in sys.argv[0] else "WARNING"},
}
