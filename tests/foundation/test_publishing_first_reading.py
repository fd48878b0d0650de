"""A reader before the publisher, through Django's own middleware."""

import threading

import pytest
from django.db import connection
from django.test import Client

from foundation.models import OutgoingMail, PublishedPage
from tests.support import publishing_site

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.support.publishing_site")]


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def test_the_first_reader_gets_what_everyone_will_get(client):
    make("ett", "Ett")
    answer = client.get("/prov/ett/")
    assert "Ett" in answer.content.decode()
    assert answer["ETag"] == PublishedPage.objects.get(path="/prov/ett/").etag
    assert answer["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_the_second_reader_gets_the_stored_bytes(client):
    make("ett", "Ett")
    first = client.get("/prov/ett/").content
    OutgoingMail.objects.update(subject="Ändrat utan att någon sa det")
    assert client.get("/prov/ett/").content == first


def test_a_reader_who_knows_the_page_gets_304(client):
    make("ett", "Ett")
    etag = client.get("/prov/ett/")["ETag"]
    answer = client.get("/prov/ett/", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_compressed_for_those_who_accept_it(client):
    make("ett", "Ett")
    answer = client.get("/prov/ett/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer.content[:2] == b"\x1f\x8b"


def test_what_is_not_there_is_djangos_404_and_no_row(client):
    assert client.get("/prov/saknas/").status_code == 404
    assert not PublishedPage.objects.exists()


def test_an_ordinary_view_is_left_alone(client):
    assert client.get("/prov/vanlig/").content == b"GET "
    assert client.get("/prov/vanlig/?q=ord").content == b"GET ord"


@pytest.mark.parametrize(
    ("query", "headers"), [("?q=1", {}), ("", {"HX-Request": "true"})], ids=["query", "fragment"]
)
def test_a_query_or_a_fragment_is_rendered_for_the_one_who_asked(client, query, headers):
    make("ett", "Ett")
    assert client.get(f"/prov/ett/{query}", headers=headers).status_code == 200
    assert not PublishedPage.objects.exists()


def test_a_post_is_not_published(client):
    make("ett", "Ett")
    client.post("/prov/ett/")
    assert not PublishedPage.objects.exists()


def test_a_view_that_cannot_be_published_still_answers_its_reader(client, caplog):
    answer = client.get("/prov/fel/cookie/")
    assert answer.cookies["kaka"].value == "1"
    assert "sets the cookie" in caplog.text
    assert not PublishedPage.objects.filter(content__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_ten_readers_at_once_make_one_rendering(monkeypatch):
    make(publishing_site.SLOW, "Långsam")
    rendered = []
    from foundation.publishing import publisher

    monkeypatch.setattr(publisher, "_publish", _counted(publisher._publish, rendered))
    answers = []
    start = threading.Barrier(10)

    def read():
        start.wait()
        answers.append(Client().get(f"/prov/{publishing_site.SLOW}/").content)
        connection.close()

    readers = [threading.Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(answers) == 10
    assert len(set(answers)) == 1
    assert rendered == [f"/prov/{publishing_site.SLOW}/"]


def _counted(function, calls):
    def counting(path):
        calls.append(path)
        return function(path)

    return counting
