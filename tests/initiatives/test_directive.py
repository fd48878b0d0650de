"""The directive: drafted from the proposal, handed in, sent back, approved as shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from indicators.models import Indicator, Measure
from initiatives import services
from initiatives.directive import PARTS, warnings_of
from initiatives.errors import NewerDirective
from initiatives.models import Directive, Initiative, TemplateField
from tests.factories import World, complete_directive, initiative_in


def write(world: World, initiative: Initiative, **facts: Any) -> Directive:
    defaults: dict[str, Any] = {
        "initiative_id": initiative.pk,
        "version": None,
        "content": complete_directive(world),
        "measures": [world.measure],
        "actor": world.member_a,
    }
    return services.save_directive(**(defaults | facts))


def test_the_first_draft_starts_from_the_proposal(world: World) -> None:
    columns = [
        {"key": "measure", "label": "Mått", "kind": "measure"},
        {"key": "indicator", "label": "Indikator", "kind": "indicator"},
    ]
    TemplateField.objects.filter(code="D4").update(limits={"columns": columns})
    initiative = initiative_in(world, "approved")
    rows = [{"measure": str(world.measure.pk), "indicator": str(world.indicator.pk)}]
    Initiative.objects.filter(pk=initiative.pk).update(answers=initiative.answers | {"D4": rows})
    draft = services.begin_directive(initiative_id=initiative.pk, actor=world.member_a)
    assert draft.content["background"].startswith("Den som vårdar")
    assert draft.content["test"] == initiative.answers["D2"]
    assert "Arbetstid" in draft.content["economy"]
    assert list(draft.measures.all()) == [world.measure]
    again = services.begin_directive(initiative_id=initiative.pk, actor=world.convener_a)
    assert again == draft


def test_half_written_is_saved_and_what_is_missing_is_named(world: World) -> None:
    initiative = initiative_in(world, "approved")
    write(world, initiative, content={"organisation": ""}, measures=[])
    with pytest.raises(Refused) as refusal:
        services.hand_in_directive(initiative_id=initiative.pk, version=None, actor=world.member_a)
    messages = [problem.message for problem in refusal.value.problems]
    assert messages == [
        "Organisation saknas", "Resurser saknas", "Slutdatum saknas",
        "Välj minst ett uppföljningsmått",
    ]  # fmt: skip
    assert Initiative.objects.get(pk=initiative.pk).state == "approved"


def test_a_measure_without_an_indicator_is_refused(world: World) -> None:
    initiative = initiative_in(world, "approved")
    loose = Measure.objects.create(key="eget", name="Eget mått")
    write(world, initiative, measures=[loose])
    with pytest.raises(Refused) as refusal:
        services.hand_in_directive(initiative_id=initiative.pk, version=None, actor=world.member_a)
    assert refusal.value.problems[0].message == "Måttet ”Eget mått” saknar indikator"


def test_a_proposed_indicator_is_only_warned_of(world: World) -> None:
    initiative = initiative_in(world, "approved")
    draft = write(world, initiative)
    assert warnings_of(draft) == [
        "Indikatorn ”Kontinuitet” är ett förslag. Den är inte beslutad än."
    ]
    address = reverse("directive_hand_in", args=[initiative.pk])
    page = world.browser("member_a").get(address).content.decode()
    assert "är ett förslag" in page
    Indicator.objects.update(status="decided")
    assert warnings_of(draft) == []
    done = world.browser("member_a").post(address, {"version": draft.version})
    assert done.status_code == 302
    assert Initiative.objects.get(pk=initiative.pk).state == "directive_review"


def test_a_county_without_measures_asks_for_none(world: World) -> None:
    initiative = initiative_in(world, "approved")
    Measure.objects.all().delete()
    draft = write(world, initiative, measures=[])
    page = world.browser("member_a").get(reverse("directive_edit", args=[initiative.pk]))
    assert "inga registrerade mått" in page.content.decode()
    done = services.hand_in_directive(
        initiative_id=initiative.pk, version=draft.version, actor=world.member_a
    )
    assert done.state == "submitted"


@pytest.mark.parametrize("role", ["author", "convener_b", "receiver", "registrar", "decider"])
def test_only_the_lead_group_writes(world: World, role: str) -> None:
    initiative = initiative_in(world, "approved")
    with pytest.raises(NotAllowed):
        write(world, initiative, actor=getattr(world, role))
    for name in ("directive_edit", "directive_hand_in"):
        assert world.browser(role).get(reverse(name, args=[initiative.pk])).status_code == 403


def test_what_is_handed_in_is_locked(world: World) -> None:
    initiative = initiative_in(world, "directive_review")
    with pytest.raises(WrongState):
        write(world, initiative)
    page = world.browser("member_a").get(reverse("directive_edit", args=[initiative.pk]))
    assert page.status_code == 403
    assert initiative.directives.get().submitted_at is not None


def test_there_must_be_something_to_hand_in(world: World) -> None:
    initiative = initiative_in(world, "approved")
    with pytest.raises(WrongState):
        services.hand_in_directive(initiative_id=initiative.pk, version=None, actor=world.member_a)
    page = world.browser("member_a").get(reverse("directive_hand_in", args=[initiative.pk]))
    assert page.status_code == 404


def test_approving_a_version_that_has_been_replaced_approves_nothing(world: World) -> None:
    initiative = initiative_in(world, "directive_review")
    services.return_directive(
        initiative_id=initiative.pk, edition=1, actor=world.decider, reason="Var tydligare."
    )
    with pytest.raises(WrongState):
        services.approve_directive(initiative_id=initiative.pk, edition=1, actor=world.decider)
    page = world.browser("member_a").get(reverse("directive_edit", args=[initiative.pk]))
    assert "Var tydligare." in page.content.decode()
    assert "version 2" in page.content.decode()
    draft = write(world, initiative, content={"goal": "Tydligare mål."})
    assert draft.edition == 2
    assert draft.content["background"] == "Bakgrund"
    assert list(draft.measures.all()) == [world.measure]
    services.hand_in_directive(initiative_id=initiative.pk, version=None, actor=world.member_a)
    with pytest.raises(NewerDirective, match="Direktivet har ändrats – version 2 finns"):
        services.approve_directive(initiative_id=initiative.pk, edition=1, actor=world.decider)
    assert Initiative.objects.get(pk=initiative.pk).state == "directive_review"
    done = services.approve_directive(initiative_id=initiative.pk, edition=2, actor=world.decider)
    assert done.state == "trial"
    assert [each.state for each in initiative.directives.all()] == ["returned", "approved"]
    old = world.browser("decider").get(reverse("directive_read", args=[initiative.pk, 1]))
    assert "Läs version 2" in old.content.decode()
    assert "Var tydligare." in old.content.decode()


def test_the_table_itself_refuses_an_older_version(world: World) -> None:
    from foundation.workflow import apply
    from initiatives.workflow import INITIATIVE

    initiative = initiative_in(world, "directive_review")
    with pytest.raises(Refused):
        apply(INITIATIVE, initiative, "approve_directive", actor=world.decider,
              data={"edition": 9})  # fmt: skip
    with pytest.raises(Refused, match="Det går inte än"):
        apply(INITIATIVE, initiative_in(world, "approved"), "hand_in_directive",
              actor=world.member_a)  # fmt: skip


@pytest.mark.parametrize("role", ["author", "receiver", "member_a"])
def test_only_the_body_approves(world: World, role: str) -> None:
    initiative = initiative_in(world, "directive_review")
    with pytest.raises(NotAllowed):
        services.approve_directive(
            initiative_id=initiative.pk, edition=1, actor=getattr(world, role)
        )


def test_sending_back_needs_a_reason(world: World) -> None:
    initiative = initiative_in(world, "directive_review")
    with pytest.raises(Refused):
        services.return_directive(
            initiative_id=initiative.pk, edition=1, actor=world.decider, reason=""
        )
    assert initiative.directives.get().state == "submitted"


def test_two_writers_and_nothing_lost(world: World) -> None:
    initiative = initiative_in(world, "approved")
    seen = write(world, initiative).version
    write(world, initiative, version=seen, content={"goal": "Det första."})
    with pytest.raises(StaleVersion):
        write(world, initiative, version=seen, content={"goal": "Det andra."})
    browser, address = world.browser("member_a"), reverse("directive_edit", args=[initiative.pk])
    answer = browser.post(address, {"version": seen, "goal": "Det andra."})
    assert answer.status_code == 409
    assert "Det andra." in answer.content.decode()
    quiet = browser.post(address, {"version": seen, "goal": "x"}, headers={"X-Autosave": "1"})
    assert quiet.status_code == 409
    assert initiative.directives.get().content["goal"] == "Det första."


def test_the_page_saves_and_leads_on(world: World) -> None:
    initiative = initiative_in(world, "approved")
    browser, address = world.browser("member_a"), reverse("directive_edit", args=[initiative.pk])
    page = browser.get(address).content.decode()
    assert all(f'id="falt-{part.key}"' in page for part in PARTS)
    facts = {"version": "1", "goal": "Målet.", "measures": [str(world.measure.pk)]}
    assert browser.post(address, facts).headers["Location"] == address
    directive = initiative.directives.get()
    assert (directive.content["goal"], list(directive.measures.all())) == (
        "Målet.", [world.measure],
    )  # fmt: skip
    quiet = browser.post(address, facts | {"version": "2"}, headers={"X-Autosave": "1"})
    assert quiet.json()["version"] == 3
    on = browser.post(address, facts | {"version": "3", "lamna": "1"})
    assert on.headers["Location"] == reverse("directive_hand_in", args=[initiative.pk])
    wrong = browser.post(address, {"version": "4", "goal": "Hon 811218-9876", "scope": "Bra."})
    assert wrong.status_code == 422
    assert "Hon 811218-9876" in wrong.content.decode()
    fresh = initiative.directives.get()
    assert (fresh.content["goal"], fresh.content["scope"]) == ("Målet.", "Bra.")
    with pytest.raises(Refused):
        write(world, initiative, content={"goal": "811218-9876"})
    stopped = browser.post(
        reverse("directive_hand_in", args=[initiative.pk]), {"version": fresh.version}
    )
    assert stopped.status_code == 422
    assert f'href="{address}#falt-ends_on"' in stopped.content.decode()


def test_a_published_initiative_shows_the_approved_directive(world: World) -> None:
    initiative = initiative_in(world, "published")
    draft = write(world, initiative)
    services.hand_in_directive(
        initiative_id=initiative.pk, version=draft.version, actor=world.member_a
    )
    earlier = initiative_in(world, "published")
    page = Client().get(reverse("initiative_public", args=[earlier.pk])).content.decode()
    assert "Personalkontinuitet" not in page
    services.approve_directive(initiative_id=initiative.pk, edition=1, actor=world.decider)
    page = Client().get(reverse("initiative_public", args=[initiative.pk])).content.decode()
    assert "Personalkontinuitet, hemtjänst" in page
    assert f"/indikatorer/{world.indicator.key}/" in page
    assert "Testet pågår" in page
