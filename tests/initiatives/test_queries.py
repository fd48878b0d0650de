"""Pages ask the database a constant number of questions, and few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import Initiative, Project
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


@pytest.mark.parametrize("state", ["draft", "preparing", "needs_completion", "submitted", "trial"])
def test_the_overview_asks_little(world: World, state: str) -> None:
    initiative = initiative_in(world, state)
    address = reverse("initiative_work", args=[initiative.pk])
    assert count(world.browser("author"), address) <= 15


@pytest.mark.parametrize("code", ["A", "B", "C", "D"])
def test_a_section_asks_little(world: World, code: str) -> None:
    initiative = initiative_in(world, "draft")
    address = reverse("initiative_section", args=[initiative.pk, code])
    assert count(world.browser("author"), address) <= 12


def test_the_history_asks_the_same_however_long(world: World) -> None:
    from initiatives import services

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
