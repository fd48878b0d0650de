"""Touch, publish, withdraw: which pages are stored, which are stale, which are gone."""

import gzip

import pytest
from django.core.management import call_command
from django.db import transaction

from foundation.models import OutgoingMail, PageTouch, PublishedPage, PublishingState
from foundation.publishing import publish_all, publish_stale, shelf, touch, withdraw
from foundation.publishing.publisher import first_reading
from foundation.publishing.rendering import render
from tests.support.publishing_site import paths as site_paths

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.support.publishing_site")]


@pytest.fixture(autouse=True)
def _only_the_small_site(monkeypatch):
    from foundation.publishing import marking

    monkeypatch.setattr(marking, "_registered", [site_paths])


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def shown(path):
    page = PublishedPage.objects.get(path=path)
    content = bytes(page.content)
    return (gzip.decompress(content) if page.gzipped else content).decode()


def stored():
    return set(PublishedPage.objects.filter(content__isnull=False).values_list("path", flat=True))


def stale():
    return set(
        PublishedPage.objects.filter(stale_since__isnull=False).values_list("path", flat=True)
    )


def test_every_registered_page_is_published():
    make("ett", "Ett")
    make("två", "Två")
    assert publish_all() == 3
    assert stored() == {"/prov/", "/prov/ett/", "/prov/två/"}
    assert stale() == set()


def test_a_touch_renders_the_pages_made_from_the_tag_and_no_other():
    row = make("ett", "Före")
    make("två", "Två")
    publish_all()
    OutgoingMail.objects.update(subject="Efter")
    touch(f"item:{row.key}")
    assert publish_stale() == 1
    assert "Efter" in shown("/prov/ett/")
    assert "Två" in shown("/prov/två/")


def test_nothing_touched_renders_nothing():
    make("ett", "Ett")
    publish_all()
    assert publish_stale() == 0


def test_a_new_page_appears_with_the_next_touch_of_anything():
    publish_all()
    make("ny", "Ny")
    touch("något annat")
    assert publish_stale() == 1
    assert "Ny" in shown("/prov/ny/")


def test_a_new_page_that_nobody_spoke_of_is_found_by_the_sweep():
    publish_all()
    make("ny", "Ny")
    assert publish_stale() == 0
    assert publish_stale(look_around=True) == 1


def test_a_page_whose_view_answers_404_goes():
    make("ett", "Ett")
    publish_all()
    before = PublishingState.objects.get().withdrawals
    OutgoingMail.objects.update(subject="")
    touch("item:ett")
    publish_stale()
    assert stored() == {"/prov/"}
    assert PublishingState.objects.get().withdrawals > before


def test_a_touch_that_is_rolled_back_touches_nothing():
    make("ett", "Ett")
    publish_all()
    with transaction.atomic():
        touch("list")
        transaction.set_rollback(True)
    assert publish_stale() == 0


def test_unchanged_bytes_are_no_new_revision():
    make("ett", "Ett")
    publish_all()
    before = PublishedPage.objects.get(path="/prov/ett/").revision
    touch("item:ett")
    assert publish_stale() == 1
    page = PublishedPage.objects.get(path="/prov/ett/")
    assert (page.revision, page.stale_since) == (before, None)


def test_a_withdrawn_page_has_no_row_before_any_worker_runs():
    make("ett", "Ett")
    make("två", "Två")
    publish_all()
    withdraw("item:ett")
    assert stored() == {"/prov/", "/prov/två/"}


def test_a_withdrawal_rolled_back_leaves_the_page():
    make("ett", "Ett")
    publish_all()
    with transaction.atomic():
        withdraw("list")
        transaction.set_rollback(True)
    assert stored() == {"/prov/", "/prov/ett/"}


def test_a_list_withdrawn_with_its_item_comes_back_without_it():
    make("ett", "Ett")
    make("två", "Två")
    publish_all()
    OutgoingMail.objects.filter(key="ett").update(subject="")
    withdraw("list")
    publish_stale()
    assert stored() == {"/prov/", "/prov/två/"}
    assert "Ett" not in shown("/prov/")


def test_a_rendering_that_a_withdrawal_overtook_is_not_stored():
    make("ett", "Hemligt")
    reserved = shelf.reserve("/prov/ett/", ["item:ett"])
    rendered = render("/prov/ett/")
    withdraw("item:ett")
    assert shelf.store(reserved, rendered) is False
    assert stored() == set()


def test_a_rendering_that_a_touch_overtook_leaves_the_page_stale():
    row = make("ett", "Före")
    publish_all()
    reserved = shelf.reserve("/prov/ett/", ["list", "item:ett"])
    rendered = render("/prov/ett/")
    row.subject = "Efter"
    row.save()
    shelf.mark_stale({"item:ett"}, {})
    shelf.store(reserved, rendered)
    assert stale() == {"/prov/ett/"}
    publish_stale()
    assert "Efter" in shown("/prov/ett/")
    assert stale() == set()


def test_a_second_touch_of_a_stale_page_counts_too():
    make("ett", "Ett")
    publish_all()
    shelf.mark_stale({"item:ett"}, {})
    reserved = shelf.reserve("/prov/ett/", ["list", "item:ett"])
    shelf.mark_stale({"item:ett"}, {})
    shelf.store(reserved, render("/prov/ett/"))
    assert stale() == {"/prov/ett/"}


def test_a_404_that_a_touch_overtook_keeps_the_row_for_the_next_rendering():
    make("ett", "Ett")
    publish_all()
    reserved = shelf.reserve("/prov/ett/", ["list", "item:ett"])
    shelf.mark_stale({"item:ett"}, {})
    shelf.remove(reserved)
    assert stale() == {"/prov/ett/"}


def test_a_page_that_fails_keeps_its_bytes_and_stops_no_other(monkeypatch, caplog):
    from foundation.publishing import publisher

    make("ett", "Ett")
    make("två", "Två")
    publish_all()
    OutgoingMail.objects.update(subject="Ändrad")

    def render_or_fail(path):
        if path == "/prov/ett/":
            raise RuntimeError("the template is broken")
        return render(path)

    monkeypatch.setattr(publisher, "render", render_or_fail)
    assert publish_all() == 2
    assert "Ett" in shown("/prov/ett/")
    assert "Ändrad" in shown("/prov/två/")
    assert stale() == {"/prov/ett/"}
    assert "/prov/ett/ cannot be published" in caplog.text
    monkeypatch.setattr(publisher, "render", render)
    assert publish_stale() == 1
    assert "Ändrad" in shown("/prov/ett/")


def test_a_package_whose_list_fails_stops_no_other(monkeypatch, caplog):
    from foundation.publishing import marking

    def broken():
        OutgoingMail.objects.raw("SELECT no_such_column FROM foundation_outgoingmail")[0]

    monkeypatch.setattr(marking, "_registered", [broken, site_paths])
    make("ett", "Ett")
    assert publish_all() == 2
    assert "broken failed" in caplog.text


def test_a_registered_address_without_a_published_view_is_said(monkeypatch, caplog):
    from foundation.publishing import marking

    monkeypatch.setattr(marking, "_registered", [lambda: ["/prov/vanlig/"]])
    assert publish_all() == 0
    assert "/prov/vanlig/ is registered for publishing" in caplog.text


def test_addresses_are_registered_as_people_or_reverse_write_them(monkeypatch):
    from foundation.publishing import marking

    make("ö", "Öar")
    monkeypatch.setattr(marking, "_registered", [lambda: ["/prov/%C3%B6/", "/prov/ö/"]])
    assert publish_all() == 1
    assert stored() == {"/prov/ö/"}


def test_registering_twice_asks_once(monkeypatch):
    from foundation.publishing import marking

    monkeypatch.setattr(marking, "_registered", [])
    marking.register_paths(site_paths)
    marking.register_paths(site_paths)
    assert marking._registered == [site_paths]


def test_a_touch_during_publishing_comes_before_what_waits(monkeypatch):
    from foundation.publishing import publisher

    for number in range(5):
        make(f"s{number}", "x")
    publish_all()
    order = []

    def render_and_touch(path):
        order.append(path)
        if len(order) == 1:
            touch("item:s4")
        return render(path)

    monkeypatch.setattr(publisher, "render", render_and_touch)
    publish_all()
    assert order[1] == "/prov/s4/"
    assert set(order) == {"/prov/", *(f"/prov/s{number}/" for number in range(5))}
    assert PageTouch.objects.count() == 0


def test_the_first_reader_gets_the_page_stored_for_all():
    make("ett", "Ett")
    page = first_reading("/prov/ett/")
    assert page.path == "/prov/ett/"
    assert stored() == {"/prov/ett/"}
    assert page.tags == ["list", "item:ett"]


def test_asking_for_what_is_not_there_writes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert first_reading("/prov/saknas/") is None
    assert not PublishedPage.objects.exists()
    assert not PublishingState.objects.exists()


def test_the_command_publishes_what_is_new_and_all_when_asked(capsys):
    make("ett", "Ett")
    call_command("publish_pages")
    assert "2 sidor publicerade, 0 väntar" in capsys.readouterr().out
    call_command("publish_pages")
    assert "0 sidor publicerade" in capsys.readouterr().out
    call_command("publish_pages", "--all")
    assert "2 sidor publicerade" in capsys.readouterr().out


def test_the_turn_of_the_day_touches_what_the_clock_changes():
    from foundation.tasks import turn_of_day

    first_reading("/prov/klocka/")
    before = shown("/prov/klocka/")
    turn_of_day()
    publish_stale()
    assert shown("/prov/klocka/") != before


def test_publishing_asks_few_questions_when_nothing_happened(django_assert_num_queries):
    make("ett", "Ett")
    publish_all()
    with django_assert_num_queries(4):  # savepoint, touches, savepoint's end, stale pages
        publish_stale()
