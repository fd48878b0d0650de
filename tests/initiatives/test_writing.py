"""Writing a proposal: half-filled, together, and with mistakes, without losing a word."""

import re
from typing import Any

import pytest
from django.urls import reverse

from foundation.errors import NotAllowed, Refused
from initiatives import services
from initiatives.models import Initiative, ProposalTemplate, TemplateField
from tests.factories import World, initiative_in, make_initiative, make_need

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


def test_an_initiative_starts_from_a_need(world: World) -> None:
    need = make_need()
    need.focus_areas.add(world.focus_area)
    need.goal_areas.add(world.goal_area)
    initiative = services.start_initiative(
        title=need.title, originating_body=world.group_b, actor=world.author, needs=[need]
    )
    assert initiative.answers["B1"] == need.text
    assert list(initiative.needs.all()) == [need]
    assert list(initiative.focus_areas.all()) == [world.focus_area]
    assert list(initiative.goal_areas.all()) == [world.goal_area]
    assert initiative.organisation == world.north


def test_only_those_who_propose_start(world: World) -> None:
    for role in ("receiver", "registrar", "operator", "outsider", "assessor", "decider"):
        with pytest.raises(NotAllowed):
            services.start_initiative(
                title="Ett försök", originating_body=world.group_a, actor=getattr(world, role)
            )
        assert world.browser(role).get(reverse("initiative_new")).status_code == 403
        assert world.browser(role).get(reverse("initiative_similar")).status_code == 403


def test_a_body_without_the_mandate_cannot_stand_behind(world: World) -> None:
    with pytest.raises(Refused, match="stå bakom"):
        services.start_initiative(
            title="Ett försök", originating_body=world.steering, actor=world.author
        )


def test_a_county_without_a_template_says_so(world: World) -> None:
    ProposalTemplate.objects.update(is_current=False)
    with pytest.raises(Refused, match="ingen mall"):
        services.start_initiative(
            title="Ett försök", originating_body=world.group_a, actor=world.author
        )


def test_the_page_starts_and_says_what_is_missing(world: World) -> None:
    browser, address = world.browser("author"), reverse("initiative_new")
    need = make_need()
    assert need.title in browser.get(f"{address}?behov={need.pk}").content.decode()
    assert browser.get(f"{address}?behov=x").status_code == 200
    refused = browser.post(address, {"title": "Kort"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "minst åtta tecken" in page
    assert "Välj ”Avsändande grupp”" in page
    facts = {"title": "Reservplan för alla", "originating_body": str(world.group_a.pk)}
    assert browser.post(address, facts).status_code == 422
    done = browser.post(f"{address}?behov={need.pk}", facts | {"searched": "on", "needs": need.pk})
    made = Initiative.objects.get(title="Reservplan för alla")
    assert done.headers["Location"] == reverse("initiative_work", args=[made.pk])
    assert list(made.needs.all()) == [need]


def test_looking_for_similar_work_keeps_what_is_typed(world: World) -> None:
    from initiatives.models import Project

    Project.objects.create(key="egen", name="Egenmonitorering", state_words="pågår i två områden")
    browser, address = world.browser("author"), reverse("initiative_new")
    sent = {"title": "Egenmonitorering hemma", "se_efter": "1", "originating_body": ""}
    page = browser.post(address, sent).content.decode()
    assert "pågår i två områden" in page
    assert 'value="Egenmonitorering hemma"' in page
    box = browser.get(reverse("initiative_similar"), {"title": "egenmon"}).content.decode()
    assert "Egenmonitorering" in box
    box = browser.get(reverse("initiative_similar"), {"title": "xyzzy' | ! & <"}).content.decode()
    assert "Inget liknande" in box
    assert "<main" not in box
    assert "Skriv en titel" in browser.get(reverse("initiative_similar")).content.decode()


def test_similar_work_hides_what_one_may_not_read(world: World) -> None:
    initiative_in(world, "draft", title="Egenmonitorering i hemlighet")
    box = world.browser("convener_a").get(reverse("initiative_similar"), {"title": "egenmonitor"})
    assert "hemlighet" not in box.content.decode()


def test_half_filled_is_saved(world: World) -> None:
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "C", version=initiative.version, C1="att börja",
        **rows("C4", {"item": "Lön", "cost": "400 000 kr", "financing": ""}),
    )  # fmt: skip
    assert answer.status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["C1"] == "att börja"
    assert saved.answers["C4"] == [{"item": "Lön", "cost": "400000"}]
    assert saved.version == initiative.version + 1
    page = world.browser("author").get(reverse("initiative_section", args=[saved.pk, "C"]))
    assert 'value="400\u00a0000"' in page.content.decode()


def test_what_does_not_hold_is_named_and_the_rest_is_saved(world: World) -> None:
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "C", version=initiative.version, C1="att spara",
        **rows("C4", {"item": "Lön", "cost": "mycket", "financing": "1"}),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "C4, rad 1: Skriv ”Kostnad” med siffror" in page
    assert 'href="#falt-C4"' in page
    assert 'value="mycket"' in page
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["C1"] == "att spara"
    assert "C4" not in saved.answers
    assert f'name="version" value="{saved.version}"' in page


def test_the_title_and_the_sender_are_never_emptied(world: World) -> None:
    initiative = draft(world)
    body = world.group_b.pk
    for changes in ({"A1": ""}, {"A1": "x" * 121}, {"A1": "En annan titel", "A2": ""}):
        version = Initiative.objects.get(pk=initiative.pk).version
        answer = post(
            world, "author", initiative, "A", version=version,
            **({"A2": body, "A6": "Ny sammanfattning"} | changes),
        )  # fmt: skip
        assert answer.status_code == 422
    saved = Initiative.objects.get(pk=initiative.pk)
    assert (saved.title, saved.originating_body) == ("En annan titel", world.group_b)
    assert saved.summary == "Ny sammanfattning"
    for code in ("A1", "A2"):
        with pytest.raises(Refused, match="kan inte vara tomt"):
            services.save_section(
                initiative_id=saved.pk, version=None, answers={code: ""}, actor=world.author
            )


def test_a_text_that_is_too_long_is_kept(world: World) -> None:
    initiative = draft(world)
    long = "ord " * 300
    post(world, "author", initiative, "A", version=initiative.version,
         A1="Reservplan i hela länet", A2=world.group_b.pk, A6=long)  # fmt: skip
    assert Initiative.objects.get(pk=initiative.pk).summary == long.strip()


def test_a_personnummer_is_not_saved(world: World) -> None:
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "B", version=initiative.version, B1=f"Hon {PERSONNUMMER}",
        B9="Rapporten",
    )  # fmt: skip
    assert answer.status_code == 422
    assert f"Hon {PERSONNUMMER}" in answer.content.decode()
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers.get("B1", "") == ""
    assert saved.answers["B9"] == "Rapporten"
    for bad in ({"B1": PERSONNUMMER}, {"C4": [{"item": PERSONNUMMER}]}):
        with pytest.raises(Refused):
            services.save_section(
                initiative_id=initiative.pk, version=None, answers=bad, actor=world.author
            )


def test_a_row_is_added_without_javascript(world: World) -> None:
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "C", version=initiative.version, C1="att vänta",
        add_row="C4", **rows("C4", {"item": "Lön", "cost": "1", "financing": "1"}),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "att vänta" in page
    assert 'name="C4-1-item"' in page
    assert Initiative.objects.get(pk=initiative.pk).version == initiative.version


def test_rows_are_changed_and_removed(world: World) -> None:
    initiative = make_initiative(world)
    sent = rows(
        "C4",
        {"item": "Arbetstid", "cost": "400000", "financing": "400000", "DELETE": "on"},
        {"item": "Resor", "cost": "5,5", "financing": "5.5"},
        {"item": "", "cost": "", "financing": ""},
    ) | {"C4-INITIAL_FORMS": "1"}
    answer = post(world, "author", initiative, "C", version=initiative.version, **sent)
    assert answer.status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk).answers["C4"]
    assert saved == [{"item": "Resor", "cost": "5.5", "financing": "5.5"}]


def test_a_measure_is_chosen_or_written(world: World) -> None:
    columns = [
        {"key": "measure", "label": "Mått", "kind": "measure", "required": True},
        {"key": "indicator", "label": "Indikator", "kind": "indicator"},
    ]
    TemplateField.objects.filter(code="D4").update(limits={"columns": columns})
    initiative = draft(world)
    address = reverse("initiative_section", args=[initiative.pk, "D"])
    page = world.browser("author").get(address).content.decode()
    assert '<datalist id="id_D4-0-measure-forslag"><option value="Personalkontinuitet' in page
    sent = rows(
        "D4",
        {"measure": "personalkontinuitet, hemtjänst", "indicator": str(world.indicator.pk)},
        {"measure": "Ett <b>eget</b> mått", "indicator": str(world.indicator.pk)},
    ) | rows("D1")
    answer = post(world, "author", initiative, "D", version=initiative.version, **sent)
    assert answer.status_code == 302
    saved = [row["measure"] for row in Initiative.objects.get(pk=initiative.pk).answers["D4"]]
    assert saved == [str(world.measure.pk), "Ett <b>eget</b> mått"]
    page = world.browser("author").get(address).content.decode()
    assert 'value="Personalkontinuitet, hemtjänst"' in page
    assert "<b>eget</b>" not in page
    overview = world.browser("author").get(reverse("initiative_work", args=[initiative.pk]))
    assert "<td>Personalkontinuitet, hemtjänst</td>" in overview.content.decode()


def test_a_choice_among_many_is_a_list(world: World) -> None:
    many = [{"value": str(n), "label": f"Alternativ {n}"} for n in range(8)]
    TemplateField.objects.filter(code="B3").update(limits={"choices": many})
    initiative = draft(world)
    address = reverse("initiative_section", args=[initiative.pk, "B"])
    assert '<select name="B3"' in world.browser("author").get(address).content.decode()
    post(world, "author", initiative, "B", version=initiative.version, B3="7")
    overview = world.browser("author").get(reverse("initiative_work", args=[initiative.pk]))
    assert "Alternativ 7" in overview.content.decode()


INSTEAD = {"label": "Det kostar inget", "reason": "Varför det inte kostar något"}


def with_instead(code: str) -> None:
    field = TemplateField.objects.get(code=code)
    TemplateField.objects.filter(code=code).update(limits=field.limits | {"instead": INSTEAD})


def test_a_reason_instead_is_written_kept_and_taken_back(world: World) -> None:
    with_instead("C4")
    initiative = make_initiative(world)
    address = reverse("initiative_section", args=[initiative.pk, "C"])
    kept = rows("C4", {"item": "Arbetstid", "cost": "400000", "financing": "400000"})
    sent = kept | {"C4-INITIAL_FORMS": "1", "C4-instead": "on", "C4-reason": "Ryms i dag."}
    answer = post(world, "author", initiative, "C", version=initiative.version, **sent)
    assert answer.status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["C4"] == {
        "value": [{"item": "Arbetstid", "cost": "400000", "financing": "400000"}],
        "instead": True, "reason": "Ryms i dag.",
    }  # fmt: skip
    page = world.browser("author").get(address).content.decode()
    assert ">\nArbetstid</textarea>" in page
    assert 'name="C4-instead" checked' in page.replace(' id="id_C4-instead"', "")
    assert ">\nRyms i dag.</textarea>" in page
    assert "frivilligt" not in page.split('name="C4-instead"')[1].split('name="C4-reason"')[0]
    overview = world.browser("author").get(reverse("initiative_work", args=[saved.pk]))
    assert "Det kostar inget: Ryms i dag." in overview.content.decode()
    assert "ta bort det som är ifyllt, eller kryssa ur" in overview.content.decode()
    changed = world.browser("author").get(reverse("initiative_changes", args=[saved.pk]))
    assert "Det kostar inget: Ryms i dag." in changed.content.decode()
    assert re.search(r"ändrade \d\d fält <", changed.content.decode())

    back = kept | {"C4-INITIAL_FORMS": "1", "C4-reason": "Ryms i dag."}
    post(world, "author", initiative, "C", version=saved.version, **back)
    again = Initiative.objects.get(pk=initiative.pk)
    assert (again.answers["C4"]["instead"], again.answers["C4"]["reason"]) == (False, "Ryms i dag.")
    plain = kept | {"C4-INITIAL_FORMS": "1"}
    post(world, "author", initiative, "C", version=again.version, **plain)
    assert Initiative.objects.get(pk=initiative.pk).answers["C4"] == [
        {"item": "Arbetstid", "cost": "400000", "financing": "400000"}
    ]


def test_a_personnummer_in_a_reason_is_not_saved(world: World) -> None:
    with_instead("C4")
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "C", version=initiative.version, C1="att spara",
        **{"C4-instead": "on", "C4-reason": f"Hon {PERSONNUMMER}"}, **rows("C4"),
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'href="#falt-C4"' in answer.content.decode()
    assert f"Hon {PERSONNUMMER}" in answer.content.decode()
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["C1"] == "att spara"
    assert "C4" not in saved.answers
    with pytest.raises(Refused):
        services.save_section(
            initiative_id=saved.pk, version=None, actor=world.author,
            answers={"C4": {"value": [], "instead": True, "reason": PERSONNUMMER}},
        )  # fmt: skip


def test_relations_take_a_reason_instead_too(world: World) -> None:
    with_instead("C8")
    initiative = draft(world)
    answer = post(
        world, "author", initiative, "C", version=initiative.version,
        **{"C8-instead": "on", "C8-reason": "Inget hänger på oss."}, **rows("C4"),
    )  # fmt: skip
    assert answer.status_code == 302
    saved = Initiative.objects.get(pk=initiative.pk)
    assert saved.answers["C8"] == {"value": [], "instead": True, "reason": "Inget hänger på oss."}
    for name in ("initiative_work", "initiative_changes"):
        page = world.browser("author").get(reverse(name, args=[saved.pk]))
        assert "Det kostar inget: Inget hänger på oss." in page.content.decode()
