"""Every page answers, for those who may see it, with what they came for."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import StatusChange
from initiatives.models import Need
from tests.factories import World, initiative_in, make_need


def logged_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(
        world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


PUBLIC = ["needs_public", "need_give", "need_ask", "initiatives_public", "projects_public"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_answer_without_a_cookie(world: World, name: str) -> None:
    answer = Client().get(reverse(name))
    assert answer.status_code == 200
    assert set(answer.cookies) <= ({"csrftoken"} if name in {"need_give", "need_ask"} else set())
    assert "{" not in answer.content.decode().split("<main")[1].replace("{&quot;", "")


WORK = [
    ("author", "my_work"),
    ("author", "initiatives_work"),
    ("author", "initiative_new"),
    ("receiver", "initiative_inbox"),
    ("assessor", "needs_work"),
]


def test_work_pages_answer_and_ask_for_login(world: World) -> None:
    make_need()
    initiative_in(world, "submitted")
    for who, name in WORK:
        assert logged_in(world, who).get(reverse(name)).status_code == 200, name
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/konto/"), name


STATES = [
    "draft", "preparing", "needs_completion", "remitted", "approved", "directive_review", "trial",
    "rejected", "withdrawn", "tabled",
]  # fmt: skip


def test_the_overview_shows_every_state(world: World) -> None:
    client = logged_in(world, "author")
    for state in STATES:
        initiative = initiative_in(world, state)
        page = client.get(reverse("initiative_work", args=[initiative.pk]))
        assert page.status_code == 200, state
        assert initiative.title in page.content.decode(), state


def test_need_pages(world: World) -> None:
    need = make_need()
    client = Client()
    assert client.get(reverse("need_thanks", args=[need.code])).status_code == 200
    answer = client.get(reverse("need_answer", args=[need.code]))
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert Need.objects.count() == 1
    assess = logged_in(world, "assessor").get(reverse("need_assess", args=[need.pk]))
    assert assess.status_code == 200


def test_sections_open(world: World) -> None:
    initiative, client = initiative_in(world, "draft"), logged_in(world, "author")
    for code in "ABCD":
        page = client.get(reverse("initiative_section", args=[initiative.pk, code]))
        assert page.status_code == 200, code


def test_public_satsning(world: World) -> None:
    initiative = initiative_in(world, "published")
    page = Client().get(reverse("initiative_public", args=[initiative.pk]))
    assert page.status_code == 200
    assert "Beslut: en gemensam satsning" in page.content.decode()
    assert StatusChange.of(initiative).count() == 4


def test_directive_pages(world: World) -> None:
    initiative = initiative_in(world, "approved")
    client = logged_in(world, "member_a")
    assert client.get(reverse("directive_edit", args=[initiative.pk])).status_code == 200
    assert client.get(reverse("directive_hand_in", args=[initiative.pk])).status_code == 200
