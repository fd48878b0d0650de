"""Programs from outside Python that some tests need, and what to do where they are missing.

Missing, a test is skipped with the reason printed; with REQUIRE_ALL=1 it fails instead.
"""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
JAXB = Path("/usr/share/java/jaxb-runtime.jar")


def missing(marker: str) -> str:
    """What is missing for tests with this marker, or an empty string."""
    if marker == "browser" and not _first(*CHROMIUM):
        return "chromium is not installed (apt-get install chromium)"
    if marker == "redis" and not _first("redis-server"):
        return "redis-server is not installed (apt-get install redis-server)"
    if marker == "verapdf" and not (_first("java") and JAXB.exists()):
        return "veraPDF needs Java (apt-get install default-jre-headless libjaxb-java)"
    return ""


def skip_or_fail(reason: str) -> None:
    """Skip the running test with a reason, or fail it when everything is required."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1: {reason}", pytrace=False)
    pytest.skip(reason)


def need(program: str, package: str) -> str:
    """The path of a program; without it the running test is skipped, or fails if asked to."""
    found = _first(program)
    if not found:
        skip_or_fail(f"{program} is not installed (apt-get install {package})")
    return found


def _first(*names: str) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")
