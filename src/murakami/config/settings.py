"""Django's settings, made from the environment of this process (docs/settings.md)."""

from importlib.util import find_spec

import dj_database_url

from murakami.config.environment import ROOT, Environment

ENVIRONMENT = Environment()
ZONE = ENVIRONMENT.zone
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or "not-secret: only for tests and the demo"
ALLOWED_HOSTS = [host for host in ENVIRONMENT.allowed_hosts.split(",") if host] or ["127.0.0.1", "localhost", "testserver"]

_SHARED = ["foundation.accounts", "foundation.events", "foundation.files", "foundation.spool", "foundation.packs",
           "domain.procedures", "interfaces.components"]
_EDGE = ["domain.intake", "domain.mailbox", "interfaces.portal"]
_CORE = ["foundation.looks", "domain.register", "domain.cases", "interfaces.office"]
_ROOMS = _SHARED + (_EDGE if ZONE in {"all", "edge"} else []) + (_CORE if ZONE in {"all", "core"} else [])

INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "django_cotton",
    *(f"murakami.{room}" for room in _ROOMS if find_spec(f"murakami.{room}")),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "murakami.config.urls"
WSGI_APPLICATION = "murakami.config.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
                                       "django.contrib.auth.context_processors.auth",
                                       "django.contrib.messages.context_processors.messages"]},
}]
DATABASES = {"default": dj_database_url.parse(
    ENVIRONMENT.database_url or f"sqlite:///{ENVIRONMENT.data_dir / f'murakami-{ZONE}.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if find_spec("murakami.foundation.accounts"):
    AUTH_USER_MODEL = "accounts.Account"
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "murakami" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
