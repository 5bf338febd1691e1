"""All settings. Each comes from the environment (12-factor) and is described in docs/en/configuration.md.

Without any environment this is a development site that only answers on this machine. `MODE=production` is
strict: what must not be guessed has no default.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from wijkwijzer_web import environment as env

# Where we are -------------------------------------------------------------------------------------
PACKAGE = Path(__file__).resolve().parent
BASE_DIR = PACKAGE.parents[1]
MODE = env.text("MODE", "development")
if MODE not in {"development", "production"}:
    raise ImproperlyConfigured(f"MODE must be development or production, not {MODE!r}")
PRODUCTION = MODE == "production"
DEBUG = env.boolean("DEBUG", not PRODUCTION)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG shows settings and source to visitors: it cannot be on with MODE=production"
    )
DEMO = env.boolean("DEMO", False)
if DEMO and PRODUCTION:
    raise ImproperlyConfigured("DEMO prints passwords: it cannot be on with MODE=production")
EXAMPLE = env.boolean("EXAMPLE", False)
TESTING = "pytest" in sys.modules
VAR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
# What is made for a moment (a file that somebody sends, an archive on its way) lies in one place: a process
# that is killed leaves its half there, with words of people, and `retention` removes it after a day.
SCRATCH = "tijdelijk"
if not TESTING:
    with contextlib.suppress(OSError):  # a disk that is full or read-only stops what writes, and nothing else
        (VAR / SCRATCH).mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.tempdir = str(VAR / SCRATCH)

# Who we are ---------------------------------------------------------------------------------------
SITE_NAME = env.text("SITE_NAME", "WijkWijzer")
SITE_URL = env.required("SITE_URL") if PRODUCTION else env.text("SITE_URL", "http://localhost:8000")
CONTACT_EMAIL = env.required("CONTACT_EMAIL") if PRODUCTION else env.text("CONTACT_EMAIL", "info@example.org")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", f"mailto:{CONTACT_EMAIL}")
SECURITY_POLICY_URL = env.text("SECURITY_POLICY_URL")
SECURITY_TXT_DAYS = env.integer("SECURITY_TXT_DAYS", 180)
SOURCE_URL = env.text("SOURCE_URL")
# Where a DOI is asked what it stands for.
DOI_ADDRESS = env.text("DOI_ADDRESS", "https://doi.org")
# Places inside our own network (host:port) from which something may be fetched all the same.
FETCH_INSIDE = env.words("FETCH_INSIDE", [])

SECRET_KEY = (
    env.required("SECRET_KEY") if PRODUCTION else env.text("SECRET_KEY", "development-only-not-a-secret")
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must be set in production")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])

# Apps ---------------------------------------------------------------------------------------------
# Every room of the site, from the ground up; `core/rooms.py` tells how a new one joins.
ROOMS = (
    "core",
    "publishing",
    "follow",
    "areas",
    "dialogue",
    "knowledge",
    "desk",
    "effects",
    "programme",
    "portal",
    "api",
    "operations",
)
INSTALLED_ROOMS = [name for name in ROOMS if (PACKAGE / name / "apps.py").is_file()]
INSTALLED_APPS = [
    *(f"wijkwijzer_web.{name}" for name in INSTALLED_ROOMS),
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_vite",
    "csp",
    "wijkwijzer_web.core.apps.InstallationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "wijkwijzer_web.core.shell.middleware.AccessLogMiddleware",
    "wijkwijzer_web.core.shell.trouble.TroubleMiddleware",
    "wijkwijzer_web.core.shell.tidy.TidyAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wijkwijzer_web.core.shell.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wijkwijzer_web.core.shell.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wijkwijzer_web.core.shell.middleware.SecondFactorMiddleware",
    "wijkwijzer_web.api.middleware.ApiRulesMiddleware",
]
if DEMO:
    _after_locale = MIDDLEWARE.index("django.middleware.locale.LocaleMiddleware") + 1
    MIDDLEWARE.insert(_after_locale, "wijkwijzer_web.core.shell.middleware.DemoErrorsMiddleware")
ROOT_URLCONF = "wijkwijzer_web.urls"
WSGI_APPLICATION = "wijkwijzer_web.wsgi.application"
WEB_TURNS = env.integer("WEB_TURNS", 4)
WEB_THREADS = env.integer("WEB_THREADS", 40)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wijkwijzer_web.core.shell.context.site",
            ],
        },
    }
]

# Data ---------------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(
        dj_database_url.parse(
            env.required("DATABASE_URL")
            if PRODUCTION
            else env.text("DATABASE_URL", f"sqlite:///{VAR / 'wijkwijzer.sqlite3'}")
        )
    )
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
    _database["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # psycopg_pool's own default is 4 connections: fewer than web threads, and then requests wait in silence.
    _database.setdefault("OPTIONS", {})["pool"] = {
        "min_size": 2,
        "max_size": env.integer("DATABASE_POOL", 20),
        "timeout": 3,
    }
    # A line that broke off with the database is seen before it is used, and no reader gets it.
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"]["connect_timeout"] = 3
    _database["DISABLE_SERVER_SIDE_CURSORS"] = env.boolean("DATABASE_PGBOUNCER", False)

# A shared cache makes login limits count over all processes; "local" is for what each process keeps itself.
_local_cache = {"BACKEND": "wijkwijzer_web.core.work.object_cache.ObjectCache", "LOCATION": "local"}
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    if PRODUCTION
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "local": _local_cache,
}
CACHES["default"]["KEY_FUNCTION"] = "wijkwijzer_web.core.work.limits.cache_key"
MEDIA_ROOT = str(Path(env.text("MEDIA_DIR", str(VAR / "media"))))
MEDIA_URL = "/media/"
DIALOGUE_LANGUAGES_DIR = env.text("DIALOGUE_LANGUAGES_DIR")
JOBS_DIR = Path(env.text("JOBS_DIR", str(VAR / "jobs")))
RELEASES_DIR = Path(env.text("RELEASES_DIR", str(VAR / "releases")))
KNOWLEDGE_DIR = Path(env.text("KNOWLEDGE_DIR", str(VAR / "knowledge")))
CLOSED_SITE = env.boolean("CLOSED_SITE", False)
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}
JOBS_WAITING_LIMIT = env.integer("JOBS_WAITING_LIMIT", 50)
JOBS_STAFF_LIMIT = env.integer("JOBS_STAFF_LIMIT", 200)
JOBS_CALLER_LIMIT = env.integer("JOBS_CALLER_LIMIT", 5)

# Language -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

TIME_ZONE = "Europe/Amsterdam"

# Static files -------------------------------------------------------------------------------------
FRONTEND_DIST = Path(env.text("FRONTEND_DIST", str(BASE_DIR / "frontend" / "dist")))
FRONTEND_DEV_SERVER = env.boolean("FRONTEND_DEV_SERVER", False)
STATIC_URL = "/static/"
STATIC_ROOT = str(Path(env.text("STATIC_DIR", str(VAR / "static"))))
for _folder in (FRONTEND_DIST, *([] if PRODUCTION else [Path(STATIC_ROOT)])):  # WhiteNoise warns when absent
    _folder.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [("ww", str(FRONTEND_DIST))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG and not DEMO
# Vite writes a hash in each file name: those never change.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/ww/assets/"
DJANGO_VITE = {
    "default": {
        "dev_mode": FRONTEND_DEV_SERVER and not PRODUCTION,
        "manifest_path": FRONTEND_DIST / ".vite" / "manifest.json",
        "static_url_prefix": "ww",
    }
}

# Login --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# What Django and allauth say on our pages, in our own Dutch.
LOCALE_PATHS = [PACKAGE / "core" / "people" / "locale"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("portal:desk")
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wijkwijzer_web.core.mailing.account.MailingAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "wijkwijzer_web.core.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "wijkwijzer_web.core.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_SERVER = env.text("OIDC_SERVER")
OIDC_ORIGIN = [f"{urlsplit(OIDC_SERVER).scheme}://{urlsplit(OIDC_SERVER).netloc}"] if OIDC_SERVER else []
OIDC_NAME = env.text("OIDC_NAME", "je organisatie")
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUP_ROLES: dict[str, str] = env.json_value("OIDC_GROUP_ROLES", {})
OIDC_SECOND_FACTOR = env.text("OIDC_SECOND_FACTOR", "local")
if OIDC_SECOND_FACTOR not in {"local", "provider"}:
    raise ImproperlyConfigured("OIDC_SECOND_FACTOR must be local or provider")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": OIDC_NAME,
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
SESSION_COOKIE_AGE = env.integer("SESSION_HOURS", 10) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Wagtail ------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_APPEND_SLASH = False
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = reverse_lazy("editor-login")
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

# Security -----------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION and env.boolean("HTTPS_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAINS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if env.boolean("TRUST_FORWARDED_PROTO", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        # The form that leads to the organisation's login is followed by a redirect to its address.
        "form-action": [SELF, *OIDC_ORIGIN],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Retention, in days: `python -m wijkwijzer_web retention` -----------------------------------------
RETENTION_AUDIT_DAYS = env.integer("RETENTION_AUDIT_DAYS", 5 * 365)
RETENTION_REPORT_DAYS = env.integer("RETENTION_REPORT_DAYS", 90)
RETENTION_JOB_DAYS = env.integer("RETENTION_JOB_DAYS", 30)
BACKUP_KEY = env.text("BACKUP_KEY")
BACKUP_DAYS = env.integer("BACKUP_DAYS", 30)
ERASURES_FILE = Path(env.text("ERASURES_FILE", str(VAR / "gewist.jsonl")))

# Mail and logs ------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", CONTACT_EMAIL)
MAIL_OFF = env.boolean("MAIL_OFF", False)
if PRODUCTION and not env.text("MAIL_HOST") and not MAIL_OFF:
    raise ImproperlyConfigured(
        "MAIL_HOST must be set in production: invitations go by mail. MAIL_OFF=1 does without"
    )
# Without a mail server mails are files in VAR_DIR/mail in development, and nothing in production: a mail
# holds links that open an account, so it never goes to the log.
EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("MAIL_HOST")
    else "wijkwijzer_web.core.shell.mail.NoMail"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_TIMEOUT = 10
EMAIL_HOST = env.text("MAIL_HOST", "localhost")
EMAIL_PORT = env.integer("MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
EMAIL_USE_TLS = env.boolean("MAIL_TLS", True)
LOG_LEVEL = env.text("LOG_LEVEL", "WARNING" if TESTING or DEMO else "INFO")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "wijkwijzer_web.core.trail.logs.JSONFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers would write paths, and on an error settings; ours write the route only.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
logging.captureWarnings(True)
