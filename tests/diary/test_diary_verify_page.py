"""/verifiera/: is this the registered file, and how does the chain stand."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from diary import content, services
from diary.models import ChainHead
from tests.diary.making import PDF, document
from tests.diary.test_diary_chain import commit

pytestmark = pytest.mark.django_db
OTHER = PDF + b"%%EOF\n"


@pytest.fixture
def registered(series):
    made = document(files=[services.NewFile(PDF, "application/pdf", "brev.pdf")])
    services.attach_file(
        document=made, content=OTHER, media_type="application/pdf", name="a.pdf", role="archive"
    )
    return made


def asked(client, number, digest):
    response = client.get("/verifiera/", {"nummer": number, "summa": digest})
    assert response.status_code == 200
    assert not response.cookies
    return response.context["answer"]


def test_the_checksum_of_either_file_is_known(client, registered):
    original = asked(client, "prv 26-0001-1", f" {sha256(PDF).hexdigest().upper()} ")
    assert (original.kind, original.url) == ("ok", "/diarium/PRV26-0001-1/")
    assert "originalet" in original.text
    assert "arkivexemplaret" in asked(client, "PRV26-0001-1", sha256(OTHER).hexdigest()).text


def test_another_checksum_and_another_number_are_told_apart(client, registered):
    assert asked(client, "PRV26-0001-1", "a" * 64).kind == "stop"
    for number in ("PRV26-0001-9", "PRV26-0001", "nonsens"):
        assert asked(client, number, "a" * 64).title == "Numret finns inte i diariet"


def test_nothing_is_compared_for_a_secret_document(client, registered, registrar):
    services.mark_secret(
        document=registered, provision="OSL 25:1", authority="Prov", actor=registrar
    )
    right = asked(client, registered.number, sha256(PDF).hexdigest())
    wrong = asked(client, registered.number, "a" * 64)
    assert right.title == wrong.title == "Uppgifter om PRV26-0001-1 lämnas efter prövning"
    assert (right.kind, right.text) == (wrong.kind, wrong.text)


def test_what_cannot_be_read_is_said_at_the_field(client, registered):
    response = client.get("/verifiera/", {"nummer": "", "summa": "abc"})
    shown = response.content.decode()
    assert "Fyll i ”Diarienummer”." in shown
    assert "En kontrollsumma har 64 tecken" in shown
    assert 'value="abc"' in shown
    assert "<title>Fel: Verifiera" in shown


def upload(client, data, number="PRV26-0001-1"):
    file = SimpleUploadedFile("min fil.pdf", data, "application/pdf")
    return client.post("/verifiera/", {"nummer": number, "fil": file})


def test_an_uploaded_pdf_is_compared_and_not_kept(registered):
    client = Client(enforce_csrf_checks=True)
    right = upload(client, PDF)
    assert right.status_code == 200
    assert right.context["answer"].kind == "ok"
    assert not right.cookies
    assert upload(client, PDF + b" %%EOF").context["answer"].kind == "stop"
    from diary.models import StoredFile

    assert StoredFile.objects.count() == 2


def test_what_is_no_pdf_is_refused(client, registered):
    response = upload(client, b"MZ program")
    assert response.status_code == 422
    assert "Filen är ingen PDF-fil" in response.content.decode()
    assert client.post("/verifiera/", {"nummer": "PRV26-0001-1"}).status_code == 422


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, registered, monkeypatch):
    response = client.post(
        "/verifiera/",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(content.LARGEST + 100_000),
    )
    assert response.status_code == 413
    assert "Filen är för stor" in response.content.decode()
    monkeypatch.setattr(content, "LARGEST", 10)
    assert "Filen är för stor" in upload(client, PDF).content.decode()


def test_the_page_says_how_the_chain_stands(client, registered):
    commit()
    shown = client.get("/verifiera/?").content.decode()
    assert "Diariet har inte kontrollerats än" in shown
    assert ChainHead.objects.get().hash in shown
    services.record_check(services.verify())
    shown = client.get("/verifiera/?x=").content.decode()
    assert "Diariet är helt" in shown or "Fyll i" in shown
    services.record_check([services.BrokenLink("PRV", 1, "innehållet är ändrat.")])
    from django.template.loader import render_to_string

    from diary.models import ChainCheck

    page = render_to_string("diary/verify.html", {"check": ChainCheck.objects.first()})
    assert "Diariet stämmer inte med sin kedja" in page
    assert "en avvikelse" in page
