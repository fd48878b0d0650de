"""Reads the environment, and says in one sentence per variable what is missing."""

import os
import sys

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
