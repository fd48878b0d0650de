"""What a committing test leaves is gone before the next, also from tables that only grow."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from tests.support.emptying import KEPT, empty

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> int:
    return sum(
        model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.db_table not in KEPT
    )


def test_everything_goes_but_what_the_migrations_left() -> None:
    from tests.decisions.support import Meetings

    kept = ContentType.objects.count(), Permission.objects.count()
    at = Meetings.in_small_county()
    at.diarise(at.decided())
    assert rows() > 100
    empty()
    assert rows() == 0
    assert (ContentType.objects.count(), Permission.objects.count()) == kept
    assert min(kept) > 0


def test_the_next_test_finds_nothing() -> None:
    assert rows() == 0


def test_the_triggers_stand_afterwards() -> None:
    from tests.decisions.support import Meetings

    empty()
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
    at = Meetings.in_small_county()
    at.diarise(at.decided())
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM diary_diarydocument")
