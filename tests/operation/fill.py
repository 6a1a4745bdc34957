"""Run in the environment of a zone: fills it with what the cast does, files and letters included; prints the receipts."""

import json
import sys

import django

django.setup()

from django.conf import settings
from django.test.utils import override_settings

from tests.scene import make_scene

PLAIN = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=PLAIN, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
    scene = make_scene()
json.dump({"receipts": list(scene.receipts.values()), "file": scene.file}, sys.stdout)
