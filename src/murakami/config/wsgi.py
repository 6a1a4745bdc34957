"""The WSGI application of this zone."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "murakami.config.settings")
application = get_wsgi_application()
