"""J10 from the first fetch to a revised value, as a steward and a citizen meet it in a browser."""

import pytest

from tests.browser.test_figures_work import HOME, emulated, people, source, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["emulated", "people", "source", "visit"]
KPI, NORTH, SOUTH = "N20500", "0480", "0461"
PUBLIC = "/matt/risk/"


@pytest.fixture
def measured(source):
    """A measure that the series stands for, so that everybody can read its figures."""
    from county.models import GoalArea
    from indicators.models import Indicator, Measure, MeasureSource

    goal = GoalArea.objects.create(key="god", name="God hälsa", order=1)
    indicator = Indicator.objects.create(key="fore", name="Förebyggande", goal_area=goal, order=1)
    measure = Measure.objects.create(key="risk", name="Riskförebyggande åtgärder", order=1)
    measure.indicators.add(indicator)
    MeasureSource.objects.create(
        key="risk-n20500", measure=measure, series=source.series[KPI], main=True
    )
    return source


def fetch(page, source):
    """The steward presses the button, and the worker carries the run out."""
    page.goto(f"{page.url.split('/arbete')[0]}{HOME}")
    page.locator("form", has=page.locator("[value=kolada]")).get_by_role("button").click()
    page.get_by_role("heading", level=1, name="Hämtningen från Kolada pågår").wait_for()
    # Away meanwhile: a page that follows the run reads itself anew at the end.
    followed = page.url
    page.goto("about:blank")
    source.drain()
    page.goto(followed)
    return page.get_by_role("heading", level=1).inner_text()


def table_of(page):
    """{what stands first in the row: the row} of every table on the page, folded out or not."""
    rows = page.locator("main table tbody tr").all()
    return {(row.locator("th").text_content() or "").strip(): row.text_content() for row in rows}


def test_the_figures_stay_true_whatever_the_source_does(measured, visit, open_page):
    from indicators.models import Observation

    steward = visit(HOME)
    assert fetch(steward, measured) == "Allt hämtades från Kolada"
    citizen = open_page(f"{PUBLIC}?omrade={NORTH}")
    first = citizen.locator("main p.lead").inner_text()
    assert "Nyköping låg på" in first
    drawn = citizen.locator("#utveckling svg").first.inner_html()
    stored = Observation.objects.count()
    latest = Observation.objects.filter(series=measured.series[KPI]).latest("year").year

    # Once more: nothing is doubled and nothing moves.
    assert fetch(steward, measured) == "Allt hämtades från Kolada"
    assert Observation.objects.count() == stored

    # The source is down: the old values stay, it is said where they are read, and to whom it falls.
    measured.faults({"503": {}})
    assert fetch(steward, measured) == "Hämtningen från Kolada misslyckades"
    citizen.reload()
    assert citizen.locator("main p.lead").inner_text() == first
    assert citizen.locator("#utveckling svg").first.inner_html() == drawn
    assert citizen.get_by_text("Nya värden kunde inte hämtas").is_visible()
    assert citizen.get_by_text("Värdena här är de senast hämtade").is_visible()
    steward.goto(f"{steward.url.split('/arbete')[0]}/arbete/")
    assert steward.get_by_text("Hämtningen från Kolada misslyckades.").is_visible()

    # It is up again, with one value revised and one taken back.
    measured.faults({"reset": True})
    measured.faults({
        "revise": {"kpi": KPI, "area": NORTH, "year": latest, "gender": "T", "value": 33.3},
        "null_value": {"kpi": KPI, "area": SOUTH, "year": latest},
    })  # fmt: skip
    assert fetch(steward, measured) == "Allt hämtades från Kolada"
    citizen.reload()
    assert "33,3" in citizen.locator("main p.lead").inner_text().replace("\xa0", " ")
    assert citizen.get_by_text("Nya värden kunde inte hämtas").count() == 0
    with citizen.expect_navigation():
        citizen.locator("main p.lead a").click()
    trace = citizen.locator("main").inner_text()
    assert "Reviderad" in trace
    assert "33,3" in trace
    was = Observation.objects.get(
        series=measured.series[KPI], area__code=NORTH, year=latest, gender="T"
    )
    assert (was.value, was.revised) == (33.3, True)
    missing = open_page(f"{PUBLIC}?omrade={SOUTH}")
    assert "uppgift saknas" in table_of(missing)[str(latest)]
    assert Observation.objects.count() == stored
    assert open_page.said == []
