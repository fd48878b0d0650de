"""A real PostgreSQL for the session, before Django reads its settings.

`DATABASE_URL` decides: set, it is used as it is; otherwise one embedded server is started in a
temporary folder, shared by all pytest-xdist workers (each has a database of its own on it), and
ended with the session, also on Ctrl-C and when pytest itself is killed.
"""

import atexit
import os
import shutil
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest

from narvard.demo.postgres import binaries
from tests.support import cluster, programs
from tests.support.coverage_gate import CoverageGate, MeasuredWhereGated


def _prepare_environment() -> None:
    """Runs on import: pytest-django is set up after the first conftest has been read."""
    folder = Path(tempfile.mkdtemp(prefix="narvard-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.pop("REDIS_URL", None)
    os.environ["DATA"] = str(folder / "data")
    os.environ["DEMO"] = "1"
    os.environ["SECRET_KEY"] = "test-" + "x" * 50
    os.environ["ALLOWED_HOSTS"] = "*"
    os.environ["DJANGO_SETTINGS_MODULE"] = "narvard.settings"
    for room in ("queue", "control", "processed"):
        (folder / "data" / "broker" / room).mkdir(parents=True)
    if not os.environ.get("DATABASE_URL"):
        server, template = cluster.start(folder / "postgres")
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = server.url()
        os.environ["TEST_TEMPLATE"] = template


_prepare_environment()

# The same examples each time, and none too slow: a change is refused for what it does, not for
# what chance came upon or for a busy machine. `--hypothesis-profile=default` looks for more.
hypothesis.settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")

# The portal's day ends here, and no test begins so shortly before that it would meet two days.
SWEDEN = ZoneInfo("Europe/Stockholm")
END_OF_DAY = timedelta(seconds=20)


def _settings_for_tests() -> None:
    from django.conf import settings

    if template := os.environ.get("TEST_TEMPLATE"):
        # Django fills the rest of TEST in when connections are first read, before or after this.
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template
    # Static files are read from where they are written: collectstatic is no part of a test run.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


_settings_for_tests()


@pytest.hookimpl(tryfirst=True)
def pytest_report_header() -> str:
    """Say which database the tests run on."""
    embedded = "narvard-test-" in os.environ["DATABASE_URL"]
    return f"database: {binaries().parent if embedded else os.environ['DATABASE_URL']}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test` measures everything and holds the gate; a single test need not."""
    parser.addoption(
        "--gate-coverage",
        action="store_true",
        help="fail when diary, decisions or initiatives are covered too little",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The gate runs once, where the workers' measurements come together."""
    if config.pluginmanager.hasplugin("_cov"):
        config.pluginmanager.register(MeasuredWhereGated(config))
    if config.getoption("--gate-coverage") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(CoverageGate())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker read the settings after its folder is made, as this process did.

    A worker that is told the settings' name beforehand reads them before its conftest, and then
    counts attempts and queues messages in this process's folder: one that empties it empties it
    for all.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_sessionstart() -> None:
    """Django is set up by now."""
    from tests.support import emptying

    emptying.install()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A marked test needs its program: without it the test is skipped, or fails if asked to."""
    _let_the_day_end()
    for marker in ("browser", "redis", "verapdf"):
        if item.get_closest_marker(marker) and (reason := programs.missing(marker)):
            programs.skip_or_fail(reason)


def _let_the_day_end() -> None:
    now = datetime.now(SWEDEN)
    if (now + END_OF_DAY).date() != now.date():
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), SWEDEN)
        time.sleep((midnight - now).total_seconds())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes come first, so that no process is left with one at the end."""
    items.sort(key=lambda item: not _takes_minutes(item))


def _takes_minutes(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(marker) for marker in ("faults", "browser"))
    return marked or item.path.parent.name in {"rights", "demo"}
