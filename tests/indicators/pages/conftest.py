"""The small county with figures, made once for each file of tests."""

from copy import deepcopy

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def figures_county(django_db_setup, django_db_blocker):
    from tests.indicators.pages.figures_county import build

    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def county(figures_county, db):
    """The county with figures; what a test changes, also in these rows, is undone after it."""
    return deepcopy(figures_county)


@pytest.fixture(autouse=True)
def _forget_steering(monkeypatch):
    """Each test says itself what steers towards a measure."""
    from indicators import steering

    monkeypatch.setattr(steering, "_providers", [])


@pytest.fixture
def page(client):
    """`page("/matt/x/")`: the page as the view makes it, not as it was published."""
    from lxml import html

    def fetched(address):
        answer = client.get(address, {"v": ""} if "?" not in address else None)
        assert answer.status_code == 200, (address, answer.status_code)
        return html.fromstring(answer.content.decode())

    return fetched
