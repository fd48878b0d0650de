"""Pages ask the database a constant number of questions, and few."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives import services
from initiatives.models import Initiative, Project, TemplateField
from initiatives.rules import can_read_initiative
from tests.factories import World, initiative_in, make_need

MOST = 12
LISTS = [
    ("author", "initiatives_work"),
    ("author", "my_work"),
    ("receiver", "my_work"),
    ("receiver", "initiative_inbox"),
    ("assessor", "needs_work"),
    (None, "needs_public"),
    (None, "initiatives_public"),
    (None, "projects_public"),
]


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    questions = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    return len(questions)


def may_read(world: World, role: str, initiative: Initiative) -> bool:
    return can_read_initiative(getattr(world, role), initiative)


def add_one_of_each(world: World, number: int) -> None:
    need = make_need(title=f"Behov nummer {number}")
    need.focus_areas.add(world.focus_area)
    Project.objects.create(key=f"projekt-{number}", name=f"Arbete {number}")
    initiative_in(world, "submitted", title=f"Inskickat nummer {number}")
    initiative_in(world, "needs_completion", title=f"Kompletteras nummer {number}")
    initiative_in(world, "published", title=f"Offentligt nummer {number}")


def counts(world: World) -> dict[tuple[str | None, str], int]:
    return {
        (role, name): count(world.browser(role) if role else Client(), reverse(name))
        for role, name in LISTS
    }


def test_more_rows_ask_no_more(world: World) -> None:
    add_one_of_each(world, 1)
    one = counts(world)
    for number in range(2, 5):
        add_one_of_each(world, number)
    assert counts(world) == one
    assert max(one.values()) <= MOST


def test_the_overview_asks_little_empty_or_full(world: World) -> None:
    empty = services.start_initiative(
        title="Ett nytt initiativ", originating_body=world.group_b, actor=world.author
    )
    address = reverse("initiative_work", args=[empty.pk])
    assert count(world.browser("author"), address) <= MOST
    for state in ("draft", "preparing", "needs_completion", "submitted", "trial"):
        full = initiative_in(world, state)
        address = reverse("initiative_work", args=[full.pk])
        for role in ("author", "convener_a"):
            if may_read(world, role, full):
                assert count(world.browser(role), address) <= MOST, (state, role)
    assert count(world.browser("registrar"), address) <= MOST
    assert count(world.browser("decider"), address) <= MOST


def test_answers_in_rows_ask_no_more(world: World) -> None:
    """Names of organisations, measures and indicators are read for all fields at once."""

    def in_rows(**limits: Any) -> dict[str, Any]:
        return {"kind": "rows", "limits": limits}

    columns = [
        {"key": "who", "label": "Vem", "kind": "organisation"},
        {"key": "measure", "label": "Mått", "kind": "measure"},
        {"key": "indicator", "label": "Indikator", "kind": "indicator"},
    ]
    initiative = initiative_in(world, "preparing")
    address = reverse("initiative_work", args=[initiative.pk])
    before = count(world.browser("convener_a"), address)
    row = {
        "who": str(world.north.pk), "measure": str(world.measure.pk),
        "indicator": str(world.indicator.pk),
    }  # fmt: skip
    codes = ("D1", "D2", "D3", "D4", "B9")
    TemplateField.objects.filter(code__in=codes).update(**in_rows(columns=columns))
    services.save_section(
        initiative_id=initiative.pk, version=None, actor=world.convener_a,
        answers={code: [row, row | {"indicator": ""}] for code in codes},
    )  # fmt: skip
    assert count(world.browser("convener_a"), address) == before <= MOST
    page = world.browser("convener_a").get(address).content.decode()
    assert page.count(f"<td>{world.north}</td>") == 10
    assert page.count(f"måttet ”{world.measure}” saknar indikator") == 5


@pytest.mark.parametrize("code", ["A", "B", "C", "D"])
def test_a_section_asks_little(world: World, code: str) -> None:
    initiative = initiative_in(world, "draft")
    address = reverse("initiative_section", args=[initiative.pk, code])
    assert count(world.browser("author"), address) <= 12


def test_entries_that_need_rows_are_asked_for_at_once(world: World) -> None:
    from county.models import SteeringDocument
    from diary.models import DiarySeries
    from foundation.navigation import links

    def footer() -> set[str]:
        with CaptureQueriesContext(connection) as asked:
            found = links("footer", county=world.county)
        assert len(asked) == 1
        return {link.key for link in found} & {"documents", "verify"}

    assert footer() == {"verify"}
    SteeringDocument.objects.create(key="plan", name="Planen")
    assert footer() == {"documents", "verify"}
    DiarySeries.objects.all().delete()
    assert footer() == {"documents"}


def test_the_county_is_read_once_in_a_request(world: World) -> None:
    from county.models import County

    initiative = initiative_in(world, "draft")
    address = reverse("initiative_work", args=[initiative.pk])
    browser = world.browser("author")
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    assert sum('FROM "county_county"' in each["sql"] for each in asked) == 1
    County.objects.update(programme="Nära vård på nytt")
    assert "Nära vård på nytt" in browser.get(address).content.decode()


def test_the_history_asks_the_same_however_long(world: World) -> None:
    initiative = initiative_in(world, "draft")
    address = reverse("initiative_changes", args=[initiative.pk])

    def write(number: int) -> None:
        services.save_section(
            initiative_id=initiative.pk, version=None,
            answers={"A6": f"Text {number}", "B4": [] if number % 2 else [world.target_group.pk]},
            actor=world.author,
        )  # fmt: skip

    write(1)
    few = count(world.browser("author"), address)
    for number in range(2, 9):
        write(number)
    assert count(world.browser("author"), address) == few


def test_lists_are_paged(world: World) -> None:
    first = initiative_in(world, "draft")
    for _ in range(51):
        Initiative.objects.create(
            title="Ännu ett initiativ", template=first.template, author=first.author,
            originating_body=first.originating_body, organisation=first.organisation,
        )  # fmt: skip
    page = world.browser("author").get(reverse("initiatives_work")).content.decode()
    assert page.count("/arbete/initiativ/") < 80
    assert "sida=2" in page


def test_joint_initiatives_are_paged_newest_first(world: World) -> None:
    first = initiative_in(world, "published", title="Den första satsningen")
    address = f"{reverse('initiatives_public')}?sida=1"
    one = count(Client(), address)
    for number in range(30):
        Initiative.objects.create(
            title=f"Satsning {number}", template=first.template, author=first.author,
            originating_body=first.originating_body, state="approved", lead_body=world.group_a,
            published_at=first.published_at + timedelta(days=number + 1),
        )  # fmt: skip
    page = Client().get(address).content.decode()
    assert page.count("<h2><a href=") == 25
    assert "31 beslutade satsningar" in page.lower()
    assert "Satsning 29" in page
    assert "Den första satsningen" not in page
    rest = Client().get(address.replace("1", "2")).content.decode()
    assert rest.count("<h2><a href=") == 6
    assert "Den första satsningen" in rest
    assert count(Client(), address) == one <= MOST


def test_lists_read_no_answers(world: World) -> None:
    """What an initiative says is long, and a list only names it."""
    initiative_in(world, "needs_completion")
    initiative_in(world, "preparing")
    places = [
        ("receiver", "initiative_inbox"), ("author", "initiatives_work"), ("author", "my_work"),
        ("receiver", "my_work"), ("convener_a", "my_work"),
    ]  # fmt: skip
    for role, name in places:
        browser = world.browser(role)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse(name)).status_code == 200
        read = [each["sql"] for each in asked if '"answers"' in each["sql"]]
        assert not read, (role, name)
