"""A database of its own for measuring: migrated, packs published, thrown away afterwards."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def measuring_place() -> Iterator[Path]:
    """Set Django up on a fresh directory (or on the database of DATABASE_URL) and load the packs."""
    directory = Path(tempfile.mkdtemp(prefix="murakami-bench-"))
    os.environ["DATA_DIR"] = str(directory)
    os.environ.setdefault("MURAKAMI_SECRET_KEY", "a key for measuring, which signs nothing that is kept, and long enough")
    os.environ["DJANGO_SETTINGS_MODULE"] = "murakami.config.settings"
    os.environ["MURAKAMI_ALLOWED_HOSTS"] = "testserver"
    import django

    django.setup()
    logging.getLogger("murakami").setLevel(logging.WARNING)
    from django.core.management import call_command
    from tests.packs_loaded import load_packs

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_packs()
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
