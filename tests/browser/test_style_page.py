"""The living page in a real browser: every component, in every way it may be met."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_county
from tests.support.walk import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/arbete/stil/"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def county(transactional_db):
    make_county()


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
def test_axe_finds_nothing_and_nothing_runs_off_the_page(open_page, violations, width):
    page = open_page(ADDRESS, width=width)
    assert page.evaluate(FITS)
    assert violations(page) == []
    assert open_page.said == []


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}],
    ids=["dark", "forced colours", "reduced motion"],
)
def test_axe_finds_nothing_in_other_lights(open_page, violations, options):
    page = open_page(ADDRESS, **options)
    assert violations(page) == []


def test_dark_is_dark_and_print_is_paper(open_page):
    page = open_page(ADDRESS, color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 24, 25)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".save-bar").is_visible()


def test_twice_the_text_still_fits(chromium, program, live_server):
    args = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=program, args=args)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{live_server.url}{ADDRESS}")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 34
        assert page.evaluate(FITS)
    finally:
        browser.close()


def test_twice_the_page_still_fits(open_page):
    assert open_page(ADDRESS, width=640, height=450, device_scale_factor=2).evaluate(FITS)


def test_lines_hold_a_readable_measure(open_page):
    page = open_page(ADDRESS)
    width = page.evaluate(
        """() => {
          const p = document.querySelector('.prose p');
          const probe = document.createElement('span');
          probe.textContent = 'Beslutet fattades av gruppen och gäller till nästa vår.';
          p.append(probe);
          probe.style.whiteSpace = 'nowrap';
          const letter = probe.getBoundingClientRect().width / probe.textContent.length;
          probe.remove();
          return p.getBoundingClientRect().width / letter;
        }"""
    )
    assert 62 <= width <= 73
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "18px"


def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page):
    page = open_page(ADDRESS, width=360, height=740)
    expected = page.evaluate(
        """() => [...document.querySelectorAll(
             'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
           .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled
             && e.type !== 'hidden' && e.type !== 'radio').length"""
    )
    seen = set()
    for _ in range(expected + 10):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              const style = getComputedStyle(e), box = e.getBoundingClientRect();
              const bar = document.querySelector('.save-bar');
              const inBar = bar.contains(e);
              const covered = !inBar && box.top >= bar.getBoundingClientRect().top
                && box.bottom <= bar.getBoundingClientRect().bottom;
              window.__n = window.__n || new Map();
              if (!window.__n.has(e)) window.__n.set(e, window.__n.size);
              return {n: window.__n.get(e), radio: e.type === 'radio',
                      what: e.outerHTML.slice(0, 90),
                      ring: parseFloat(style.outlineWidth), kind: style.outlineStyle, covered};
            }"""
        )
        if state is None:
            continue
        assert state["ring"] >= 3, state["what"]
        assert state["kind"] == "solid", state["what"]
        assert not state["covered"], state["what"]
        if not state["radio"]:
            seen.add(state["n"])
    assert len(seen) == expected


def test_targets_are_large_enough_for_a_finger(open_page):
    page = open_page(ADDRESS, width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             '.button, .masthead__menu, .footer a, .pages a, .meter a, .crumbs a, summary, select,'
             + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .choice')]
           .filter(e => e.checkVisibility())
           .filter(e => e.getBoundingClientRect().height < 44)
           .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_no_line_of_the_crumbs_begins_with_a_slash(open_page):
    page = open_page(ADDRESS, width=360)
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('.crumbs li')].map(e => ['::before', '::after'].map(
             which => getComputedStyle(e, which).content.startsWith('"/"')))"""
    )
    assert drawn == [[False, True]] * (len(drawn) - 1) + [[False, False]]
    assert len(drawn) > 1


def test_the_menu_opens_and_closes_without_a_script(open_page):
    page = open_page("/finns-inte/", width=360, java_script_enabled=False)
    menu = page.locator("#meny")
    assert not menu.is_visible()
    page.get_by_role("button", name="Meny").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_wide_paper_shows_the_navigation_at_once(open_page):
    page = open_page("/finns-inte/")
    assert page.locator("#meny").is_visible()
    assert not page.get_by_role("button", name="Meny").is_visible()


def test_mistakes_take_focus_and_lead_to_their_fields(open_page, violations):
    page = open_page(ADDRESS)
    page.get_by_label("Sammanfattning").fill("Det här ska stå kvar.")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara exemplet").click()
    summary = page.locator(".error-summary[data-error-summary]")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fel: ")
    assert "Fyra saker behöver rättas" in summary.inner_text()
    assert page.get_by_label("Sammanfattning").input_value() == "Det här ska stå kvar."
    assert violations(page) == []
    summary.get_by_role("link", name="Fyll i ”Startdatum”.").click()
    expect(page.locator("#id_starts_on")).to_be_focused()


def test_a_row_is_added_without_a_script_and_nothing_is_lost(open_page):
    page = open_page(ADDRESS, java_script_enabled=False)
    page.get_by_label("Rubrik").fill("Trygg hemgång")
    page.locator("[name=rader-1-what]").fill("Vårddygn")
    with page.expect_navigation():
        page.get_by_role("button", name="Lägg till rad").click()
    assert page.locator("[name=rader-1-what]").input_value() == "Vårddygn"
    assert page.locator("[name=rader-2-what]").input_value() == ""
    assert page.get_by_label("Rubrik").input_value() == "Trygg hemgång"
    assert page.locator(".field--error").count() == 0


def test_characters_left_are_counted(open_page):
    page = open_page(ADDRESS)
    line = page.locator("[data-count-for=id_summary]")
    expect(line).to_have_text("600 tecken kvar")
    page.get_by_label("Sammanfattning").fill("x" * 612)
    expect(line).to_have_text("12 tecken för mycket")


def test_a_question_is_a_dialog_that_gives_focus_back(open_page, violations):
    page = open_page(ADDRESS)
    link = page.get_by_role("link", name="Dra tillbaka")
    link.click()
    dialog = page.get_by_role("dialog", name="Vill du dra tillbaka exemplet?")
    dialog.wait_for()
    # The harmless answer is the one at hand.
    expect(dialog.get_by_text("Avbryt", exact=True)).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_same_question_is_a_page_without_a_script(open_page):
    page = open_page(ADDRESS, java_script_enabled=False)
    with page.expect_navigation():
        page.get_by_role("link", name="Dra tillbaka").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Vill du dra tillbaka exemplet?"
    assert page.get_by_role("link", name="Avbryt").is_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_years_are_a_drawing_on_wide_paper_and_always_a_list(open_page, violations, width):
    page = open_page(ADDRESS, width=width)
    assert page.locator(".years svg[role=img]").is_visible() == (width > 1000)
    page.get_by_text("Tidslinjen som lista").click()
    knot = page.locator(".years .knot").first
    expect(knot).to_be_visible()
    assert knot.bounding_box()["width"] < 24
    assert page.evaluate(FITS)
    assert violations(page) == []


def test_the_skip_link_comes_first_and_leads_past_the_header(open_page):
    page = open_page(ADDRESS)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#innehall")).to_be_focused()
