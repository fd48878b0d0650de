"""What the public sees: the register, cases, documents, PDFs, exports; and what it never sees."""

import csv
import io
import re
from datetime import date

import pytest
from django.utils.http import urlencode
from openpyxl import load_workbook

from diary import services, subjects
from diary.models import DiaryDocument
from tests.diary.making import DAY, PDF, document, open_case

pytestmark = pytest.mark.django_db

INTERNAL = ("Intern ärendemening", "Intern rubrik", "Intern avsändare", "hemlig-fil", "HEMLIGNOT")
HIDDEN_PUBLIC = "Avslöjande rubrik"


@pytest.fixture
def register(series, registrar):
    """A disclosed document, a secret one, a withheld one, a voided one, and a correction."""
    case = open_case()
    file = services.NewFile(PDF, "application/pdf", "hemlig-fil.pdf")
    plain = document(case, files=[file])
    secret = document(case, public_title=HIDDEN_PUBLIC, category="Sekretesstyp", files=[file])
    services.attach_file(
        document=secret, content=PDF, media_type="application/pdf", name="a.pdf", role="archive"
    )
    services.mark_secret(
        document=secret, provision="OSL 25:1", authority="Prov", note="HEMLIGNOT", actor=registrar
    )
    withheld = document(case, public_title="", public_party="")
    voided = document(case, public_title=HIDDEN_PUBLIC, category="Voidtyp")
    services.void(document=voided, reason="Dubbelt diarieförd", actor=registrar)
    correction = services.correct(
        document=plain, title="Intern rubrik", public_title="Rättad begäran", party="",
        public_party="Provkommun", dated=date(2026, 5, 9), actor=registrar,
    )  # fmt: skip
    return {
        "case": case, "plain": plain, "secret": secret, "withheld": withheld, "voided": voided,
        "correction": correction,
    }  # fmt: skip


def text(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def public_addresses(register):
    yield from ("/diarium/", "/verifiera/", "/diarium.csv")
    for words in ("Avslöjande", "Intern", "HEMLIGNOT", "Sekretesstyp", "OSL"):
        yield f"/diarium/?q={words}"
        yield f"/diarium.csv?q={words}"
    for typ in ("Sekretesstyp", "Voidtyp"):
        yield f"/diarium/?typ={typ}"
    yield f"/diarium/{register['case'].number}/"
    for key in ("plain", "secret", "withheld", "voided", "correction"):
        number = register[key].number
        yield f"/diarium/{number}/"
        yield f"/diarium/{number}.pdf"
        yield f"/diarium/?q={number}"
        yield f"/verifiera/?nummer={number}&summa={'a' * 64}"


def test_nothing_internal_or_secret_is_in_any_public_answer(register, client):
    for address in public_addresses(register):
        response = client.get(address)
        shown = text(response)
        # What the visitor typed comes back in the search box and in links, and only there.
        shown = re.sub(r'(value|href)="[^"]*"', "", shown)
        for word in (*INTERNAL, HIDDEN_PUBLIC, "Sekretesstyp", "Voidtyp", "OSL 25:1"):
            assert word not in shown, (address, word)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_nothing_secret_is_in_the_workbook(register, client):
    book = load_workbook(io.BytesIO(client.get("/diarium.xlsx").content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    joined = " ".join(cells)
    for word in (*INTERNAL, HIDDEN_PUBLIC, "Sekretesstyp"):
        assert word not in joined
    assert "Begäran om samråd" in cells
    assert register["secret"].number in cells


def test_the_register_shows_what_each_row_may_show(register, client):
    shown = text(client.get("/diarium/"))
    for key in ("plain", "secret", "withheld", "voided", "correction"):
        assert register[key].number in shown
    assert "Begäran om samråd" in shown
    assert "Makulerad: Dubbelt diarieförd" in shown
    assert shown.count("Uppgift lämnas efter prövning") == 2
    assert shown.count("Sekretessmarkerad") == 1
    assert 'name="robots" content="noindex"' in shown
    assert client.get("/diarium/")["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"ordning": "nummer"}, [1, 2, 3, 4, 5]),
        ({"ordning": "datum"}, [1, 2, 3, 4, 5]),
        ({"ordning": "-datum"}, [5, 4, 3, 2, 1]),
        ({"ordning": "nonsens"}, [5, 4, 3, 2, 1]),
        ({"q": "PRV26-0001"}, [5, 4, 3, 2, 1]),
        ({"q": "prv 26- 0001-2"}, [2]),
        ({"q": "26-0001-4"}, [4]),
        ({"q": "samråd"}, [1]),
        ({"q": "BEGÄRAN provkommun"}, [5, 1]),
        ({"q": "utskrivning"}, [5, 1]),
        ({"q": "begäran finnsinte"}, []),
        ({"q": "%"}, []),
        ({"typ": "Skrivelse"}, [5, 1]),
        ({"typ": "Finns inte"}, [5, 4, 3, 2, 1]),
        ({"riktning": "incoming"}, [5, 1]),
        ({"riktning": "outgoing"}, []),
        ({"ar": "2026"}, [5, 4, 3, 2, 1]),
        ({"ar": "2025"}, []),
        ({"ar": "tjugo"}, [5, 4, 3, 2, 1]),
        ({"fran": "2026-05-08"}, [5]),
        ({"till": "20260508"}, [4, 3, 2, 1]),
        ({"fran": "i går"}, [5, 4, 3, 2, 1]),
        ({"sida": "99"}, [5, 4, 3, 2, 1]),
    ],
)
def test_the_filter_finds(register, client, query, found):
    address = f"?{urlencode(query)}"
    response = client.get(f"/diarium/{address}")
    assert response.status_code == 200
    assert [int(row.number.rsplit("-", 1)[1]) for row in response.context["rows"]] == found
    lines = list(csv.reader(io.StringIO(text(client.get(f"/diarium.csv{address}"))), delimiter=";"))
    assert [line[1].rsplit("-", 1)[1] for line in lines[1:]] == [str(each) for each in found]


def test_a_filter_that_cannot_be_read_says_so(register, client):
    shown = text(client.get("/diarium/?fran=i+g%C3%A5r"))
    assert "Skriv ”Från och med” som år-månad-dag" in shown
    assert 'value="i går"' in shown
    assert "<details open>" in shown


def test_numbers_are_sorted_as_numbers(series, client):
    for _ in range(11):
        case = open_case()
    for _ in range(11):
        document(case)
    older = services.register_external(
        number_text="PRV25-10000-1", title="x", public_title="x", category="x", party="",
        direction="incoming", public_party="", dated=DAY, actor=None,
    )  # fmt: skip
    numbers = [row.number for row in client.get("/diarium/").context["rows"]]
    assert numbers == [*(f"PRV26-0011-{n}" for n in range(11, 0, -1)), older.number]


def test_formulas_in_exports_are_text(series, client):
    document(public_title="=HYPERLINK(1)", public_party="@avsändare")
    (row,) = list(csv.reader(io.StringIO(text(client.get("/diarium.csv"))), delimiter=";"))[1:]
    assert row[3:5] == ["'@avsändare", "'=HYPERLINK(1)"]
    book = load_workbook(io.BytesIO(client.get("/diarium.xlsx").content))
    assert book.active["E2"].value == "'=HYPERLINK(1)"
    assert book.active["E2"].data_type == "s"
    assert text(client.get("/diarium.csv")).startswith("\ufeffDatum;Diarienummer;")


def test_an_empty_register_says_what_it_is_for(series, client):
    assert "Inget är diariefört än" in text(client.get("/diarium/"))
    assert "Ingen handling stämmer" in text(client.get("/diarium/?q=x"))


@pytest.fixture
def _no_subjects_yet(monkeypatch):
    monkeypatch.setattr(subjects, "_resolvers", [])


@pytest.mark.usefixtures("_no_subjects_yet")
def test_the_case_page_threads_its_documents(register, client):
    subjects.register(_tells_of)
    shown = text(client.get(f"/diarium/{register['case'].number}/"))
    numbers = re.findall(r"PRV26-0001-\d", shown)
    assert list(dict.fromkeys(numbers)) == [f"PRV26-0001-{n}" for n in range(1, 6)]
    assert "Samordnad utskrivning" in shown
    assert "Fem handlingar i ärendet" in shown
    assert '<a href="/satsningar/7/">Satsning 7</a>' in shown


def _tells_of(case):
    return [("Satsning 7", "/satsningar/7/"), ("Satsning 7", "/satsningar/7/")]


@pytest.mark.usefixtures("_no_subjects_yet")
def test_work_links_are_not_shown_to_the_public(series):
    case = open_case()
    subjects.register(_tells_of, area="work")
    subjects.register(_tells_of, area="work")
    assert subjects.links(case, area="public") == []
    assert subjects.links(case, area="work") == [("Satsning 7", "/satsningar/7/")]


def test_a_case_without_public_title_or_documents(series, client):
    case = open_case(public_title="")
    shown = text(client.get(f"/diarium/{case.number}/"))
    assert "Vad ärendet gäller lämnas efter prövning" in shown
    assert "har inga handlingar än" in shown
    assert "Intern" not in shown


def test_an_unnumbered_document_stands_on_its_case(series, client):
    services.register_historic(
        case_number="PRV22-0026", document_serial=None, title="Strategi", category="Strategi",
        direction="drawn_up", party="", dated=None, date_precision="unknown", case_title="Strategi",
    )  # fmt: skip
    shown = text(client.get("/diarium/PRV22-0026/"))
    assert "Handlingens eget nummer är inte känt." in shown
    assert "datum okänt" in shown
    row = client.get("/diarium/").context["rows"][0]
    assert (row.number, row.url) == (
        "PRV22-0026 (handlingsnummer okänt)",
        "/diarium/PRV22-0026/",
    )


def test_the_document_page_has_its_information_and_links_both_ways(register, client):
    shown = text(client.get("/diarium/PRV26-0001-1/"))
    assert "Dokumentinformation" in shown
    assert register["plain"].files.get().file_id in shown
    assert "Handlingen är rättad" in shown
    assert 'href="/diarium/PRV26-0001-5/"' in shown
    assert "Begär handlingen hos" in shown
    back = text(client.get("/diarium/PRV26-0001-5/"))
    assert "Det här är en rättelse" in back
    assert 'href="/diarium/PRV26-0001-1/"' in back


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("secret", "Sekretessmarkerad. Uppgift lämnas efter prövning"),
        ("withheld", "Uppgift lämnas efter prövning"),
        ("voided", "Makulerad: Dubbelt diarieförd"),
    ],
)
def test_a_document_that_is_not_disclosed_is_number_and_date(register, client, key, says):
    shown = text(client.get(f"/diarium/{register[key].number}/"))
    assert says in shown
    assert "2026-05-07" in shown
    assert "Dokumentinformation" not in shown
    assert client.get(f"/diarium/{register[key].number}.pdf").status_code == 404


def test_the_archive_pdf_is_served_when_it_is_made(series, client):
    registered = document()
    address = f"/diarium/{registered.number}.pdf"
    waiting = client.get(address)
    assert waiting.status_code == 202
    assert "PDF-filen görs just nu" in text(waiting)
    assert waiting["Cache-Control"] == "no-store"
    kept = services.attach_file(
        document=registered, content=PDF, media_type="application/pdf", name="a.pdf",
        role="archive",
    )  # fmt: skip
    response = client.get(address)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{registered.number}.pdf"'
    assert response["ETag"] == f'"{kept.file_id}"'
    unchanged = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert f'href="{address}"' in text(client.get(f"/diarium/{registered.number}/"))
    assert f'href="{address}"' in text(client.get(f"/diarium/{registered.case.number}/"))


def test_a_document_without_file_has_no_pdf(series, client):
    registered = document(archive_expected=False)
    response = client.get(f"/diarium/{registered.number}.pdf")
    assert response.status_code == 404
    assert "finns inte som PDF här" in text(response)


@pytest.mark.parametrize(
    "address",
    ["/diarium/PRV26-0099/", "/diarium/PRV26-0001-99/", "/diarium/PRV26-0099-1.pdf",
     "/diarium/nonsens/", "/diarium/handling-1/", "/diarium/PRV26-0001-1.pdf/"],
)  # fmt: skip
def test_what_is_not_there_is_404(series, client, address):
    open_case()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("prv26-0001", "/diarium/PRV26-0001/"),
        ("PRV 26-0001-2", "/diarium/PRV26-0001-2/"),
        ("PRV26–0001", "/diarium/PRV26-0001/"),
    ],
)
def test_a_number_as_typed_leads_to_its_page(series, client, typed, leads_to):
    response = client.get(f"/diarium/{typed}/")
    assert (response.status_code, response["Location"]) == (301, leads_to)


@pytest.mark.parametrize("address", ["/diarium/", "/diarium/PRV26-0001/", "/diarium.csv"])
def test_the_register_is_only_read(series, client, address):
    open_case()
    assert client.post(address).status_code == 405


def fill(count):
    for _ in range(count // 4):
        case = open_case()
        for _ in range(4):
            document(case, files=[services.NewFile(PDF, "application/pdf", "brev.pdf")])
    return case


def test_public_pages_take_the_same_queries_for_12_and_120(
    series, client, django_assert_max_num_queries
):
    def queries(address):
        with django_assert_max_num_queries(12) as counted:
            response = client.get(address)
            assert response.status_code == 200
            text(response)
        return len(counted)

    case = fill(12)
    # A query string keeps the published bytes out of the way.
    pages = ["/diarium/?q=begäran", "/diarium.csv?q=begäran", "/diarium.xlsx?q=begäran"]
    few = [queries(address) for address in pages]
    one = queries(f"/diarium/{case.number}/?x=1")
    fill(108)
    assert [queries(address) for address in pages] == few
    for _ in range(20):
        document(case)
    assert queries(f"/diarium/{case.number}/?x=1") == one
    assert DiaryDocument.objects.count() == 140
