"""Rows made once for a module of tests, and gone after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def made_once(blocker: Any) -> Iterator[None]:
    """A transaction around a module's tests; each test runs in a savepoint inside it.

    `blocker` is pytest-django's `django_db_blocker`. For fixtures with scope "module".
    """
    with blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
