"""The initiative pages in a real browser: the eye of axe, a phone, the keyboard, no script."""

from urllib.parse import urlparse

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.support.waiting import until
from tests.support.walk import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
LONG_TITLE = (
    "Läkemedelsgenomgångar, samordnad vårdplanering och utskrivningsprocesser i hela länet för "
    "äldre med hemtjänst"
)
INSTEAD = {"label": "Det kostar inget", "reason": "Varför det inte kostar något"}


@pytest.fixture
def world(transactional_db):
    from initiatives.models import TemplateField
    from tests.factories import small_county

    made = small_county()
    cost = TemplateField.objects.get(code="C4")
    cost.limits = cost.limits | {"instead": INSTEAD}
    cost.save()
    return made


@pytest.fixture
def as_role(chromium, live_server, world):
    """`as_role("author", address, width=360)`: the page, logged in; anonymous without a role."""
    contexts = {}

    def opened(role, address, *, width=1280, **options):
        key = (role, width, *options)
        if key not in contexts:
            contexts[key] = chromium.new_context(
                viewport={"width": width, "height": 900}, **options
            )
            contexts[key].set_default_timeout(PATIENCE)
            if role:
                client = Client()
                client.force_login(
                    world.people[role],
                    backend="allauth.account.auth_backends.AuthenticationBackend",
                )
                cookie = {
                    "name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/",
                    "domain": urlparse(live_server.url).hostname,
                }  # fmt: skip
                contexts[key].add_cookies([cookie])
        page = contexts[key].new_page()
        answer = page.goto(f"{live_server.url}{address}")
        assert answer.status == 200, address
        return page

    yield opened
    for context in contexts.values():
        context.close()


def tab_to(page, found, *, most=120):
    """Press Tab until the focused element is what is looked for; it is seen, and has a ring."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {found})(document.activeElement)"):
            break
    else:
        pytest.fail(f"the keyboard never reaches {found}")
    state = page.evaluate(
        """() => {
          const e = document.activeElement, style = getComputedStyle(e);
          const box = e.getBoundingClientRect(), bar = document.querySelector('.save-bar');
          const edge = bar && !bar.contains(e) ? bar.getBoundingClientRect().top : innerHeight;
          return {ring: parseFloat(style.outlineWidth), kind: style.outlineStyle,
                  seen: box.top >= 0 && box.top < edge};
        }"""
    )
    assert state["ring"] >= 3, found
    assert state["kind"] == "solid", found
    assert state["seen"], found


def every_state(world):
    """(role, address, what axe looks at) of each kind of page, in the states that look different.

    Axe looks where the page is built anew: on the phone (360), on wide paper too, or not at all
    where another page in the list is made of the same parts.
    """
    from initiatives import services
    from tests.factories import initiative_in

    empty = services.start_initiative(
        title="Ett nytt initiativ", originating_body=world.group_b, actor=world.author
    )
    full = initiative_in(world, "preparing", title=LONG_TITLE)
    asked = initiative_in(world, "needs_completion", title="Egenmonitorering hemma")
    joint = initiative_in(world, "published", title="Trygg hemgång i tre kommuner")
    one = "/arbete/initiativ"
    return [
        ("author", f"{one}/nytt/", {360}),
        ("author", f"{one}/", {360}),
        ("author", f"{one}/{empty.pk}/", set()),
        ("author", f"{one}/{full.pk}/", {360, 1280}),
        ("author", f"{one}/{asked.pk}/", {360}),
        ("author", f"{one}/{full.pk}/B/", set()),
        ("author", f"{one}/{full.pk}/C/", {360, 1280}),
        ("author", f"{one}/{full.pk}/andringar/", {360}),
        ("receiver", f"{one}/{asked.pk}/versioner/1/", {360}),
        ("receiver", "/arbete/inkorg/", set()),
        ("author", f"{one}/{asked.pk}/aterkalla/", set()),
        ("member_a", f"{one}/{joint.pk}/direktiv/", {360}),
        ("assessor", "/arbete/behov/", set()),
        (None, "/behov/lamna/", {360}),
        (None, f"/satsningar/{joint.pk}/", set()),
    ]


def test_the_pages_are_clean_and_fit(as_role, world, violations):
    from tests.factories import make_need

    make_need(title="Samordnad utskrivningsplanering för personer med långvariga behov")
    for role, address, looked_at in every_state(world):
        page = as_role(role, address, width=360)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(FITS), (address, width)
            if width in looked_at:
                assert violations(page) == [], (address, width)
        page.close()


def test_what_is_wrong_takes_focus_and_what_was_typed_stays(as_role, world, violations):
    from tests.factories import initiative_in

    initiative = initiative_in(world, "draft")
    page = as_role("author", f"/arbete/initiativ/{initiative.pk}/C/", width=360)
    page.get_by_label("C1 Önskat uppdrag").fill("att ringa 811218-9876")
    page.locator("[name=C4-0-cost]").fill("mycket")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara", exact=True).click()
    assert page.title().startswith("Fel: ")
    expect(page.locator(".error-summary[data-error-summary]")).to_be_focused()
    assert page.locator("[name=C4-0-cost]").input_value() == "mycket"
    assert "811218-9876" in page.get_by_label("C1 Önskat uppdrag").input_value()
    assert page.evaluate(FITS)
    assert violations(page) == []
    page.get_by_role("link", name="Kostnad").click()
    page.wait_for_url("**#falt-C4")
    assert page.locator("#falt-C4").bounding_box()["y"] >= 0
    # The two steps that the summary asks for, and all is saved.
    page.get_by_label("C1 Önskat uppdrag").fill("att prova i två kommuner")
    page.locator("[name=C4-0-cost]").fill("400 000")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_text("Sparat kl.").first.wait_for()
    initiative.refresh_from_db()
    assert initiative.answers["C1"] == "att prova i två kommuner"
    assert initiative.answers["C4"][0]["cost"] == "400000"


def test_a_press_while_the_text_saves_itself_waits_and_is_not_refused(as_role, world):
    from tests.factories import initiative_in

    initiative = initiative_in(world, "draft")
    page = as_role("author", f"/arbete/initiativ/{initiative.pk}/C/")
    held = []

    def hold(route):
        """The portal has saved, and its answer is still on the way."""
        if "x-autosave" in route.request.headers:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/*", hold)
    with page.expect_request(lambda request: "x-autosave" in request.headers):
        page.get_by_label("C1 Önskat uppdrag").fill("att prova i två kommuner")
    until(lambda: page.wait_for_timeout(50) or held, "the portal to save")
    page.get_by_role("button", name="Spara", exact=True).click()
    ((route, answer),) = held
    with page.expect_navigation():
        route.fulfill(response=answer)
    expect(page.locator(".error-summary")).to_have_count(0)
    page.get_by_text("Sparat kl.").first.wait_for()
    initiative.refresh_from_db()
    assert initiative.answers["C1"] == "att prova i två kommuner"


def test_a_section_is_written_and_saved_by_keyboard_alone(as_role, world):
    from tests.factories import initiative_in

    initiative = initiative_in(world, "draft")
    page = as_role("author", f"/arbete/initiativ/{initiative.pk}/C/")
    tab_to(page, "e.name === 'C1'")
    page.keyboard.press("Control+A")
    page.keyboard.type("att prova med bara tangenter")
    tab_to(page, "e.name === 'C4-1-item'")
    page.keyboard.type("Resor")
    tab_to(page, "e.name === 'C4-1-cost'")
    page.keyboard.type("5 000")
    tab_to(page, "e.name === 'C4-1-financing'")
    page.keyboard.type("5 000")
    tab_to(page, "e.value === 'C4' && e.name === 'add_row'")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("[name=C4-2-item]").count() == 1
    assert page.locator("[name=C4-1-item]").input_value() == "Resor"
    tab_to(page, "e.type === 'submit' && e.textContent.trim() === 'Spara'")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("Sparat kl.").first.is_visible()
    initiative.refresh_from_db()
    assert initiative.answers["C1"] == "att prova med bara tangenter"
    assert initiative.answers["C4"][1] == {"item": "Resor", "cost": "5000", "financing": "5000"}


def test_a_reason_instead_is_given_without_a_script(as_role, world):
    from tests.factories import initiative_in

    initiative = initiative_in(world, "draft")
    address = f"/arbete/initiativ/{initiative.pk}"
    page = as_role("author", f"{address}/C/", java_script_enabled=False)
    group = page.get_by_role("group", name="C4 Ekonomi och finansiering: Det kostar inget")
    group.get_by_text("Det kostar inget", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Spara och gå till översikten").click()
    wrong = page.get_by_role("link", name="när ”Det kostar inget” är ikryssat")
    wrong.click()
    group.get_by_label("Varför det inte kostar något").fill("Arbetet ryms i det som görs i dag.")
    page.get_by_label("Ta bort rad 1").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Spara och gå till översikten").click()
    text = page.locator("main").inner_text()
    assert "Det kostar inget: Arbetet ryms i det som görs i dag." in text
    assert "saknas innan det kan skickas in" not in text
