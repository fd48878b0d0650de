"""The indicators' pages in a real browser: accessible, readable on a telephone, as drawn."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/indikatorer/",
    "/indikatorer/huvudman/kommun-9902/",
    "/matt/inom-tre/",
    "/matt/lakare/",
    "/matt/inom-tre/varde/kolada-n11111/9900/2023/",
)


@pytest.fixture
def county(db):
    from tests.indicators.pages.figures_county import build

    return build()


def smallest_text(page):
    """The smallest text of the drawings that are seen, in pixels on the screen."""
    return page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.chart svg')]
            .filter(svg => svg.getBoundingClientRect().width > 0)
            .flatMap(svg => [...svg.querySelectorAll('text')].map(text =>
                parseFloat(getComputedStyle(text).fontSize)
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)))"""
    )


def touching(page):
    """Pairs of words in a drawing that touch, as the browser has set them."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.chart svg')]
            .filter(svg => svg.getBoundingClientRect().width > 0)
            .flatMap(svg => {
                const words = [...svg.querySelectorAll('text')]
                    .map(text => [text.textContent, text.getBoundingClientRect()]);
                return words.flatMap(([one, a], i) => words.slice(i + 1)
                    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
                        && a.top < b.bottom - 5 && b.top < a.bottom - 5)
                    .map(([other]) => one + ' / ' + other));
            })"""
    )


def fits(page, width):
    """True when nothing is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pages_are_accessible_and_fit_a_telephone(county, open_page, violations):
    for address in PAGES:
        page = open_page(f"{address}?v")
        assert fits(page, 1280), address
        assert fits(page, 360), address
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert fits(page, 320), address
        assert violations(page) == [], address
        page.context.close()
    assert open_page.said == []


def test_the_pictures_are_read_at_every_width_and_no_words_touch(county, open_page):
    for address in ("/matt/inom-tre/", "/matt/lakare/", "/matt/pahittat/"):
        page = open_page(f"{address}?v")
        for width in (320, 768, 1280):
            assert fits(page, width), (address, width)
            seen = page.locator(".chart > svg:visible").count()
            assert seen == page.locator("figure.chart").count()
            assert smallest_text(page) >= 11.9, (address, width)
            assert touching(page) == [], (address, width)
        page.context.close()


def test_dark_screens_show_light_words_on_dark_paper(county, open_page):
    page = open_page("/matt/inom-tre/?v", color_scheme="dark")
    label = page.locator(".chart svg:visible g.k-act text").first
    assert label.evaluate("node => getComputedStyle(node).fill") == "rgb(155, 208, 228)"


def test_a_figure_is_traced_by_clicking(county, open_page):
    page = open_page("/matt/inom-tre/?v")
    page.locator("#utveckling summary").click()
    with page.expect_navigation():
        page.locator("#utveckling td a", has_text="85,3").click()
    assert page.locator("h1").inner_text() == "Provregionen 2023: 85,3\u00a0%"
    assert "Reviderad" in page.locator("main").inner_text()


def test_another_area_is_chosen_without_scripts(county, open_page):
    page = open_page("/matt/lakare/?v", java_script_enabled=False)
    page.get_by_label("Område").select_option("9902")
    with page.expect_navigation():
        page.get_by_role("button", name="Visa").click()
    assert "Söderby låg på" in page.locator(".lead").inner_text()
