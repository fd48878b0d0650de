"""My work: a letter of what waits, and nothing that does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.waiting import WaitingItem, register, waiting_for
from initiatives import services
from initiatives.models import Initiative
from tests.factories import World, initiative_in, make_need


def sentences(world: World, role: str) -> list[str]:
    return [item.sentence for item in waiting_for(getattr(world, role))]


TITLE = "”Reservplan när en anhörig blir sjuk”"

WAITS = [
    ("preparing", "member_a", f"[Bered] {TITLE}"),
    ("submitted", "receiver", f"[Läs igenom] {TITLE} som har kommit in"),
    ("needs_completion", "author", f"[Komplettera] {TITLE}"),
    ("remitted", "convener_b", f"[Skriv om] {TITLE} efter återremissen"),
    ("approved", "member_a", f"[Skriv direktivet] för {TITLE}"),
]


@pytest.mark.parametrize(("state", "role", "sentence"), WAITS)
def test_what_waits_for_whom(world: World, state: str, role: str, sentence: str) -> None:
    assert sentence not in sentences(world, role)
    initiative_in(world, state)
    assert sentence in sentences(world, role)
    assert sentence not in sentences(world, "outsider")
    page = world.browser(role).get(reverse("my_work")).content.decode()
    verb = sentence[1:].partition("]")[0]
    assert f">{verb}</a>" in page


def test_nothing_to_prepare_for_those_who_do_not(world: World) -> None:
    initiative_in(world, "preparing")
    initiative_in(world, "approved")
    for role in ("author", "colleague", "convener_b"):
        for word in ("Bered", "direktivet"):
            assert not [each for each in sentences(world, role) if word in each], (role, word)


def test_a_group_that_has_noted_waits_no_more(world: World) -> None:
    initiative = initiative_in(world, "preparing")
    services.note_ready(initiative_id=initiative.pk, version=None, actor=world.member_a)
    assert sentences(world, "member_a") == []
    assert sentences(world, "convener_a") == [
        "[Skicka in] ”Reservplan när en anhörig blir sjuk”, som är färdigberett"
    ]


def test_needs_are_counted(world: World) -> None:
    assert sentences(world, "assessor") == []
    make_need()
    assert sentences(world, "assessor") == ["[Bedöm] ett nytt behov"]
    make_need(title="Ett till")
    assert sentences(world, "assessor") == ["[Bedöm] två nya behov"]


def test_the_heading_counts_and_an_empty_letter_is_kind(world: World) -> None:
    page = world.browser("receiver").get(reverse("my_work")).content.decode()
    assert "Inget väntar på dig" in page
    initiative_in(world, "submitted")
    page = world.browser("receiver").get(reverse("my_work")).content.decode()
    assert "En sak väntar på dig" in page


def test_what_has_waited_longest_comes_first(world: World) -> None:
    initiative_in(world, "submitted", title="Den nyare av de två")
    older = initiative_in(world, "submitted", title="Den äldre av de två")
    Initiative.objects.filter(pk=older.pk).update(received_at=timezone.now() - timedelta(days=3))
    found = sentences(world, "receiver")
    assert ["äldre" in each for each in found] == [True, False]


def test_a_sentence_has_its_verb_as_the_link() -> None:
    task = WaitingItem("Innan mötet: [läs] underlaget", "/x/", due="i morgon").task
    assert (task.before, task.verb, task.after, task.url) == (
        "Innan mötet:", "läs", "underlaget", "/x/",
    )  # fmt: skip
    assert task.due == "i morgon"
    whole = WaitingItem("Läs underlaget", "/x/").task
    assert (whole.before, whole.verb, whole.after) == ("", "Läs underlaget", "")


def test_what_has_no_day_comes_last(world: World) -> None:
    from foundation import waiting

    @register
    def provider(user: object) -> list[WaitingItem]:
        return [WaitingItem("[Gör] något utan datum", "/y/")]

    try:
        make_need()
        assert sentences(world, "assessor")[-1] == "[Gör] något utan datum"
        register(provider)
        assert sentences(world, "assessor").count("[Gör] något utan datum") == 1
    finally:
        waiting._providers.popitem()
