"""The categories to filter by are kept until something is registered, and not a request longer."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from diary import services
from diary.categories import categories_of
from diary.models import DiaryDocument
from tests.diary.making import document, open_case
from tests.factories import log_in

ADDRESS = "/diarium/?q=begäran"


def options(page):
    text = page.content.decode()
    return {name for name in ("Protokoll", "Skrivelse") if f'<option value="{name}"' in text}


def lists_of_categories(asked):
    return sum("SELECT DISTINCT" in each["sql"] for each in asked)


@pytest.mark.django_db(transaction=True)
def test_the_list_follows_what_is_registered_marked_lifted_and_voided(client, series, registrar):
    with transaction.atomic():
        first = document(category="Skrivelse")
    assert options(client.get(ADDRESS)) == {"Skrivelse"}
    with transaction.atomic():
        second = document(first.case, category="Protokoll")
    assert options(client.get(ADDRESS)) == {"Skrivelse", "Protokoll"}
    services.mark_secret(
        document=second, provision="25 kap. 1 § OSL", authority="Provmyndigheten", actor=registrar
    )
    assert options(client.get(ADDRESS)) == {"Skrivelse"}
    services.lift_secrecy(document=second, note="Prövad.", actor=registrar)
    assert options(client.get(ADDRESS)) == {"Skrivelse", "Protokoll"}
    services.void(document=first, reason="Dubblett", actor=registrar)
    assert options(client.get(ADDRESS)) == {"Protokoll"}


@pytest.mark.django_db(transaction=True)
def test_the_list_is_read_once_until_something_is_registered(client, series):
    with transaction.atomic():
        document()
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    assert lists_of_categories(asked) == 0
    with transaction.atomic():
        open_case()
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    assert lists_of_categories(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_registrar_sees_is_not_shown_to_others(client, series, registrar, receiver):
    with transaction.atomic():
        document(category="Skrivelse")
        secret = document(category="Protokoll")
    services.mark_secret(
        document=secret, provision="25 kap. 1 § OSL", authority="Provmyndigheten", actor=registrar
    )
    for _ in range(2):
        assert options(log_in(registrar).get("/arbete/diarium/")) == {"Skrivelse", "Protokoll"}
        assert options(log_in(receiver).get("/arbete/diarium/")) == {"Skrivelse"}
        assert options(client.get(ADDRESS)) == {"Skrivelse"}


@pytest.mark.django_db
def test_inside_a_transaction_the_list_is_always_read(series):
    document(category="Skrivelse")
    every = DiaryDocument.objects.with_marks
    assert categories_of(every, seen_as="prov") == ["Skrivelse"]
    document(category="Protokoll")
    assert categories_of(every, seen_as="prov") == ["Protokoll", "Skrivelse"]
