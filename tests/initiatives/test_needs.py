"""Needs: left by anyone, assessed with a reply, followed on a code."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from foundation.errors import NotAllowed, Refused, StaleVersion
from foundation.models import OutgoingMail, StatusChange
from initiatives import services
from initiatives.models import Need, Project
from initiatives.services.needs import ALPHABET, CODE_LENGTH, normalised
from tests.factories import World, initiative_in, make_need

GOOD = {
    "title": "Reservplan när anhörigvårdare blir sjuk",
    "text": "När den som vårdar blir sjuk finns ingen plan.",
    "origin": "citizen",
    "no_personal_data": "on",
    "homepage": "",
}
PERSONNUMMER = "811218-9876"


def give(**changes: str) -> tuple[int, str, str]:
    answer = Client().post(reverse("need_give"), GOOD | changes)
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_a_need_gets_a_code_and_an_answer_on_it(world: World) -> None:
    status, location, _page = give(organisation=str(world.north.pk))
    need = Need.objects.get()
    assert (status, location) == (302, reverse("need_thanks", args=[need.code]))
    assert need.organisation == world.north
    page = Client().get(reverse("need_answer", args=[need.code])).content.decode()
    assert "inte läst än" in page
    services.assess_need(
        need_id=need.pk, version=need.version, actor=world.assessor, outcome="use_as_basis",
        reply="Vi tar det vidare.", focus_areas=[world.focus_area],
    )  # fmt: skip
    page = Client().get(reverse("need_answer", args=[need.code])).content.decode()
    assert "Vi tar det vidare." in page
    assert "Underlag till initiativ" in page


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_personnummer_is_stopped_and_the_text_kept(world: World, field: str) -> None:
    status, _location, page = give(**{field: f"Min mor {PERSONNUMMER} fick vänta"})
    assert status == 422
    assert "personnummer" in page
    assert f"Min mor {PERSONNUMMER} fick vänta" in page
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Fyll i ”Vad gäller det?”."),
        ({"text": ""}, "Fyll i ”Berätta”."),
        ({"no_personal_data": ""}, "inte innehåller uppgifter om enskilda"),
        ({"homepage": "http://skrap.example"}, "Töm rutan"),
        ({"contact_email": "inte en adress"}, "Skriv en e-postadress"),
        ({"text": "x" * 4001}, "4"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    world: World, changes: dict[str, str], sentence: str
) -> None:
    status, _location, page = give(**changes)
    assert status == 422
    assert sentence in page
    assert "error-summary" in page
    assert not Need.objects.exists()


def test_what_is_typed_cannot_run_as_code(world: World) -> None:
    attack = "<script>alert(1)</script>"
    give(title=attack, text=attack)
    need = Need.objects.get()
    pages = [
        Client().get(reverse("need_answer", args=[need.code])),
        world.browser("assessor").get(reverse("need_assess", args=[need.pk])),
        world.browser("assessor").get(reverse("needs_work")),
    ]
    for page in pages:
        assert attack not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_a_code_cannot_be_guessed_and_is_easy_to_read(world: World) -> None:
    codes = {make_need().code for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(f"[{ALPHABET}]{{{CODE_LENGTH}}}", code) for code in codes)
    assert not set("01OIL") & set(ALPHABET)
    assert len(ALPHABET) ** CODE_LENGTH > 10**14


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "1", "..", "%27", "x" * 300])
def test_a_wrong_code_tells_nothing(world: World, code: str) -> None:
    make_need()
    assert Client().get(f"/behov/svar/{code}/").status_code in {400, 404}
    answer = Client().post(reverse("need_ask"), {"code": code})
    assert answer.status_code == 422
    assert "Reservplan" not in answer.content.decode()


def test_a_code_is_found_however_it_is_typed(world: World) -> None:
    need = make_need()
    typed = f" {need.code[:5].lower()}-{need.code[5:]} "
    assert normalised(typed) == need.code
    answer = Client().post(reverse("need_ask"), {"code": typed})
    assert answer.headers["Location"] == reverse("need_answer", args=[need.code])


def test_the_public_overview_counts_but_shows_no_text(world: World) -> None:
    make_need(title="Hemlig rubrik om en granne")
    page = Client().get(reverse("needs_public")).content.decode()
    assert "Ett behov har kommit in" in page
    assert "Hemlig rubrik" not in page


OUTCOMES = {
    "use_as_basis": "basis",
    "refer_to_existing": "existing_work",
    "merge": "merged",
    "handle_locally": "local",
    "close": "closed",
}


def facts_for(world: World, outcome: str) -> dict[str, object]:
    return {
        "use_as_basis": {"focus_areas": [world.focus_area]},
        "refer_to_existing": {"existing_project": Project.objects.create(key="p", name="P")},
        "merge": {"merged_into": make_need(title="Ett annat")},
        "handle_locally": {"handled_by": [world.north]},
        "close": {},
    }[outcome]


@pytest.mark.parametrize(("outcome", "state"), OUTCOMES.items())
def test_every_outcome_replies_and_erases_the_address(
    world: World, outcome: str, state: str
) -> None:
    need = make_need(contact_email="avsandare@example.test")
    done = services.assess_need(
        need_id=need.pk, version=1, actor=world.assessor, outcome=outcome,
        reply="Tack för behovet.", **facts_for(world, outcome),
    )  # fmt: skip
    assert done.state == state
    fresh = Need.objects.get(pk=need.pk)
    assert fresh.contact_email == ""
    assert fresh.replied_by == world.assessor
    letter = OutgoingMail.objects.get(recipient="avsandare@example.test")
    assert "Tack för behovet." in letter.body
    assert not any(hasattr(row, "contact_email") for row in need.history.all())
    assert [change.target for change in StatusChange.of(need)] == ["assessing", state]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_outcome_without_a_reply(world: World, outcome: str) -> None:
    need = make_need()
    with pytest.raises(Refused) as refusal:
        services.assess_need(
            need_id=need.pk, version=1, actor=world.assessor, outcome=outcome, reply="  ",
            **facts_for(world, outcome),
        )  # fmt: skip
    assert [problem.field for problem in refusal.value.problems] == ["reply"]
    assert Need.objects.get(pk=need.pk).state == "received"


LACKING = [
    ("use_as_basis", "focus_areas"),
    ("refer_to_existing", "existing_project"),
    ("merge", "merged_into"),
    ("handle_locally", "handled_by"),
]


@pytest.mark.parametrize(("outcome", "field"), LACKING)
def test_each_outcome_needs_its_fact(world: World, outcome: str, field: str) -> None:
    need = make_need()
    with pytest.raises(Refused) as refusal:
        services.assess_need(
            need_id=need.pk, version=1, actor=world.assessor, outcome=outcome, reply="Tack."
        )
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_county_without_areas_asks_for_none(world: World) -> None:
    world.indicator.delete()
    world.goal_area.delete()
    world.focus_area.delete()
    need = make_need()
    done = services.assess_need(
        need_id=need.pk, version=1, actor=world.assessor, outcome="use_as_basis", reply="Tack."
    )
    assert done.state == "basis"


def test_goal_areas_are_asked_for_where_there_are_no_focus_areas(world: World) -> None:
    world.focus_area.delete()
    need = make_need()
    with pytest.raises(Refused) as refusal:
        services.assess_need(
            need_id=need.pk, version=1, actor=world.assessor, outcome="use_as_basis", reply="Tack."
        )
    assert refusal.value.problems[0].field == "goal_areas"


def test_a_need_is_not_merged_with_itself(world: World) -> None:
    need = make_need()
    with pytest.raises(Refused, match="Det går inte än"):
        services.assess_need(
            need_id=need.pk, version=1, actor=world.assessor, outcome="merge", reply="Tack.",
            merged_into=need,
        )  # fmt: skip


def test_only_those_who_assess_assess(world: World) -> None:
    need = make_need()
    for role in ("author", "receiver", "operator", "outsider"):
        with pytest.raises(NotAllowed):
            services.assess_need(
                need_id=need.pk, version=1, actor=getattr(world, role), outcome="close", reply="x"
            )


def test_a_reply_holds_no_personnummer(world: World) -> None:
    with pytest.raises(Refused):
        services.assess_need(
            need_id=make_need().pk, version=1, actor=world.assessor, outcome="close",
            reply=f"Hej {PERSONNUMMER}",
        )  # fmt: skip
    with pytest.raises(Refused):
        make_need(text=f"Jag heter {PERSONNUMMER}")


def test_a_need_assessed_by_another_meanwhile_is_kept(world: World) -> None:
    need = make_need()
    services.assess_need(
        need_id=need.pk, version=1, actor=world.assessor, outcome="assess", reply="Ett utkast."
    )
    with pytest.raises(StaleVersion):
        services.assess_need(
            need_id=need.pk, version=1, actor=world.assessor, outcome="close", reply="Mitt svar."
        )
    answer = world.browser("assessor").post(
        reverse("need_assess", args=[need.pk]),
        {"version": "1", "outcome": "close", "reply": "Mitt svar."},
    )
    assert answer.status_code == 409
    assert "Mitt svar." in answer.content.decode()
    assert "Någon annan hann före" in answer.content.decode()


def test_the_page_assesses(world: World) -> None:
    need, browser = make_need(), world.browser("assessor")
    address = reverse("need_assess", args=[need.pk])
    facts = {"version": "1", "outcome": "assess", "focus_areas": [str(world.focus_area.pk)]}
    kept = browser.post(address, facts)
    assert kept.status_code == 302
    assert kept.headers["Location"] == address
    version = str(Need.objects.get(pk=need.pk).version)
    refused = browser.post(address, facts | {"version": version, "outcome": "close"})
    assert refused.status_code == 422
    assert "Skriv ett svar" in refused.content.decode()
    version = str(Need.objects.get(pk=need.pk).version)
    done = browser.post(
        address, facts | {"version": version, "outcome": "use_as_basis", "reply": "Tack."}
    )
    assert done.headers["Location"] == reverse("needs_work")
    page = browser.get(address).content.decode()
    assert "Tack." in page
    assert "ändrade" in page
    assert browser.post(address, {"version": "x"}).status_code == 422


@pytest.mark.parametrize("role", ["receiver", "registrar", "decider", "operator", "outsider"])
def test_needs_are_read_by_those_who_work_with_them(world: World, role: str) -> None:
    need, browser = make_need(), world.browser(role)
    assert browser.get(reverse("needs_work")).status_code == 403
    assert browser.get(reverse("need_assess", args=[need.pk])).status_code == 403
    assert not Need.objects.visible_to(getattr(world, role)).exists()


def test_a_process_leader_reads_but_does_not_assess(world: World) -> None:
    need = make_need()
    browser, address = world.browser("author"), reverse("need_assess", args=[need.pk])
    page = browser.get(address).content.decode()
    assert "Bedöm behovet" not in page
    assert browser.post(address, {"version": "1"}).status_code == 403


def test_the_list_is_filtered(world: World) -> None:
    make_need(title="Om bussar", text="Bussen går sällan.")
    closed = make_need(title="Om färdtjänst")
    services.assess_need(
        need_id=closed.pk, version=1, actor=world.assessor, outcome="close", reply="Tack."
    )
    page = world.browser("assessor").get(reverse("needs_work"), {"q": "buss"}).content.decode()
    assert "Om bussar" in page
    assert "Om färdtjänst" not in page
    page = world.browser("assessor").get(reverse("needs_work"), {"state": "closed"})
    assert "Om färdtjänst" in page.content.decode()
    assert "Om bussar" not in page.content.decode()
    assert "<h1>Ett nytt behov väntar på bedömning</h1>" in page.content.decode()


def test_what_an_outcome_asks_for_is_not_called_voluntary(world: World) -> None:
    need = make_need()
    address = reverse("need_assess", args=[need.pk])
    page = world.browser("assessor").get(address).content.decode()
    for label in ("Svar", "Vilket arbete pågår redan?", "Vilka tar hand om det lokalt?"):
        assert "frivilligt" not in page.split(f">{label}")[1][:60]
    assert "frivilligt" in page.split(">Fokusområden")[1][:60]
    saved = world.browser("assessor").post(address, {"version": "1", "outcome": "assess"})
    assert saved.status_code == 302


def test_a_rejected_initiative_gives_its_needs_back(world: World) -> None:
    need = make_need()
    services.assess_need(
        need_id=need.pk, version=1, actor=world.assessor, outcome="use_as_basis", reply="Tack.",
        focus_areas=[world.focus_area],
    )  # fmt: skip
    initiative = initiative_in(world, "rejected", needs=[need])
    assert list(initiative.needs.all()) == [need]
    assert Need.objects.get(pk=need.pk).state == "assessing"
    note = StatusChange.of(need).order_by("pk").last()
    assert note is not None
    assert initiative.title in note.reason
    assert "Pågår redan i regionen." in note.reason
