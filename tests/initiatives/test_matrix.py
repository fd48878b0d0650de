"""State × role × action, by HTTP: what each may read, and which step each may take.

A step is tried with a POST that carries nothing but itself: 422 means that the person may take it
(the form lacks its version), 409 that they might in another state, 403 that they may not, 404
that the initiative does not exist for them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from initiatives.models import Initiative
from initiatives.views.links import WORDS
from initiatives.workflow import INITIATIVE
from tests.support.roles import ROLES

if TYPE_CHECKING:
    from tests.factories import World

NOBODY: set[str] = set()
WRITERS = {"author", "convener_b"}
"""The author, and the convener of the originating body (group B)."""
HOME = WRITERS | {"colleague"}
PREPARING = {"convener_a", "member_a"}
SERVING = {"receiver", "registrar"}
EVERYBODY = set(ROLES)

READS = {
    "draft": HOME,
    "preparing": HOME | PREPARING,
    "submitted": HOME | PREPARING | SERVING,
    "needs_completion": HOME | PREPARING | SERVING,
    "scheduled": HOME | PREPARING | SERVING | {"decider"},
    "tabled": HOME | PREPARING | SERVING | {"decider"},
    "remitted": HOME | PREPARING | SERVING | {"decider"},
    "rejected": HOME | PREPARING | SERVING | {"decider"},
    "withdrawn": HOME,
    "withdrawn_late": HOME | PREPARING | SERVING,
    "approved": HOME | PREPARING | SERVING | {"decider"},
    "published": EVERYBODY,
    "directive_review": HOME | PREPARING | SERVING | {"decider"},
    "trial": HOME | PREPARING | SERVING | {"decider"},
}

EDITS = {
    "draft": WRITERS,
    "preparing": WRITERS | PREPARING,
    "needs_completion": WRITERS | PREPARING,
    "remitted": WRITERS | PREPARING,
}

STEPS = {
    "draft": {"send_to_preparation": WRITERS, "withdraw": WRITERS},
    "preparing": {
        "return_to_author": PREPARING,
        "submit": {"convener_a"},
        "withdraw": WRITERS,
    },
    "submitted": {"request_completion": {"receiver"}, "withdraw": WRITERS},
    "needs_completion": {"resubmit": {"author", "convener_a"}, "withdraw": WRITERS},
    "remitted": {"resubmit_remitted": {"author", "convener_a", "convener_b"}, "withdraw": WRITERS},
}
"""Group B got the initiative back, hence its convener may hand it in again."""

RIGHT_IN_OTHER_STATE = {
    "send_to_preparation": WRITERS,
    "return_to_author": PREPARING,
    "submit": {"convener_a"},
    "request_completion": {"receiver"},
    "resubmit": {"author", "convener_a"},
    "resubmit_remitted": {"author", "convener_a"},
    "withdraw": WRITERS,
}
"""Who has the step at all: out of its state they are told so, not that they lack the right."""


@pytest.fixture(scope="module")
def initiatives(built_world: "World", django_db_blocker: Any) -> Iterator[dict[str, Initiative]]:
    from tests.factories import initiative_in

    with django_db_blocker.unblock():
        yield {state: initiative_in(built_world, state) for state in READS}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", READS)
def test_who_reads(
    world: "World", initiatives: dict[str, Initiative], state: str, role: str
) -> None:
    client, pk = world.browser(role), initiatives[state].pk
    expected = 200 if role in READS[state] else 404
    for name in ("initiative_work", "initiative_changes"):
        assert client.get(reverse(name, args=[pk])).status_code == expected
    listed = client.get(reverse("initiatives_work"), {"visa": "alla"})
    assert (f"/arbete/initiativ/{pk}/" in listed.content.decode()) is (expected == 200)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", READS)
def test_who_writes(
    world: "World", initiatives: dict[str, Initiative], state: str, role: str
) -> None:
    client, pk = world.browser(role), initiatives[state].pk
    # D holds D2, the one field that is open while completion is asked for.
    answer = client.post(reverse("initiative_section", args=[pk, "D"]), {"D2": "Nytt"})
    # The version is missing, so the one who may write is told that somebody else has written.
    allowed = 409 if role in EDITS.get(state, NOBODY) else 403
    assert answer.status_code == (allowed if role in READS[state] else 404)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", READS)
def test_who_takes_which_step(
    world: "World", initiatives: dict[str, Initiative], state: str, role: str
) -> None:
    client, pk = world.browser(role), initiatives[state].pk
    before = Initiative.objects.get(pk=pk).version
    for row in [row for row in INITIATIVE if not row.hidden]:
        answer = client.post(reverse("initiative_step", args=[pk, WORDS[row.key]]))
        if role not in READS[state]:
            expected = 404
        elif role in STEPS.get(state, {}).get(row.key, NOBODY):
            expected = 422
        elif role in RIGHT_IN_OTHER_STATE.get(row.key, NOBODY):
            expected = 409
        else:
            expected = 403
        assert answer.status_code == expected, row.key
    assert Initiative.objects.get(pk=pk).version == before


@pytest.mark.parametrize("role", sorted(READS["scheduled"]))
def test_nobody_takes_the_body_s_steps_here(
    world: "World", initiatives: dict[str, Initiative], role: str
) -> None:
    for state in ("submitted", "scheduled", "directive_review"):
        for row in [row for row in INITIATIVE if row.hidden]:
            address = reverse("initiative_step", args=[initiatives[state].pk, WORDS[row.key]])
            assert world.browser(role).post(address).status_code in {403, 404}, row.key


@pytest.mark.parametrize("state", STEPS)
def test_the_buttons_are_the_steps_one_may_take(
    world: "World", initiatives: dict[str, Initiative], state: str
) -> None:
    pk = initiatives[state].pk
    for role in READS[state]:
        page = world.browser(role).get(reverse("initiative_work", args=[pk])).content.decode()
        for key, word in WORDS.items():
            offered = f'href="{reverse("initiative_step", args=[pk, word])}"' in page
            assert offered is (role in STEPS[state].get(key, NOBODY)), (role, key)


def test_every_step_has_an_address() -> None:
    assert {row.key for row in INITIATIVE} == set(WORDS)


@pytest.mark.parametrize("word", ["bifall", "avsla", "aterremittera", "bordlagg"])
def test_the_receiving_director_can_never_decide(
    world: "World", initiatives: dict[str, Initiative], word: str
) -> None:
    pk = initiatives["scheduled"].pk
    answer = world.browser("receiver").post(
        reverse("initiative_step", args=[pk, word]), {"version": "1", "reason": "Nej."}
    )
    assert answer.status_code == 403
    assert Initiative.objects.get(pk=pk).state == "scheduled"


def test_an_unknown_step_does_not_exist(world: "World", initiatives: dict[str, Initiative]) -> None:
    pk = initiatives["draft"].pk
    assert world.browser("author").get(f"/arbete/initiativ/{pk}/trolla/").status_code == 404
