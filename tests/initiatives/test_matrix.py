"""State × role × action, asked of the views: what each may read, and which step each may take.

A step is tried with a POST that carries nothing but itself: 422 means that the person may take it
(the form lacks its version), 409 that they might in another state, 403 that they may not, 404
that the initiative does not exist for them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from foundation.errors import DomainError
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


class Visitor:
    """One person who opens pages without the way through the middleware, for thousands of asks.

    What the views refuse is told as the status that the middleware makes of it.
    """

    def __init__(self, user: Any) -> None:
        self.user = user
        self.requests = RequestFactory()

    def get(self, name: str, *args: Any) -> int:
        return self._ask(self.requests.get(reverse(name, args=args)))

    def post(self, name: str, *args: Any, **data: str) -> int:
        return self._ask(self.requests.post(reverse(name, args=args), data))

    def _ask(self, request: Any) -> int:
        request.user = self.user
        view, args, kwargs = resolve(request.path)
        try:
            return int(view(request, *args, **kwargs).status_code)
        except Http404:
            return 404
        except PermissionDenied:
            return 403
        except DomainError as error:
            return error.status


@pytest.fixture
def visitor(world: "World", role: str) -> Visitor:
    return Visitor(getattr(world, role))


@pytest.mark.parametrize("role", ROLES)
def test_who_reads(
    world: "World", initiatives: dict[str, Initiative], visitor: Visitor, role: str
) -> None:
    listed = world.browser(role).get(reverse("initiatives_work"), {"visa": "alla"})
    for state, initiative in initiatives.items():
        expected = 200 if role in READS[state] else 404
        for name in ("initiative_work", "initiative_changes"):
            assert visitor.get(name, initiative.pk) == expected, state
        shown = f"/arbete/initiativ/{initiative.pk}/" in listed.content.decode()
        assert shown is (expected == 200), state


@pytest.mark.parametrize("role", ROLES)
def test_who_writes(initiatives: dict[str, Initiative], visitor: Visitor, role: str) -> None:
    for state, initiative in initiatives.items():
        # D holds D2, the one field that is open while completion is asked for. The version is
        # missing, so the one who may write is told that somebody else has written.
        allowed = 409 if role in EDITS.get(state, NOBODY) else 403
        expected = allowed if role in READS[state] else 404
        assert visitor.post("initiative_section", initiative.pk, "D", D2="Nytt") == expected, state


@pytest.mark.parametrize("role", ROLES)
def test_who_takes_which_step(
    initiatives: dict[str, Initiative], visitor: Visitor, role: str
) -> None:
    before = dict(Initiative.objects.values_list("pk", "version"))
    for state, initiative in initiatives.items():
        for row in [row for row in INITIATIVE if not row.hidden]:
            if role not in READS[state]:
                expected = 404
            elif role in STEPS.get(state, {}).get(row.key, NOBODY):
                expected = 422
            elif role in RIGHT_IN_OTHER_STATE.get(row.key, NOBODY):
                expected = 409
            else:
                expected = 403
            found = visitor.post("initiative_step", initiative.pk, WORDS[row.key])
            assert found == expected, (state, row.key)
    assert dict(Initiative.objects.values_list("pk", "version")) == before


@pytest.mark.parametrize("role", sorted(READS["scheduled"]))
def test_nobody_takes_the_body_s_steps_here(
    initiatives: dict[str, Initiative], visitor: Visitor, role: str
) -> None:
    for state in ("submitted", "scheduled", "directive_review"):
        for row in [row for row in INITIATIVE if row.hidden]:
            found = visitor.post("initiative_step", initiatives[state].pk, WORDS[row.key])
            assert found in {403, 404}, row.key


def test_the_whole_way_answers_the_same(world: "World", initiatives: dict[str, Initiative]) -> None:
    """The middleware makes of each refusal the status that the tests above take it for."""
    pk = initiatives["submitted"].pk
    for role, word, status in [
        ("receiver", "begar-komplettering", 422), ("author", "skicka-till-beredning", 409),
        ("receiver", "aterkalla", 403), ("outsider", "aterkalla", 404), ("author", "bifall", 403),
    ]:  # fmt: skip
        address = reverse("initiative_step", args=[pk, word])
        assert world.browser(role).post(address).status_code == status, (role, word)
    for role, status in [("author", 403), ("outsider", 404)]:
        address = reverse("initiative_section", args=[pk, "D"])
        assert world.browser(role).post(address, {"D2": "Nytt"}).status_code == status


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
