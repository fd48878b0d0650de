"""County data in the hands of an operator: editing, versions, history, deletion, rights."""

from datetime import date

import pytest
from django.test import Client

from county.models import (
    County,
    DecisionMandate,
    FocusArea,
    GoalArea,
    Membership,
    Objective,
    Organisation,
    Role,
    User,
)
from county.models.role import Capability
from county.tables import grouped

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return County.objects.create(
        key="provlan", name="Provlän", official_name="Provlän", code="99",
        programme="Nära vård i Provlän", target_year=2035,
    )  # fmt: skip


def person(email, *capabilities):
    user = User.objects.create_user(email, email.partition("@")[0].capitalize())
    role = Role.objects.create(key=user.name, name=user.name, capabilities=list(capabilities))
    Membership.objects.create(user=user, role=role, valid_from=date(2020, 1, 1))
    return user


@pytest.fixture
def operator(county):
    return person("drift@example.test", Capability.OPERATE)


@pytest.fixture
def client(operator):
    client = Client()
    client.force_login(operator)
    return client


def form_of(client, url):
    """The fields of the form on a page, as a browser would send them back."""
    form = client.get(url).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        data[field.html_name] = value if isinstance(value, list) else str(value)
    return data


ALL_TABLES = [table for tables in grouped().values() for table in tables]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.slug)
def test_every_table_lists_and_has_a_form(client, table):
    listing = client.get(f"/arbete/lan/{table.slug}/")
    form = client.get(f"/arbete/lan/{table.slug}/ny/")
    assert listing.status_code == form.status_code == 200
    assert table.plural.capitalize() in listing.content.decode()
    assert form.context["form"].fields


def test_a_row_is_added_changed_and_both_stand_in_its_history(client, operator):
    response = client.post(
        "/arbete/lan/malomraden/ny/", {"key": "nara", "name": "Nära", "order": 1, "version": 0}
    )
    assert response.status_code == 302
    area = GoalArea.objects.get()
    url = f"/arbete/lan/malomraden/{area.pk}/"
    data = form_of(client, url) | {"tagline": "genom tillgänglighet", "version": area.version}
    assert client.post(url, data).status_code == 302

    area.refresh_from_db()
    assert (area.tagline, area.version, area.changed_by) == ("genom tillgänglighet", 2, operator)
    page = client.get(f"{url}andringar/").content.decode()
    assert "Lades till" in page
    assert "<ins>genom tillgänglighet</ins>" in page
    assert operator.name in page


def test_the_second_of_two_editors_is_told_who_and_keeps_what_was_typed(client, county):
    area = GoalArea.objects.create(key="nara", name="Nära")
    url = f"/arbete/lan/malomraden/{area.pk}/"
    mine = form_of(client, url) | {"name": "Mitt förslag", "version": area.version}
    other = Client()
    other.force_login(person("annan@example.test", Capability.OPERATE))
    other.post(url, form_of(other, url) | {"name": "Annans namn", "version": area.version})

    response = client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "har ändrats av Annan" in page
    assert 'value="Mitt förslag"' in page
    area.refresh_from_db()
    assert area.name == "Annans namn"


def test_a_row_in_use_is_not_deleted_and_the_page_says_what_uses_it(client):
    focus = FocusArea.objects.create(key="pc", name="Personcentrering", valid_from_year=2023)
    organisation = Organisation.objects.create(key="a", name="A kommun", kind="municipality")
    role = Role.objects.create(key="r", name="Roll")
    user = User.objects.create_user("x@example.test", "X")
    Membership.objects.create(
        user=user, role=role, organisation=organisation, valid_from=date(2024, 1, 1)
    )
    url = f"/arbete/lan/organisationer/{organisation.pk}/ta-bort/"
    response = client.post(url, {"version": organisation.version})
    assert response.status_code == 422
    assert "används fortfarande av uppdrag" in response.content.decode()
    assert Organisation.objects.filter(pk=organisation.pk).exists()

    gone = client.post(f"/arbete/lan/fokusomraden/{focus.pk}/ta-bort/", {"version": focus.version})
    assert gone.status_code == 302
    assert not FocusArea.objects.exists()
    history = client.get(f"/arbete/lan/fokusomraden/{focus.pk}/andringar/").content.decode()
    assert "Togs bort" in history


def test_a_list_column_is_edited_as_lines(client, county):
    url = f"/arbete/lan/lanet/{county.pk}/"
    data = form_of(client, url) | {
        "sectors": "socialtjänst\nhälso- och sjukvård, även hemma\n\n",
        "version": county.version,
    }
    assert client.post(url, data).status_code == 302
    county.refresh_from_db()
    assert county.sectors == ["socialtjänst", "hälso- och sjukvård, även hemma"]


def test_bad_input_is_refused_beside_the_field(client):
    response = client.post(
        "/arbete/lan/malsattningar/ny/", {"key": "å ä", "text": "", "version": 0}
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) >= {"key", "text", "focus_area"}
    assert not Objective.objects.exists()


@pytest.mark.parametrize(
    "capability", [value for value in Capability.values if value != Capability.OPERATE]
)
def test_only_operators_see_or_change_county_data(county, capability):
    area = GoalArea.objects.create(key="nara", name="Nära")
    client = Client()
    client.force_login(person("annan@example.test", capability))
    row = f"/arbete/lan/malomraden/{area.pk}/"
    # The tables of the figures are edited by those who answer for them.
    listed = 200 if capability == Capability.STEWARD_INDICATORS else 403
    assert client.get("/arbete/lan/").status_code == listed
    for url in ("/arbete/lan/malomraden/", row, f"{row}andringar/"):
        assert client.get(url).status_code == 403
    assert client.post(row, {"name": "x", "version": 1}).status_code == 403
    assert client.post(f"{row}ta-bort/", {"version": 1}).status_code == 403
    area.refresh_from_db()
    assert area.name == "Nära"


def test_anonymous_is_sent_to_log_in(county):
    response = Client().get("/arbete/lan/")
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/logga-in/")


def test_lists_take_the_same_number_of_queries_however_long(client, django_assert_max_num_queries):
    from county.models import Body

    def fill(numbers):
        for number in numbers:
            body = Body.objects.create(key=f"b{number}", name=f"B{number}", kind="network")
            DecisionMandate.objects.create(
                key=f"m{number}", body=body, action="decides", subjects=["initiative"]
            )

    fill(range(3))
    with django_assert_max_num_queries(12):
        client.get("/arbete/lan/beslutanderatter/")
    fill(range(3, 40))
    with django_assert_max_num_queries(12):
        client.get("/arbete/lan/beslutanderatter/")
