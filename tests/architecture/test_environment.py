"""Each process of a test run has a folder of its own, whatever runs beside it."""

import os
from pathlib import Path

from django.conf import settings


def test_the_settings_point_into_this_process_own_folder() -> None:
    """Two workers once shared one: a test that emptied it let the other's visitors try again."""
    assert Path(os.environ["DATA"]) == settings.DATA_DIR  # type: ignore[misc]
    assert settings.CACHES["default"]["LOCATION"].startswith(os.environ["DATA"])
