"""Writing on the template together: two editors, versions, history, and what is not offered."""

from typing import Any

import pytest
from django.urls import reverse

from county.models import FocusArea
from foundation.errors import NotAllowed, Refused, StaleVersion
from initiatives import services
from initiatives.history import changes_of
from initiatives.models import Initiative
from initiatives.proposal import Proposal
from tests.factories import World, complete_answers, initiative_in, make_initiative

PERSONNUMMER = "811218-9876"


def post(world: World, role: str, initiative: Initiative, code: str, **data: Any) -> Any:
    address = reverse("initiative_section", args=[initiative.pk, code])
    headers = data.pop("headers", {})
    return world.browser(role).post(address, data, headers=headers)


def rows(code: str, *filled: dict[str, str]) -> dict[str, str]:
    """What a browser sends for an answer in rows."""
    sent = {f"{code}-TOTAL_FORMS": str(len(filled)), f"{code}-INITIAL_FORMS": "0"}
    for number, row in enumerate(filled):
        sent |= {f"{code}-{number}-{key}": value for key, value in row.items()}
    return sent


def draft(world: World) -> Initiative:
    return services.start_initiative(
        title="Reservplan i hela länet", originating_body=world.group_b, actor=world.author
    )


def test_dates_in_rows(world: World) -> None:
    initiative = draft(world)
    sent = rows("D1", {"what": "Start", "start": "20261001", "end": "i vår"}) | rows("D4")
    answer = post(world, "author", initiative, "D", version=initiative.version, **sent)
    assert answer.status_code == 422
    assert "år-månad-dag" in answer.content.decode()
    sent["D1-0-end"] = "2027-03-31"
    version = Initiative.objects.get(pk=initiative.pk).version
    assert post(world, "author", initiative, "D", version=version, **sent).status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk).answers["D1"]
    assert saved == [{"what": "Start", "start": "2026-10-01", "end": "2027-03-31"}]


def test_two_editors_and_nothing_lost(world: World) -> None:
    initiative = initiative_in(world, "preparing")
    seen = initiative.version
    first = post(world, "member_a", initiative, "B", version=seen, B1="Gruppens text", B9="Källa")
    assert first.status_code == 302
    second = post(world, "author", initiative, "B", version=seen, B1="Författarens text")
    page = second.content.decode()
    assert second.status_code == 409
    assert "Person member-a" in page
    assert "Gruppens text" in page
    assert "Författarens text" in page
    assert Initiative.objects.get(pk=initiative.pk).answers["B1"] == "Gruppens text"
    now = Initiative.objects.get(pk=initiative.pk).version
    assert f'name="version" value="{now}"' in page
    third = post(world, "author", initiative, "B", version=now, B1="Författarens text")
    assert third.status_code == 302
    assert Initiative.objects.get(pk=initiative.pk).answers["B1"] == "Författarens text"


def test_a_change_of_state_meanwhile_is_a_conflict_too(world: World) -> None:
    initiative = initiative_in(world, "draft")
    services.send_to_preparation(initiative_id=initiative.pk, version=None, actor=world.author)
    answer = post(world, "author", initiative, "B", version=initiative.version, B1="Min text")
    assert answer.status_code == 409
    assert "Min text" in answer.content.decode()


AUTOSAVE = {"X-Autosave": "1"}


def test_autosave_says_when_and_which_version(world: World) -> None:
    initiative = draft(world)
    saved = post(
        world, "author", initiative, "B", version=initiative.version, B1="En början",
        headers=AUTOSAVE,
    )  # fmt: skip
    assert saved.json()["version"] == initiative.version + 1
    assert len(saved.json()["saved"]) == 5
    partly = post(
        world, "author", initiative, "B", version=saved.json()["version"], B1=PERSONNUMMER,
        headers=AUTOSAVE,
    )  # fmt: skip
    assert "personnummer" in partly.json()["saved"]
    stale = post(world, "author", initiative, "B", version=1, B1="Sent", headers=AUTOSAVE)
    assert stale.status_code == 409
    assert "ändrats" in stale.json()["message"]


def test_saving_leads_on(world: World) -> None:
    initiative = draft(world)
    for till, name, args in [
        ("oversikt", "initiative_work", [initiative.pk]),
        ("C", "initiative_section", [initiative.pk, "C"]),
        ("Q", "initiative_section", [initiative.pk, "B"]),
    ]:
        version = Initiative.objects.get(pk=initiative.pk).version
        answer = post(world, "author", initiative, "B", version=version, B1="x", till=till)
        assert answer.headers["Location"] == reverse(name, args=args)


def test_a_section_that_the_template_lacks(world: World) -> None:
    initiative = draft(world)
    assert post(world, "author", initiative, "Z", version=1).status_code == 404


def test_only_what_is_asked_for_can_be_completed(world: World) -> None:
    initiative = initiative_in(world, "needs_completion")
    page = world.browser("author").get(reverse("initiative_section", args=[initiative.pk, "D"]))
    assert 'name="D2"' in page.content.decode()
    assert 'name="D3"' not in page.content.decode()
    closed = world.browser("author").get(reverse("initiative_section", args=[initiative.pk, "A"]))
    assert '<form method="post" class="form"' not in closed.content.decode()
    answer = post(world, "author", initiative, "D", version=initiative.version,
                  D2="Fyrtio hushåll", D3="Något annat")  # fmt: skip
    assert answer.status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["D2"] == "Fyrtio hushåll"
    assert saved.answers["D3"] == initiative.answers["D3"]
    with pytest.raises(NotAllowed, match="D3 är låst"):
        services.save_section(
            initiative_id=saved.pk, version=None, answers={"D3": "x"}, actor=world.author
        )
    assert post(world, "author", initiative, "A", version=saved.version).status_code == 403


def test_an_unknown_field_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="inget fält Z9"):
        services.save_section(
            initiative_id=draft(world).pk, version=None, answers={"Z9": "x"}, actor=world.author
        )


def test_what_is_typed_cannot_run_as_code(world: World) -> None:
    attack = "<script>alert(1)</script>"
    initiative = draft(world)
    post(world, "author", initiative, "B", version=initiative.version, B1=attack,
         B9="<img src=x onerror=alert(1)>")  # fmt: skip
    for name in ("initiative_work", "initiative_changes"):
        page = world.browser("author").get(reverse(name, args=[initiative.pk])).content.decode()
        assert attack not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_changes_say_who_what_before_and_after(world: World) -> None:
    initiative = initiative_in(world, "preparing")
    services.save_section(
        initiative_id=initiative.pk,
        version=initiative.version,
        answers={
            "A6": "Kortare.",
            "B4": [],
            "C2": str(world.people["convener_a"].pk),
            "C4": [{"item": "Arbetstid", "cost": "5", "financing": "5"}],
            "D10": False,
        },
        actor=world.member_a,
    )
    newest = changes_of(Proposal.load(initiative))[0]
    assert newest.who == "Person member-a"
    found = {each.label: (each.before, each.after) for each in newest.fields}
    assert found["A6 Sammanfattning"] == (initiative.summary, "Kortare.")
    assert found["B4 Målgrupp"] == ("Äldre", "")
    assert found["C2 Ansvarig för uppdraget"] == ("Person member-a", "Person convener-a")
    assert found["D10 Personuppgifter"] == ("Ja", "Nej")
    assert "5\u00a0kr" in found["C4 Ekonomi och finansiering"][1]
    assert set(found) == {
        "A6 Sammanfattning", "B4 Målgrupp", "C2 Ansvarig för uppdraget",
        "C4 Ekonomi och finansiering", "D10 Personuppgifter",
    }  # fmt: skip
    page = world.browser("author").get(reverse("initiative_changes", args=[initiative.pk]))
    assert "Kortare." in page.content.decode()


def test_choices_from_a_register_without_target(world: World) -> None:
    from county.models import NationalDependency

    reform = NationalDependency.objects.create(key="reform", name="Samsjuklighetsreformen")
    initiative = draft(world)
    services.save_section(
        initiative_id=initiative.pk, version=None, answers={"C8": [str(reform.pk)]},
        actor=world.author,
    )  # fmt: skip
    saved = Initiative.objects.get(pk=initiative.pk)
    proposal = Proposal.load(saved)
    field = proposal.field("C8")
    assert field is not None
    assert [each.label for each in proposal.value(field)] == ["Samsjuklighetsreformen"]
    assert changes_of(proposal)[0].fields[0].after == "Samsjuklighetsreformen"
    page = world.browser("author").get(reverse("initiative_section", args=[saved.pk, "C"]))
    assert "checked" in page.content.decode().split('name="C8"')[1][:120]


def test_what_was_chosen_before_stays_a_choice(world: World) -> None:
    initiative = make_initiative(world)
    FocusArea.objects.update(valid_to_year=2025)
    page = world.browser("author").get(reverse("initiative_section", args=[initiative.pk, "B"]))
    assert "Personcentrering" in page.content.decode()


def test_lock_is_on_the_version(world: World) -> None:
    initiative = draft(world)
    with pytest.raises(StaleVersion):
        services.save_section(
            initiative_id=initiative.pk, version=99, answers={"B1": "x"}, actor=world.author
        )


def test_a_broken_row_count_is_no_crash(world: World) -> None:
    initiative = draft(world)
    answer = post(world, "author", initiative, "C", version=initiative.version,
                  **{"C4-TOTAL_FORMS": "x"})  # fmt: skip
    assert answer.status_code in {302, 422}


def test_a_save_leaves_one_record_with_all_its_relations(world: World) -> None:
    initiative = draft(world)
    before = initiative.history.count()
    saved = services.save_section(
        initiative_id=initiative.pk, version=None, answers=complete_answers(world),
        actor=world.author,
    )  # fmt: skip
    record = saved.history.latest()
    assert initiative.history.count() == before + 1
    assert (record.version, record.history_user) == (saved.version, world.author)
    assert {each.body for each in record.preparing_bodies.all()} == {world.group_a}
    assert {each.organisation for each in record.principals.all()} == {world.region, world.north}
    assert {each.goalarea for each in record.goal_areas.all()} == {world.goal_area}
    services.save_section(
        initiative_id=initiative.pk, version=None, answers={"B5": []}, actor=world.author
    )
    assert not saved.history.latest().goal_areas.exists()
