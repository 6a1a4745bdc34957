"""Django's settings, made from the environment of this process (docs/settings.md)."""

from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO

from murakami.config.auditing import thresholds_of
from murakami.config.databases import database_of
from murakami.config.environment import SOFTWARE, Environment, share_counters
from murakami.config.mail import mail_settings
from murakami.config.security import content_security_policy
from murakami.config.sign_in import *  # noqa: F403 - a part of this module, kept by its subject
from murakami.config.sign_in import second_factor_apps, second_factor_middleware
from murakami.config.topics import TOPICS
from murakami.config.zones import rooms_of, serves

ENVIRONMENT = Environment()
ZONE = ENVIRONMENT.zone
DEMO = ENVIRONMENT.demo
DEBUG = ENVIRONMENT.debug
DATA_DIR = ENVIRONMENT.data_dir
PACKS = ENVIRONMENT.packs
BASE_URL = ENVIRONMENT.base_url.rstrip("/") or f"http://localhost:{ENVIRONMENT.port}"
_HTTPS = BASE_URL.startswith("https://")

# --- what is installed ------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    *second_factor_apps(ZONE),
    *(f"murakami.{room.path}" for room in rooms_of(ZONE)),
    "murakami.config",  # last: it binds ports and handlers once every room is ready
]
MIDDLEWARE = [
    "murakami.config.middleware.RequestLog",
    *(["murakami.config.metrics.counted.Counting"] if ENVIRONMENT.metrics_from else []),
    *(["murakami.interfaces.api.middleware.ApiAnswers"] if serves(ZONE, "edge") else []),
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",  # before whatever refuses: a refusal is read too
    "murakami.config.middleware.RequestText",
    "murakami.config.middleware.RequestSize",
    "murakami.config.middleware.Watching",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "murakami.config.middleware.Maintenance",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "murakami.foundation.accounts.middleware.SessionLimits",
    *second_factor_middleware(ZONE),
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "murakami.config.urls"
WSGI_APPLICATION = "murakami.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- what is kept -----------------------------------------------------------------------------------------------------
DATABASES = {"default": database_of(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_DIR = DATA_DIR / "files"
CLAMAV_SOCKET = ENVIRONMENT.clamav_socket
ORIGINALS_DAYS = ENVIRONMENT.originals_days
KEYS_DIR = ENVIRONMENT.keys_dir
EVENTS_KEY = ENVIRONMENT.events_key
EVENTS_ORIGIN = ENVIRONMENT.events_origin
PROTECTION_UNITS = ENVIRONMENT.protection_units
DRAFT_DAYS = ENVIRONMENT.draft_days
PROOF_MINUTES = ENVIRONMENT.proof_minutes
EMERGENCY_MINUTES = ENVIRONMENT.emergency_minutes
LOOKS_THRESHOLDS = thresholds_of(ENVIRONMENT)
SPOOL_DIR = ENVIRONMENT.spool_dir
SPOOL_TOPICS = TOPICS

# --- who comes in -----------------------------------------------------------------------------------------------------
SECRET_KEY = ENVIRONMENT.secret_key or "no key: readiness.py refuses to serve with this one"
_base_host = urlsplit(BASE_URL).hostname
ALLOWED_HOSTS = sorted({"localhost", "127.0.0.1", *([_base_host] if _base_host else []), *ENVIRONMENT.allowed_hosts})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = (
    "murakami.interfaces.portal.kept.csrf_failed"
    if serves(ZONE, "edge")
    else "murakami.interfaces.components.error_pages.forbidden"
)
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["murakami.foundation.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_KINDS = [*(["resident", "business"] if serves(ZONE, "edge") else []), *(["staff"] if serves(ZONE, "core") else [])]
SIGN_IN_PAGES = {"resident": "portal:sign-in", "business": "portal:sign-in", "staff": "office:sign-in"}
CARD_PROVIDER = "murakami.adapters.digital_auth.provider" if ENVIRONMENT.oidc_issuer else ""
OIDC_ISSUER = ENVIRONMENT.oidc_issuer
OIDC_CLIENT_ID = ENVIRONMENT.oidc_client_id
OIDC_PRIVATE_KEY = ENVIRONMENT.oidc_private_key
BUSINESS_PROVIDER = "murakami.adapters.business_id.provider" if ENVIRONMENT.business_id_issuer else ""
BUSINESS_ID_ISSUER = ENVIRONMENT.business_id_issuer
BUSINESS_ID_CLIENT_ID = ENVIRONMENT.business_id_client_id
BUSINESS_ID_CLIENT_SECRET = ENVIRONMENT.business_id_client_secret
SIGNATURE_ANCHORS = ENVIRONMENT.signature_anchors
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
LIMITS = {name.removeprefix("limit_"): getattr(ENVIRONMENT, name) for name in ENVIRONMENT.__slots__ if name.startswith("limit_")}

METRICS_FROM = ENVIRONMENT.metrics_from
METRICS_TOKEN = ENVIRONMENT.metrics_token
METRICS_DIR = DATA_DIR / "metrics"
if METRICS_FROM:
    share_counters(METRICS_DIR)

# --- browsers ---------------------------------------------------------------------------------------------------------
# two zones on one host name (the demo) must not take each other's cookies: browsers do not tell ports apart
_of_this_host = "__Host-" if _HTTPS else ""  # browsers then take these from nobody else, and for no other host
_of_this_zone = "" if ZONE == "all" else f"-{ZONE}"
SESSION_COOKIE_NAME = f"{_of_this_host}session{_of_this_zone}"
CSRF_COOKIE_NAME = f"{_of_this_host}csrf{_of_this_zone}"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a page with messages costs no SQL
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
CONTENT_SECURITY_POLICY = content_security_policy(ENVIRONMENT)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # everything typed into one page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
REQUEST_MAX_BYTES = 30 * 1024 * 1024  # files included

# --- languages and time -----------------------------------------------------------------------------------------------
LANG_INFO["ja-easy"] = {"bidi": False, "code": "ja-easy", "name": "Easy Japanese", "name_local": "やさしい日本語"}
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [SOFTWARE / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# --- static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "murakami.config.static.HashedFiles"},
}

# --- what goes out ----------------------------------------------------------------------------------------------------
globals().update(mail_settings(ENVIRONMENT.email_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "murakami.config.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "murakami": {"level": "INFO"},
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["out"], "level": "WARNING", "propagate": False},
    },
}
