"""The web application: published pages first, Django for the rest."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narvard.settings")

django_application = get_wsgi_application()

# Models and settings are ready only now.
from foundation.publishing.wsgi import PublishedPages  # noqa: E402

application = PublishedPages(django_application)
