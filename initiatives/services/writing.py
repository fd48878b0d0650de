"""What is written into the history of a row, and by whom."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model
from django.utils import timezone

from county.models import User
from foundation.models import Versioned


def in_the_name_of(thing: Model, actor: User | None) -> None:
    """Let the history of `thing` name `actor`, also outside a web request."""
    vars(thing)["_history_user"] = actor


def next_version(thing: Versioned, actor: User | None) -> None:
    """Make the coming save a new version by `actor`."""
    thing.version += 1
    thing.changed_at = timezone.now()
    thing.changed_by = actor
    in_the_name_of(thing, actor)


@contextmanager
def recorded_with_the_save(thing: Model) -> Iterator[None]:
    """Relations set inside are recorded by the save that must follow, all in one record.

    Each would otherwise leave a record of its own, of a state that nobody ever met, with every
    other relation read and written anew.
    """
    vars(thing)["skip_history_when_saving"] = True
    try:
        yield
    finally:
        del vars(thing)["skip_history_when_saving"]
