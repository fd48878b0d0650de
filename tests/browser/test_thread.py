"""One case walks the whole thread: a need becomes an initiative in test, as the demo users.

Against the real demo: web, worker, publisher, beat and PostgreSQL as processes of their own.
"""

import os
import re
import urllib.error
import urllib.request

import pytest

from foundation.text.dates import today
from tests.support.demo_runs import running_demo, status
from tests.support.pdf_reader import spoken
from tests.support.waiting import until
from tests.support.walk import Person

pytestmark = [pytest.mark.browser, pytest.mark.faults]

TITLE = "Reservplan när anhörigvårdare blir sjuk"
PRESENT = (
    "Länsstyrgruppen, Nyköping, ordförande",
    "Länsstyrgruppen, Katrineholm",
    "Länsstyrgruppen, Region Sörmland",
)
NEED = (
    "När den som vårdar en anhörig hemma blir sjuk finns ingen plan för vem som tar över. Då "
    "hamnar personen ofta på sjukhus, fast ingen vård på sjukhus behövs, och den som vårdar "
    "oroar sig för att vila. Det sker varje vecka i flera kommuner i länet."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    given = os.environ.get("WALK_ADDRESS")
    if given:
        yield given
        return
    with running_demo(tmp_path_factory.mktemp("thread") / "data") as demo:
        yield demo.address.rstrip("/")


@pytest.fixture(scope="module")
def someone(chromium, address):
    """`someone("fou")`: a person in a window of their own, the same one each time."""
    people = {}

    def find(key="", **options):
        name = (key, *options.items())
        if name not in people:
            people[name] = Person(chromium, address, key, **options)
        return people[name]

    yield find
    for person in people.values():
        assert not person.broken
        person.context.close()


@pytest.fixture(scope="module")
def notes():
    """What one step leaves to the next: addresses, the reference code, the number of the case."""
    # The register holds 31 cases of 2026, and each year begins anew.
    return {"case": f"NSV{today():%y}-{32 if today().year == 2026 else 1:04}"}


def public(address, path):
    """An open page as anybody gets it: status, text, without a cookie."""
    try:
        with urllib.request.urlopen(f"{address}{path}", timeout=60) as answer:
            assert not answer.headers.get("Set-Cookie")
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_01_anybody_leaves_a_need_and_keeps_a_code(someone, notes):
    me = someone(width=360)
    me.go("/behov/lamna/")
    me.write(title=TITLE, text=f"{NEED} Ring 19811218-9876.")
    me.tick("origin", "invånare")
    me.tick("no_personal_data", "Jag har inte skrivit")
    me.press("Skicka behovet")
    assert any("personnummer" in line for line in me.mistakes)
    assert me.page.locator("[name=text]").input_value().startswith(NEED)

    me.write(text=NEED)
    me.press("Skicka behovet")
    assert "Tack. Behovet är mottaget" in me.text
    notes["code"] = re.search(r"/behov/svar/(\w+)/", me.page.url).group(1)
    me.go(f"/behov/svar/{notes['code']}/")
    assert "Inkommet" in me.text


def test_02_the_need_is_assessed_with_a_reply(someone, notes):
    steward = someone("fou")
    steward.go("/arbete/")
    steward.follow("Bedöm")
    steward.follow(TITLE)
    steward.tick("focus_areas", "Personcentrering")
    steward.tick("goal_areas", "Tillsammans")
    steward.tick("outcome", "Underlag till initiativ")
    steward.press("Spara bedömningen")
    assert steward.mistakes == ["Skriv ett svar till den som lämnade behovet."]
    steward.write(reply="Tack! Flera kommuner ser samma sak. Det blir ett gemensamt förslag.")
    steward.press("Spara bedömningen")

    me = someone(width=360)
    me.go(f"/behov/svar/{notes['code']}/")
    assert "Underlag till initiativ" in me.text
    assert "Flera kommuner ser samma sak" in me.text


def test_03_a_process_leader_starts_an_initiative_from_it(someone, notes):
    leader = someone("pl-katrineholm")
    leader.go("/arbete/behov/")
    leader.follow(TITLE)
    leader.follow("Påbörja ett initiativ från behovet")
    leader.tick("searched", "Jag har sett efter")
    leader.pick(originating_body="Beredningsgrupp A (demo)")
    leader.press("Påbörja initiativet")
    notes["initiative"] = re.search(r"/arbete/initiativ/\d+/", leader.page.url).group(0)
    assert NEED[:60] in leader.text


def test_04_it_is_saved_half_filled_and_sent_to_the_preparatory_group(someone, notes):
    leader = someone("pl-katrineholm")
    leader.go(f"{notes['initiative']}A/")
    leader.tick("A4", "Katrineholms kommun", "Nyköpings kommun", "Region Sörmland")
    leader.tick("A5", "Beredningsgrupp A")
    leader.write(A6="En reservplan för varje hem där en anhörig vårdar, så att ingen blir utan.")
    leader.press("Spara")
    leader.go(notes["initiative"])
    leader.follow("Skicka till beredningsgrupp")
    leader.press("Skicka till beredningsgrupp")
    assert "Under beredning" in leader.text


def test_05_drafts_are_closed_to_those_who_receive_and_register(someone, notes):
    for key in ("lrs-chef", "lrs-registrator-1", "admin", "lsg-nykoping"):
        assert someone(key).go(notes["initiative"]) in {403, 404}, key


def test_06_what_is_missing_is_listed_with_links(someone, notes):
    group = someone("bg-a")
    group.go(notes["initiative"])
    group.follow("Skicka till verksamhetschefen för LRS")
    group.press("Skicka till verksamhetschefen för LRS")
    assert any(line.startswith("C6 Brukar- och patientmedverkan saknas") for line in group.mistakes)
    first = group.page.locator(".error-summary a").first
    assert notes["initiative"] in first.get_attribute("href")
    first.click()
    group.page.wait_for_url("**#**")


def test_07_the_group_completes_it(someone, notes):
    group = someone("bg-a")
    group.go(f"{notes['initiative']}B/")
    group.write(B1=NEED, B8="Vi har gått igenom länets pågående arbeten och ser inget som täcker.")
    group.tick("B3", "Invånare")
    group.tick("B4", "Äldre")
    group.tick("B6b", "Varje verksamhet har en plan")
    group.row("B7", aim="Plan i varje hem", current="Ingen plan", gap="80")
    group.tick("B8b", "")
    group.press("Spara")
    assert not group.mistakes

    group.go(f"{notes['initiative']}C/")
    group.write(C1="att ge i uppdrag att pröva en reservplan i två kommuner")
    group.pick(C2="Processledare Katrineholm (demo)")
    group.row(
        "C3",
        organisation="Katrineholms kommun",
        role="Samordnare",
        extent="20 %",
        start="2027-01-01",
        end="2027-12-31",
    )
    group.row("C4", item="Samordnare", year="2027", cost="400000", funding="300000",
              source="Egen budget")  # fmt: skip
    group.row("C6", form="Planeras", who="Anhöriga", how="Två träffar", when="2027-02-01")
    group.row("C10", risk="Få vill delta", measure="Bjud in brett", owner="Gruppen")
    group.press("Spara")

    group.go(f"{notes['initiative']}D/")
    group.row("D1", activity="Ta fram plan", start="2027-01-15", end="2027-04-30",
              responsible="Samordnaren")  # fmt: skip
    group.row("D2", site="Katrineholm", start="2027-05-01", end="2027-10-31", who="Hemtjänsten",
              scale="Tjugo hem", stop="Om någon blir utan hjälp")  # fmt: skip
    group.row("D3", date="2027-11-30", what="Utfall av testet", by="Samordnaren", to="Gruppen")
    group.row("D4", measure="Oplanerade återinskrivningar", baseline="12", target="8",
              date="2027-12-31", source="Regionens statistik", indicator="Samordning")  # fmt: skip
    group.tick("D5", "Samordning")
    group.write(D7="Utvärderas av forskningsenheten efter testet, med anhörigas egna ord.")
    group.tick("D10", "")
    group.press("Spara")

    group.go(notes["initiative"])
    group.follow("Skicka till verksamhetschefen för LRS")
    group.press("Skicka till verksamhetschefen för LRS")
    assert group.mistakes == ["K3: kostnad 400 000 kr, finansiering 300 000 kr"]


def test_08_it_is_received_locked_and_registered(someone, notes, address):
    group = someone("bg-a")
    group.go(f"{notes['initiative']}C/")
    group.row("C4", funding="400000")
    group.press("Spara")
    group.go(notes["initiative"])
    group.follow("Skicka till verksamhetschefen för LRS")
    group.press("Skicka till verksamhetschefen för LRS")
    assert "Inskickat till LRS" in group.text
    assert group.go(f"{notes['initiative']}B/") in {200, 403}
    assert group.page.locator("main textarea[name=B1]").count() == 0

    director = someone("lrs-chef")
    director.go("/arbete/inkorg/")
    assert TITLE in director.text
    assert notes["case"] in director.text
    director.follow(TITLE)
    assert "Bifall" not in director.text
    assert public(address, "/satsningar/")[1].count(TITLE) == 0


def test_09_a_meeting_is_planned_with_the_matter_on_its_agenda(someone, notes):
    director = someone("lrs-chef")
    director.go("/arbete/moten/nytt/")
    director.write(held_on=notes.setdefault("day", director.page.evaluate(
        "new Date().toLocaleDateString('sv-SE', {timeZone: 'Europe/Stockholm'})")))  # fmt: skip
    director.press("Spara mötet")
    notes["meeting"] = re.search(r"/arbete/moten/\d+/", director.page.url).group(0)
    with director.page.expect_navigation():
        director.page.get_by_role("button", name=f"Ta upp {TITLE}").first.click()
    assert "§ 1" in director.text

    member = someone("lsg-nykoping", width=360)
    member.go("/arbete/")
    assert member.go(notes["meeting"]) == 200
    member.follow(TITLE)
    assert "att ge i uppdrag att pröva en reservplan i två kommuner" in member.text


def test_10_the_body_decides_with_lead_responsible_and_positions(someone, notes):
    registrar = someone("lrs-registrator-1")
    registrar.go(f"{notes['meeting']}oppna/")
    registrar.tick("present", *PRESENT)
    registrar.press("Öppna mötet")
    assert "Pågår" in registrar.text

    chair = someone("lsg-nykoping", width=360)
    chair.go(f"{notes['meeting']}1/besluta/")
    chair.tick("outcome", "Bifall")
    chair.press("Anteckna beslutet")
    assert any("leder" in line for line in chair.mistakes), chair.mistakes
    chair.tick("lead", "Beredningsgrupp A")
    chair.tick("contributing", "Beredningsgrupp B (demo)")
    chair.press("Anteckna beslutet")
    assert not chair.mistakes
    assert "Ej diariefört" in chair.text
    notes["decision"] = re.search(r"/arbete/beslut/\d+/", chair.page.url).group(0)
    assert someone("lrs-chef").page.request.post(
        f"{chair.address}{notes['meeting']}1/besluta/"
    ).status == 403  # fmt: skip


def test_11_nothing_is_public_before_it_is_registered(someone, notes, address):
    number = notes["initiative"].strip("/").split("/")[-1]
    assert public(address, f"/satsningar/{number}/")[0] == 404
    assert public(address, f"/diarium/{notes['case']}-2/")[0] == 404
    assert TITLE not in public(address, "/")[1]


def test_12_a_registrar_registers_it_and_the_worker_makes_the_pdf(someone, notes, address):
    registrar = someone("lrs-registrator-2")
    registrar.go("/arbete/")
    registrar.go(notes["decision"])
    registrar.press("Diarieför")
    if registrar.page.url.endswith("/diariefor/"):
        registrar.press("Diarieför")
    number = f"{notes['case']}-2"
    assert number in registrar.text

    until(lambda: status(f"{address}/diarium/{number}.pdf") == 200, "the PDF")
    with urllib.request.urlopen(f"{address}/diarium/{number}.pdf", timeout=60) as answer:
        said = spoken(answer.read())
    for expected in (TITLE, number, "Länsstyrgruppen", "Beredningsgrupp A (demo)"):
        assert expected in said, expected

    key = notes["initiative"].strip("/").split("/")[-1]
    for path in ("/", "/satsningar/", f"/satsningar/{key}/", "/beslut/", "/diarium/"):
        until(lambda path=path: TITLE in public(address, path)[1], f"{path} to show it")
    assert public(address, f"/diarium/{notes['case']}/")[0] == 200


def test_13_the_lead_group_writes_a_directive(someone, notes):
    group = someone("bg-a")
    group.go(f"{notes['initiative']}direktiv/")
    for field in group.page.locator("main textarea").all():
        if not field.input_value():
            field.fill("Reservplanen prövas i tjugo hem under ett halvår och följs upp.")
    group.tick("measures", "Oplanerade återinskrivningar")
    for field in group.page.locator("main input[type=text]:visible").all():
        if not field.input_value():
            field.fill("2027-12-31")
    group.press("Spara")
    assert not group.mistakes
    group.go(f"{notes['initiative']}direktiv/lamna/")
    group.press("Lämna direktivet")
    assert "Direktiv för godkännande" in group.text


def test_14_the_body_approves_that_version_and_the_test_begins(someone, notes, address):
    director = someone("lrs-chef")
    director.go("/arbete/moten/nytt/")
    director.write(held_on=notes["day"], starts_at="23:30")
    director.press("Spara mötet")
    meeting = re.search(r"/arbete/moten/\d+/", director.page.url).group(0)
    with director.page.expect_navigation():
        director.page.get_by_role("button", name=f"Ta upp {TITLE}").first.click()
    registrar = someone("lrs-registrator-1")
    registrar.go(f"{meeting}oppna/")
    registrar.tick("present", *PRESENT)
    registrar.press("Öppna mötet")

    chair = someone("lsg-nykoping", width=360)
    chair.go(f"{meeting}1/besluta/")
    chair.tick("outcome", "Direktivet godkänns")
    chair.press("Anteckna beslutet")
    assert not chair.mistakes
    decision = re.search(r"/arbete/beslut/\d+/", chair.page.url).group(0)
    registrar.go(decision)
    registrar.press("Diarieför")
    assert f"{notes['case']}-3" in registrar.text

    number = notes["initiative"].strip("/").split("/")[-1]
    until(lambda: "Test pågår" in public(address, f"/satsningar/{number}/")[1], "the test to show")
    leader = someone("pl-katrineholm")
    leader.go(notes["initiative"])
    assert "Test pågår" in leader.text
