"""The portal's settings, with the small public site in front. For processes that tests start."""

from narvard.settings import *  # noqa: F403

ROOT_URLCONF = "tests.support.publishing_urls"
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
