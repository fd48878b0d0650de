"""The portal's settings with the benchmark's addresses in front."""

from narvard.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.site_urls"
