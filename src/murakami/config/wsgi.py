"""The WSGI application of this zone, for a server other than `murakami serve`: it refuses to start as that one does."""

import os

from murakami.config.handling import make_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "murakami.config.settings")
application = make_application()

from murakami.config.readiness import refuse_to_start  # noqa: E402 - reads the settings

refuse_to_start()
