"""What people bring to the figures, in a real browser: accessible, on a telephone, no script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from foundation import outbox
from tests.factories import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORK = "/arbete/indikatorer/"
SET = f"{WORK}uppsattning/"
LONG = "Delaktighet vid överenskommelse och gemensam planering mellan regionens och kommunernas "


@pytest.fixture
def made(db):
    from tests.indicators.registry import make_registry

    return make_registry()


@pytest.fixture
def visit(made, open_page):
    """`visit("steward", "/arbete/…")`: a page of that person's, in a browser of their own."""

    def visited(who, address, **options):
        cookie = log_in(getattr(made, who)).cookies["sessionid"]
        kept = {
            "name": "sessionid", "value": cookie.value, "domain": "localhost", "path": "/",
            "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax",
        }  # fmt: skip
        return open_page(address, storage_state={"cookies": [kept], "origins": []}, **options)

    return visited


@pytest.fixture
def full(made):
    """Something in every state that has a page of its own; long names and units."""
    from indicators.models import DataSeries
    from indicators.services.entries import enter_value
    from indicators.services.reflections import write_reflection
    from indicators.services.reports import order_report
    from indicators.sources.base import Period
    from tests.indicators.entry.files import brought, csv_of

    DataSeries.objects.filter(pk=made.manual.pk).update(
        name=LONG * 2, unit="slutenvårdstillfällen per 100 000 invånare 65 år och äldre"
    )
    made.manual.refresh_from_db()
    entry = enter_value(
        series=made.manual, area=made.areas["0480"], period=Period(2025), gender="T", value=12.5,
        source_text="Länets gemensamma system för planering, uttag", actor=made.other_steward,
    )  # fmt: skip
    upload = brought(made, csv_of("0480;2024;T;5", "Nyköbing;2024;T;5", "0481;2024;T;99999"))
    broken = brought(made, csv_of("0480;2024;T;1,5", "0481;2024;T;1.5"))
    note = write_reflection(
        indicator=made.indicator, measure=made.measure, body=made.network, period=Period(2025),
        text="Fler möter samma personer.\n\nVi vet inte varför.", actor=made.member,
    )  # fmt: skip
    order_report(goal_area=made.goal_area, year=2025, actor=made.steward)
    return [
        f"{WORK}inmatning/", f"{WORK}inmatning/ny/", f"{WORK}inmatning/{entry.pk}/",
        f"{WORK}inmatning/{entry.pk}/bekrafta/", f"{WORK}inmatning/ny-serie/personal/",
        f"{WORK}filer/", f"{WORK}filer/ny/", f"{WORK}filer/{upload.pk}/",
        f"{WORK}filer/{broken.pk}/", f"{WORK}filer/{upload.pk}/lamna/", f"{WORK}reflektioner/",
        f"{WORK}reflektioner/ny/", f"{WORK}reflektioner/{note.pk}/", f"{WORK}rapporter/",
        "/indikatorer/rapporter/", f"{SET}", f"{SET}beslut/", f"{SET}{_recorded(made).pk}/angra/",
    ]  # fmt: skip


def _recorded(made):
    """A decision on the set that has been undone, and one that stands."""
    from indicators.services.adoption import record_adoption, undo_adoption

    number = _decision().number
    first = record_adoption(number=number, adopted=[made.measure], actor=made.steward)
    undo_adoption(adoption_id=first.pk, reason="Fel mått valdes. " * 8, actor=made.steward)
    return record_adoption(number=number, adopted=[made.indicator], actor=made.steward)


def _decision():
    from diary.models import DiarySeries
    from tests.diary.making import document

    DiarySeries.objects.create(key="prov", prefix="PRV")
    return document(category="Beslut", public_title=f"Beslut om indikatorer: {LONG}")


def fits(page, width):
    """True when nothing is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_page_is_accessible_and_fits_a_telephone(full, visit, open_page, violations):
    page = visit("steward", WORK)
    origin = page.url.removesuffix(WORK)
    for address in full:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{origin}{address}")
        assert violations(page) == [], address
        assert fits(page, 1280), address
        assert fits(page, 320), address
        assert violations(page) == [], address
    assert open_page.said == []


def test_a_decision_is_recorded_by_the_keyboard_without_a_script(made, visit):
    number = _decision().number
    page = visit("steward", f"{SET}beslut/", java_script_enabled=False)
    page.get_by_label("Fast läkare").focus()
    page.keyboard.press("Space")
    page.get_by_label("Beslutets diarienummer").fill("PRV26-4711-1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "finns ingen offentlig handling" in page.locator(".error-summary").inner_text()
    assert not page.get_by_label("Fast läkare").is_checked()
    assert page.get_by_label("Personalkontinuitet").is_checked()
    page.get_by_label("Beslutets diarienummer").fill(number.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "En indikator och ett mått är beslutade"
    with page.expect_navigation():
        page.get_by_role("link", name=number).first.click()
    assert urlsplit(page.url).path == f"/diarium/{number}/"


@pytest.mark.parametrize("place", ["inmatning/ny/", "filer/ny/", "reflektioner/ny/", "rapporter/"])
def test_a_refused_form_is_accessible_and_gives_its_summary_focus(made, visit, violations, place):
    page = visit("steward", f"{WORK}{place}", width=360)
    with page.expect_navigation():
        page.locator("main form.form button[type=submit]").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert violations(page) == []
    assert fits(page, 320)


def test_a_file_goes_all_the_way_without_a_script(made, visit, tmp_path):
    from indicators.models import Observation
    from tests.indicators.entry.files import csv_of

    file = tmp_path / "siffror.csv"
    file.write_bytes(csv_of("Norrby;2024;totalt;12,5", "Söderby;2024;totalt;7,5"))
    first = visit("steward", f"{WORK}filer/ny/", java_script_enabled=False)
    first.get_by_label("Serie").select_option(made.manual.key)
    first.get_by_label("Fil", exact=True).set_input_files(file)
    first.get_by_label("Källa").fill("Länets enkät 2026")
    with first.expect_navigation():
        first.get_by_role("button", name="Läs in filen").click()
    assert first.get_by_role("heading", level=1).inner_text() == "Filen läses"
    outbox.drain()
    with first.expect_navigation():
        first.get_by_role("link", name="Visa läget nu").click()
    heading = first.get_by_role("heading", level=1).inner_text()
    assert heading == "Filen skulle ge två nya värden"
    with first.expect_navigation():
        first.get_by_role("link", name="Lämna till granskning").click()
    with first.expect_navigation():
        first.get_by_role("button", name="Lämna till granskning").click()
    assert first.get_by_role("link", name="Inför värdena").count() == 0
    assert not Observation.objects.exists()
    second = visit("other_steward", urlsplit(first.url).path)
    second.get_by_role("link", name="Inför värdena").click()
    # The question stands on this page.
    with second.expect_navigation():
        second.get_by_role("dialog").get_by_role("button", name="Inför värdena").click()
    second.get_by_role("heading", level=1, name="Filen gav två nya värden").wait_for()
    assert sorted(Observation.objects.values_list("value", flat=True)) == [7.5, 12.5]


def test_the_reading_is_followed_to_its_end_without_a_touch(made, visit):
    from indicators.services.uploads.receiving import receive_file
    from tests.indicators.entry.files import csv_of

    upload = receive_file(
        series=made.manual, name="a.csv", content=csv_of("0480;2024;T;5"), source_text="Enkäten",
        actor=made.steward,
    )  # fmt: skip
    page = visit("steward", f"{WORK}filer/{upload.pk}/")
    assert page.get_by_role("progressbar").is_visible()
    outbox.drain()
    page.get_by_role("heading", level=1, name="Filen skulle ge ett nytt värde").wait_for()
