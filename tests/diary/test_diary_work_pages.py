"""The register at work: who may open what, registering by hand, and the actions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diary import services
from diary.models import ChainCheck, DiaryCase, DiaryDocument, SecrecyMark, Voiding
from foundation.text.dates import today
from tests.diary.making import PDF, document, open_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(series, registrar):
    case = open_case(actor=registrar)
    file = services.NewFile(PDF, "application/pdf", "brev från någon.pdf")
    plain = document(case, files=[file], actor=registrar)
    secret = document(case, title="Hemlig rubrik", files=[file], actor=registrar)
    services.mark_secret(document=secret, provision="OSL 25:1", authority="Prov", actor=registrar)
    return {"case": case, "plain": plain, "secret": secret}


def addresses(register):
    plain, secret = register["plain"], register["secret"]
    for each in (plain, secret):
        base = f"/arbete/diarium/{each.number}/"
        yield "secret" if each == secret else "read", base
        yield "secret" if each == secret else "read", f"{base}fil/{each.files.get().pk}/"
        yield "write", f"{base}rattelse/"
        yield "write", f"{base}sekretess/"
        yield "write", f"{base}hav/"
        yield "write", f"{base}makulera/"
    yield "read", "/arbete/diarium/"
    yield "read", f"/arbete/diarium/{register['case'].number}/"
    yield "read", "/arbete/diarium/kontroll/"
    yield "write", "/arbete/diarium/nytt/"


RIGHTS = {
    "registrar": {"read", "secret", "write"},
    "receiver": {"read"},
    "operator": {"read"},
    "outsider": set(),
}


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_opens_exactly_what_it_may(register, client, request, role):
    client.force_login(request.getfixturevalue(role))
    for right, address in addresses(register):
        expected = 200 if right in RIGHTS[role] else 403
        assert client.get(address).status_code == expected, address
        if right == "write" and expected == 403:
            before = DiaryDocument.objects.count(), SecrecyMark.objects.count()
            assert client.post(address, {"reason": "x", "version": 0}).status_code == 403
            assert (DiaryDocument.objects.count(), SecrecyMark.objects.count()) == before


def test_without_login_every_work_address_leads_to_the_login(register, client):
    for _right, address in addresses(register):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/konto/logga-in/"), address


def test_secret_titles_are_read_by_registrars_alone(register, client, registrar, receiver):
    pages = ["/arbete/diarium/", f"/arbete/diarium/{register['case'].number}/"]
    client.force_login(receiver)
    for page in (*pages, "/arbete/diarium/?q=Hemlig"):
        shown = client.get(page).content.decode()
        assert "Hemlig rubrik" not in shown
    assert "En handling är sekretessmarkerad" in client.get(pages[1]).content.decode()
    client.force_login(registrar)
    for page in pages:
        assert "Hemlig rubrik" in client.get(page).content.decode()


def test_a_file_is_served_as_what_it_is(register, client, registrar):
    client.force_login(registrar)
    plain = register["plain"]
    response = client.get(f"/arbete/diarium/{plain.number}/fil/{plain.files.get().pk}/")
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''brev%20fr")
    assert response["Cache-Control"] == "private, no-store"
    page = services.attach_file(
        document=plain, content=b"<script>", media_type="text/plain", name="a.txt"
    )
    response = client.get(f"/arbete/diarium/{plain.number}/fil/{page.pk}/")
    assert response["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    other = document(files=[services.NewFile(PDF, "application/pdf", "b.pdf")])
    wrong = f"/arbete/diarium/{plain.number}/fil/{other.files.get().pk}/"
    assert client.get(wrong).status_code == 404


def form(**changes):
    facts = {
        "token": uuid4(),
        "where": "new",
        "case_title": "Nytt ärende",
        "case_public_title": "",
        "title": "Begäran",
        "public_title": "Begäran om yttrande",
        "category": "Skrivelse",
        "direction": "incoming",
        "party": "",
        "public_party": "",
        "dated": "2026-05-07",
    }
    return {**facts, **changes}


NEW = "/arbete/diarium/nytt/"


def test_a_registrar_registers_in_a_new_case(series, client, registrar):
    client.force_login(registrar)
    upload = SimpleUploadedFile("brev.pdf", PDF, "application/pdf")
    response = client.post(NEW, form(file=upload), follow=True)
    year = today().year % 100
    registered = DiaryDocument.objects.get()
    assert registered.number == f"PRV{year}-0001-1"
    assert response.redirect_chain == [(f"/arbete/diarium/{registered.number}/", 302)]
    assert f"Handlingen är diarieförd som {registered.number}." in response.content.decode()
    assert registered.registered_by == registrar
    assert registered.files.get().name == "brev.pdf"
    assert not registered.archive_expected
    assert registered.case.title == "Nytt ärende"


def test_and_in_one_that_exists_however_it_is_typed(register, client, registrar):
    client.force_login(registrar)
    data = form(where="existing", case_number="prv 26-0001")
    assert client.post(NEW, data).status_code == 302
    assert register["case"].documents.count() == 3
    wrong = client.post(NEW, form(where="existing", case_number="PRV26-0099"))
    assert wrong.status_code == 422
    assert "Ärendet ”PRV26-0099” finns inte i diariet" in wrong.content.decode()
    assert client.post(NEW, form(where="existing", case_number="x")).status_code == 422


def test_and_under_a_number_given_elsewhere(series, client, registrar):
    client.force_login(registrar)
    data = form(where="external", number_text="PRV23- 0040-6", case_title="")
    assert client.post(NEW, data).status_code == 302
    assert DiaryDocument.objects.get().number == "PRV23-0040-6"
    taken = client.post(NEW, form(where="external", number_text="PRV23-0040-6", title="Annat"))
    assert taken.status_code == 409
    shown = taken.content.decode()
    assert "PRV23-0040-6 finns redan: Begäran" in shown
    assert 'value="Annat"' in shown
    unknown = client.post(NEW, form(where="external", number_text="XX23-0001-1"))
    assert "Beteckningen XX finns inte i diariet" in unknown.content.decode()
    data = form(where="external", number_text="PRV22-0026", new_series="on")
    response = client.post(NEW, data, follow=True)
    unnumbered = DiaryDocument.objects.get(number=None)
    assert response.redirect_chain[0][0] == f"/arbete/diarium/handling-{unnumbered.pk}/"
    assert response.status_code == 200


def test_a_form_sent_twice_registers_once_and_says_as_what(series, client, registrar):
    client.force_login(registrar)
    data = form()
    assert client.post(NEW, data).status_code == 302
    registered = DiaryDocument.objects.get()
    second = client.post(NEW, data)
    assert second.status_code == 409
    shown = second.content.decode()
    assert "Redan diariefört som" in shown
    assert f'href="/arbete/diarium/{registered.number}/"' in shown
    assert DiaryDocument.objects.count() == DiaryCase.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Fyll i ”Handling”."),
        ({"case_title": " "}, "Fyll i ”Ärendemening”."),
        ({"title": "Om 811228-9874"}, "ser ut som ett personnummer (811228-9874)"),
        ({"case_title": "Om 811228-9874"}, "ser ut som ett personnummer (811228-9874)"),
        ({"title": "x" * 301}, "”Handling” får vara högst 300 tecken."),
        ({"dated": "7 maj"}, "Skriv ”Datum” som år-månad-dag"),
        ({"dated": str(date(2100, 1, 1))}, "Datumet ligger framåt i tiden"),
        ({"direction": "x"}, "Välj ett av alternativen"),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "Filen är ingen PDF-fil"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "Filen är tom"),
        ({"token": "x"}, "token"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(series, client, registrar, changes, says):
    client.force_login(registrar)
    for value in changes.values():
        if hasattr(value, "seek"):
            value.seek(0)
    response = client.post(NEW, form(party="Avsändaren", **changes))
    assert response.status_code == 422
    shown = response.content.decode()
    assert says in shown
    assert 'value="Avsändaren"' in shown
    assert "error-summary" in shown
    assert "<title>Fel: " in shown
    assert not DiaryDocument.objects.exists()


def test_the_form_of_each_place_asks_for_what_it_needs(register, client, registrar):
    client.force_login(registrar)
    shown = client.get(f"{NEW}?var=existing&arende=PRV26-0001").content.decode()
    assert 'name="case_number" value="PRV26-0001"' in shown
    assert 'name="case_title"' not in shown
    assert 'name="number_text"' in client.get(f"{NEW}?var=external").content.decode()
    assert 'name="case_title"' in client.get(f"{NEW}?var=nonsens").content.decode()


def test_a_county_without_series_is_told_so(county, client, registrar):
    client.force_login(registrar)
    assert "Länet saknar diarieserie" in client.get("/arbete/diarium/").content.decode()
    response = client.post(NEW, form())
    assert response.status_code == 409
    assert "Länet saknar diarieserie – lägg upp en serie först." in response.content.decode()
    assert client.get("/").status_code in {200, 404}


def act(client, register, what, key="plain", **data):
    address = f"/arbete/diarium/{register[key].number}/{what}/"
    shown = client.get(address)
    version = shown.context["form"].initial.get("version", "")
    return client.post(address, {"version": version, **data}, follow=True)


def test_mark_lift_void_and_correct_by_hand(register, client, registrar):
    client.force_login(registrar)
    number = register["plain"].number
    shown = act(client, register, "sekretess", provision="OSL 25:1", authority="Prov", note="")
    assert f"{number} är sekretessmarkerad." in shown.content.decode()
    shown = act(client, register, "hav", reason="Prövad")
    assert f"Sekretessmarkeringen av {number} är hävd." in shown.content.decode()
    shown = act(client, register, "makulera", reason="Dubbelt")
    page = shown.content.decode()
    assert f"{number} är makulerad. Numret används aldrig igen." in page
    assert "makulera/" not in page
    corrected = act(client, register, "rattelse", **form(title="Rätt rubrik"))
    assert f"Rättelsen av {number} är diarieförd." in corrected.content.decode()
    assert "Handlingen är rättad" in corrected.content.decode()
    correction = DiaryDocument.objects.get(corrects=register["plain"])
    assert (correction.title, correction.number) == ("Rätt rubrik", "PRV26-0001-3")
    back = client.get(f"/arbete/diarium/{correction.number}/").content.decode()
    assert "Det här är en rättelse" in back
    assert services.verify() == []


def test_a_correction_sent_twice_is_one(register, client, registrar):
    client.force_login(registrar)
    data = form()
    address = f"/arbete/diarium/{register['plain'].number}/rattelse/"
    assert client.post(address, data).status_code == 302
    second = client.post(address, data)
    assert second.status_code == 409
    assert "Redan diariefört som" in second.content.decode()
    tomorrow = client.post(address, form(dated=str(today() + timedelta(days=1))))
    assert "framåt i tiden" in tomorrow.content.decode()


def test_actions_in_the_wrong_state_say_so(register, client, registrar):
    client.force_login(registrar)
    again = act(client, register, "sekretess", "secret", provision="x", authority="x")
    assert again.status_code == 409
    assert "är redan sekretessmarkerad" in again.content.decode()
    nothing = act(client, register, "hav", reason="x")
    assert nothing.status_code == 409
    missing = act(client, register, "makulera", reason="")
    assert missing.status_code == 422
    assert "Fyll i ”Skäl”." in missing.content.decode()
    assert not Voiding.objects.exists()


def test_the_second_of_two_registrars_is_told_and_loses_nothing(
    register, client, registrar, other_registrar
):
    client.force_login(registrar)
    plain = register["plain"]
    seen = client.get(f"/arbete/diarium/{plain.number}/makulera/").context["form"].initial
    services.mark_secret(
        document=plain, provision="OSL 25:1", authority="Prov", actor=other_registrar
    )
    response = client.post(
        f"/arbete/diarium/{plain.number}/makulera/", {**seen, "reason": "Skriven text"}
    )
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Prov registrator-2" in shown
    assert "Skriven text" in shown
    assert not Voiding.objects.exists()


def test_what_can_be_seen_at_work(register, client, registrar):
    client.force_login(registrar)
    shown = client.get("/arbete/diarium/").content.decode()
    for word in ("Intern rubrik", "Intern avsändare", "Intern ärendemening", "Sekretessmarkerad"):
        assert word in shown
    empty = client.get("/arbete/diarium/?q=finnsinte").content.decode()
    assert "Ingen handling stämmer" in empty
    found = client.get("/arbete/diarium/?q=avsändare&typ=Skrivelse&riktning=incoming")
    assert len(found.context["rows"]) == 2
    secret = client.get(f"/arbete/diarium/{register['secret'].number}/").content.decode()
    assert "OSL 25:1" in secret
    case = client.get(f"/arbete/diarium/{register['case'].number}/").content.decode()
    assert "Diarieförd av Prov registrator" in case


def test_an_empty_register_at_work(series, client, registrar):
    client.force_login(registrar)
    assert "Inget är diariefört än" in client.get("/arbete/diarium/").content.decode()
    case = open_case()
    shown = client.get(f"/arbete/diarium/{case.number}/").content.decode()
    assert "Inga handlingar att visa" in shown
    assert client.get("/arbete/diarium/PRV26-0099/").status_code == 404
    assert client.get("/arbete/diarium/handling-999/").status_code == 404


def test_the_check_can_be_made_at_work(register, client, operator):
    client.force_login(operator)
    page = "/arbete/diarium/kontroll/"
    assert "Ingen kontroll är gjord än" in client.get(page).content.decode()
    assert "Kedjan är hel" in client.post(page, follow=True).content.decode()
    from tests.diary.test_diary_chain import behind_the_back

    behind_the_back("UPDATE diary_diarydocument SET title = 'x'")
    shown = client.post(page, follow=True).content.decode()
    assert "Diariet stämmer inte med kedjan" in shown
    assert "PRV länk 2" in shown
    assert ChainCheck.objects.count() == 2


def test_work_pages_take_the_same_queries_for_12_and_120(
    series, client, registrar, django_assert_max_num_queries
):
    client.force_login(registrar)

    def queries(address):
        with django_assert_max_num_queries(12) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    case = open_case()
    for _ in range(12):
        document(case, actor=registrar)
    pages = ["/arbete/diarium/", f"/arbete/diarium/{case.number}/",
             f"/arbete/diarium/{case.number}-1/"]  # fmt: skip
    few = [queries(page) for page in pages]
    for _ in range(108):
        document(case, actor=registrar)
    assert [queries(page) for page in pages] == few
