"""The operators' page: who may see it, what it shows, and what its buttons do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation import access, mail, outbox
from foundation.models import OutboxEvent, OutgoingMail, PublishedPage
from tests.factories import make_county

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_operator_is_who_is_named_so(monkeypatch):
    monkeypatch.setattr(access, "_check", lambda user: getattr(user, "name", "") == "Operatör")


@pytest.fixture(autouse=True)
def _county_words(db):
    """The page's frame speaks the county's words."""
    make_county()


def log_in(client, django_user_model, name):
    user = django_user_model.objects.create_user(f"{name}@example.test", name)
    client.force_login(user)
    return client


@pytest.fixture
def operator(client, django_user_model):
    return log_in(client, django_user_model, "Operatör")


def dead(key="1"):
    return OutboxEvent.objects.create(
        kind="beslut.pdf", key=key, dead_at=timezone.now(), attempts=8, last_error="Fel: mallen"
    )


def in_doubt(key="brev"):
    return OutgoingMail.objects.create(
        key=key,
        recipient="nagon@example.test",
        subject="Beslut fattat",
        sending_at=timezone.now() - mail.UNCERTAIN_AFTER - timedelta(minutes=1),
    )


def test_when_all_is_well_it_says_so(operator):
    page = operator.get(reverse("operations")).content.decode()
    assert "<h1>Allt går som det ska</h1>" in page
    assert "Inget väntar" in page
    assert "Alla öppna sidor är aktuella." in page


def test_it_shows_what_needs_a_person_first(operator):
    dead()
    in_doubt()
    OutboxEvent.objects.create(kind="mail.send", key="väntande")
    PublishedPage.objects.create(path="/a/", stale_since=timezone.now())
    page = operator.get(reverse("operations")).content.decode()
    assert "<h1>Två saker behöver dig</h1>" in page
    assert page.index("Ett brev är ovisst") < page.index("En händelse är uppgiven")
    assert page.index("En händelse är uppgiven") < page.index("En händelse väntar")
    assert "Fel: mallen" in page
    assert "nagon@example.test" in page
    assert "väntande" in page
    assert "En öppen sida ska skrivas om." in page


def test_many_events_cost_no_more_queries(operator, django_assert_max_num_queries):
    for number in range(60):
        dead(str(number))
        OutboxEvent.objects.create(kind="mail.send", key=f"v{number}")
        in_doubt(f"b{number}")
    with django_assert_max_num_queries(14):
        page = operator.get(reverse("operations")).content.decode()
    assert "Sida 1 av 2" in page
    assert "De 20 som står först visas." in page


def test_a_dead_event_is_tried_again(operator):
    event = dead()
    answer = operator.post(reverse("operations_retry", args=[event.pk]), follow=True)
    assert "Händelsen beslut.pdf 1 görs om nu." in answer.content.decode()
    event.refresh_from_db()
    assert (event.dead_at, event.attempts) == (None, 0)


def test_an_event_somebody_else_has_retried_is_409(operator):
    event = dead()
    outbox.retry(event)
    answer = operator.post(reverse("operations_retry", args=[event.pk]))
    assert answer.status_code == 409
    assert "Någon annan hann före" in answer.content.decode()


def test_mail_in_doubt_is_sent_again(operator):
    row = in_doubt()
    operator.post(reverse("operations_mail", args=[row.pk]), {"igen": ""})
    row.refresh_from_db()
    assert row.sending_at is None
    assert OutboxEvent.objects.get().key == row.key


def test_mail_in_doubt_is_settled_as_arrived(operator):
    row = in_doubt()
    operator.post(reverse("operations_mail", args=[row.pk]), {"framme": ""})
    row.refresh_from_db()
    assert row.sent_at is not None
    assert not OutboxEvent.objects.exists()


@pytest.mark.parametrize("button", ["igen", "framme"])
def test_mail_already_settled_is_409(operator, button):
    row = in_doubt()
    mail.mark_sent(row)
    answer = operator.post(reverse("operations_mail", args=[row.pk]), {button: ""})
    assert answer.status_code == 409


@pytest.mark.parametrize("name", ["operations_retry", "operations_mail"])
def test_what_is_not_there_is_404(operator, name):
    assert operator.post(reverse(name, args=[999])).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [("operations", "get"), ("operations_retry", "post"), ("operations_mail", "post")],
)
def test_others_are_refused_and_change_nothing(client, django_user_model, name, method):
    event, row = dead(), in_doubt()
    address = reverse(
        name, args=[event.pk if name == "operations_retry" else row.pk] * (name != "operations")
    )
    anonymous = getattr(client, method)(address)
    assert anonymous.status_code == 302
    assert "logga-in" in anonymous["Location"]
    log_in(client, django_user_model, "Någon annan")
    refused = getattr(client, method)(address)
    assert refused.status_code == 403
    assert "den som sköter driften" in refused.content.decode()
    event.refresh_from_db()
    row.refresh_from_db()
    assert event.dead_at is not None
    assert row.sending_at is not None


@pytest.mark.parametrize("name", ["operations_retry", "operations_mail"])
def test_looking_changes_nothing(operator, name):
    assert operator.get(reverse(name, args=[1])).status_code == 405


def test_nobody_is_an_operator_until_told_who(monkeypatch):
    monkeypatch.setattr(access, "_check", access._nobody)
    assert not access.is_operator(object())
    access.operator_check(lambda _user: True)
    assert access.is_operator(object())


def test_the_county_tells_who_operates():
    from django.apps import apps

    from county.rules import operates

    apps.get_app_config("county").ready()
    assert access._check is operates
