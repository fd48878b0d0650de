"""Several publishers, touches and withdrawals at once: old never overwrites new."""

import random
import threading

import pytest
from django.db import connection, transaction

from foundation.models import OutgoingMail, PublishedPage
from foundation.publishing import publish_all, publish_stale, shelf, touch, withdraw
from foundation.publishing.publisher import first_reading
from foundation.publishing.rendering import render
from tests.support.publishing_site import paths as site_paths
from tests.support.waiting import PATIENCE_SECONDS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.support.publishing_site"),
]


@pytest.fixture(autouse=True)
def _only_the_small_site(monkeypatch):
    from foundation.publishing import marking

    monkeypatch.setattr(marking, "_registered", [site_paths])


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def together(*functions):
    """Run each function in a thread of its own, with a connection of its own."""
    failed = []

    def run(function):
        try:
            function()
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not failed
    assert not any(thread.is_alive() for thread in threads)


def stored(path):
    page = PublishedPage.objects.filter(path=path, content__isnull=False).first()
    return page and (bytes(page.content), page.etag)


def fresh(path):
    rendered = render(path)
    return rendered and (rendered.content, rendered.etag)


def test_a_touch_in_an_open_transaction_reaches_a_page_rendered_meanwhile():
    """The page is rendered for the first time while the change it shows is not committed."""
    make("ett", "Före")
    with transaction.atomic():
        OutgoingMail.objects.update(subject="Efter")
        touch("item:ett")
        together(publish_all)
        assert stored("/prov/ett/") != fresh("/prov/ett/")
    publish_stale()
    assert stored("/prov/ett/") == fresh("/prov/ett/")


def test_no_page_can_be_reserved_beside_an_open_withdrawal():
    """A rendering begins after the withdrawal, and so shows what it wrote."""
    make("ett", "Hemligt")
    rendered = []
    with transaction.atomic():
        OutgoingMail.objects.update(subject="")
        withdraw("item:ett")

        def read():
            rendered.append(first_reading("/prov/ett/"))
            connection.close()

        reader = threading.Thread(target=read)
        reader.start()
        reader.join(1)
        assert reader.is_alive()
    reader.join(PATIENCE_SECONDS)
    assert rendered == [None]
    assert stored("/prov/ett/") is None


def test_touching_never_waits_for_another_transaction():
    """Two open transactions touch the same tags in opposite orders."""
    make("ett", "Ett")
    publish_all()
    first, second = threading.Event(), threading.Event()

    def one():
        with transaction.atomic():
            touch("list")
            first.set()
            assert second.wait(PATIENCE_SECONDS)
            touch("item:ett")

    def other():
        with transaction.atomic():
            touch("item:ett")
            second.set()
            assert first.wait(PATIENCE_SECONDS)
            touch("list")

    together(one, other)
    assert publish_stale() == 2


def test_two_publishers_share_the_work_and_do_none_twice(monkeypatch):
    from foundation.publishing import publisher

    for number in range(30):
        make(f"s{number}", f"Sida {number}")
    rendered = []

    def noting(path):
        rendered.append(path)
        return render(path)

    monkeypatch.setattr(publisher, "render", noting)
    shelf.mark_stale({"list"}, {path: ["list"] for path in site_paths()})
    together(publish_stale, publish_stale, publish_stale)
    assert sorted(rendered) == sorted(site_paths())


def test_writers_withdrawers_publishers_and_readers_end_in_what_is_true():
    """After the storm every stored page is what its view answers, and nothing hidden is stored."""
    keys = [f"s{number}" for number in range(6)]
    for key in keys:
        make(key, "Början")
    publish_all()
    chance = random.Random(20261123)
    plans = [[(chance.choice(keys), chance.random()) for _ in range(25)] for _ in range(3)]

    def writer(plan):
        def write():
            for step, (key, luck) in enumerate(plan):
                with transaction.atomic():
                    rows = OutgoingMail.objects.select_for_update().filter(key=key)
                    row = rows.get()
                    if luck < 0.3:
                        row.subject = ""
                        row.save()
                        withdraw(f"item:{key}", "list")
                    else:
                        row.subject = f"{key} steg {step} {luck}"
                        row.save()
                        touch(f"item:{key}", "list")

        return write

    def publisher():
        for _ in range(12):
            publish_stale()

    def reader():
        for _ in range(20):
            for key in keys:
                first_reading(f"/prov/{key}/")

    together(*(writer(plan) for plan in plans), publisher, publisher, reader)
    publish_stale()
    for path in ["/prov/", *(f"/prov/{key}/" for key in keys)]:
        assert stored(path) == fresh(path), path
    hidden = OutgoingMail.objects.filter(subject="").values_list("key", flat=True)
    assert all(stored(f"/prov/{key}/") is None for key in hidden)
