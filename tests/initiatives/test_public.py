"""What everybody sees: decided and diarised initiatives, ongoing joint work, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from county.models import CitizenQuestion
from diary.models import DiarySeries
from foundation.errors import WrongState
from foundation.models import PageTouch
from initiatives import services
from initiatives.models import Initiative, Project
from initiatives.paths import public_paths
from tests.factories import World, initiative_in

HIDDEN = ["draft", "preparing", "submitted", "needs_completion", "scheduled", "tabled", "remitted",
          "rejected", "withdrawn_late", "approved", "directive_review"]  # fmt: skip


def test_nothing_is_public_before_the_decision_is_diarised(world: World) -> None:
    hidden = {
        state: initiative_in(world, state, title="Det hemliga initiativet") for state in HIDDEN
    }
    paths = list(public_paths())
    for state, initiative in hidden.items():
        address = reverse("initiative_public", args=[initiative.pk])
        assert Client().get(address).status_code == 404, state
        assert address not in paths, state
    for name in ("initiatives_public", "projects_public", "needs_public"):
        assert "Det hemliga" not in Client().get(reverse(name)).content.decode()


def test_publishing_touches_the_pages_and_twice_is_once(world: World) -> None:
    initiative = initiative_in(world, "approved")
    PageTouch.objects.all().delete()
    before = services.publish(initiative.pk, actor=world.registrar).published_at
    assert before is not None
    assert services.publish(initiative.pk, actor=world.registrar).published_at == before
    [touched] = PageTouch.objects.all()
    assert {"initiatives", f"initiative:{initiative.pk}", "roadmap"} <= set(touched.tags)
    assert reverse("initiative_public", args=[initiative.pk]) in list(public_paths())


def test_only_a_joint_initiative_is_published(world: World) -> None:
    with pytest.raises(WrongState):
        services.publish(initiative_in(world, "scheduled").pk, actor=world.registrar)


def test_the_page_tells_what_who_and_where_it_stands(world: World) -> None:
    initiative = initiative_in(world, "published")
    assert initiative.case is not None
    page = Client().get(reverse("initiative_public", args=[initiative.pk])).content.decode()
    for words in (
        initiative.summary,
        "Beredningsgrupp Äldre",
        "Beredningsgrupp Unga",
        "Norrby, Provregionen",
        f"/malomraden/{world.goal_area.key}/",
        f"/fokusomraden/{world.focus_area.key}/",
        f"/diarium/{initiative.case.number}/",
        "Direktivet skrivs",
        "Test i liten skala",
    ):
        assert words in page, words
    # People and reasons stay in the work pages.
    for words in ("Person author", "Person decider", initiative.answers["B1"][:40]):
        assert words not in page, words


def test_documents_without_a_public_title_are_not_listed(world: World) -> None:
    initiative = initiative_in(world, "published")
    page = Client().get(reverse("initiative_public", args=[initiative.pk])).content.decode()
    assert "Handlingar</h2>" not in page


def test_without_a_diary_there_is_no_case(world: World) -> None:
    DiarySeries.objects.all().delete()
    initiative = initiative_in(world, "published")
    page = Client().get(reverse("initiative_public", args=[initiative.pk])).content.decode()
    assert "/diarium/None" not in page
    assert ">Ärende<" not in page


def test_only_joint_work_is_listed(world: World) -> None:
    Project.objects.create(
        key="gemensamt", name="Gemensamt arbete", state="completed", state_words="klart 2023",
        focus_area=world.focus_area, source="Rapporten",
    )  # fmt: skip
    Project.objects.create(key="internt", name="Internt arbete", scope="internal")
    page = Client().get(reverse("projects_public")).content.decode()
    assert "Gemensamt arbete" in page
    assert "Internt arbete" not in page
    one = Client().get(reverse("project_public", args=["gemensamt"])).content.decode()
    assert "klart 2023" in one
    assert "Rapporten" in one
    assert Client().get(reverse("project_public", args=["internt"])).status_code == 404
    paths = list(public_paths())
    assert reverse("project_public", args=["gemensamt"]) in paths
    assert reverse("project_public", args=["internt"]) not in paths


def test_unanswered_questions_are_visibly_unanswered(world: World) -> None:
    CitizenQuestion.objects.create(key="f1", text="Hur får jag tid?", focus_area=world.focus_area)
    CitizenQuestion.objects.create(key="f2", text="Vem ringer jag?", answer="Ring 1177.")
    page = Client().get(reverse("needs_public")).content.decode()
    assert page.count("Inget svar är registrerat.") == 1
    assert "Ring 1177." in page


def test_published_pages_set_no_cookie_and_know_nobody(world: World) -> None:
    initiative = initiative_in(world, "published")
    for name in ("needs_public", "initiatives_public", "projects_public", "initiative_public"):
        args = [initiative.pk] if name == "initiative_public" else []
        anonymous = Client().get(reverse(name, args=args))
        known = world.browser("author").get(reverse(name, args=args))
        assert not anonymous.cookies, name
        assert "Cookie" not in anonymous.headers.get("Vary", ""), name
        assert anonymous.content == known.content, name


def test_a_county_that_has_decided_nothing_says_so(world: World) -> None:
    assert not Initiative.objects.exists()
    page = Client().get(reverse("initiatives_public")).content.decode()
    assert "Inga beslut är registrerade i portalen än" in page
    page = Client().get(reverse("projects_public")).content.decode()
    assert "Inga arbeten är registrerade" in page
