"""The settings of the tests: the real ones, in a directory of their own, with a key nobody keeps."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_OWN_DIRECTORY = Path(tempfile.mkdtemp(prefix="murakami-tests-"))
atexit.register(shutil.rmtree, _OWN_DIRECTORY, ignore_errors=True)
os.environ["DATA_DIR"] = str(_OWN_DIRECTORY)
os.environ.setdefault("MURAKAMI_SECRET_KEY", "a key of the tests, which sign nothing that is kept, and long enough")

from murakami.config.settings import *  # noqa: F403
from murakami.config.settings import DATABASES

if not os.environ.get("DATABASE_URL"):
    # a file, not memory: the real backend refuses a database that cannot be durable
    DATABASES["default"]["TEST"] = {"NAME": str(_OWN_DIRECTORY / "tests.sqlite3")}
(_OWN_DIRECTORY / "static").mkdir()
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # every test signs somebody in
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PROTECTION_UNITS = ("kodomo",)  # the cast's unit in charge keeps protections too
LIMITS: dict[str, object] = {}  # the tests of limits set their own; all the others knock from one address
