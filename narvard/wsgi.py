"""The web application: published pages first, Django for the rest."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narvard.settings")

application = get_wsgi_application()
