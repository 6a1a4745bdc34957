"""The WSGI application of this zone, for a server other than `murakami serve`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "murakami.config.settings")
application = get_wsgi_application()
