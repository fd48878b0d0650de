"""The real thing: two web processes under gunicorn, a publisher worker, a broker, a database."""

import contextlib
import os
import signal
from uuid import uuid4

import pytest
from django.db import transaction

from foundation.models import OutgoingMail, PageTouch, PublishedPage
from foundation.publishing import touch, withdraw
from tests.support.ports import free_port
from tests.support.publishing_site import SLOW
from tests.support.running import get, running
from tests.support.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
PUBLISHER = (
    *("-m", "celery", "--app", "narvard", "worker", "--queues", "publish", "--concurrency", "1"),
    *("--hostname", "publisher@%h", "--without-gossip", "--without-mingle", "--loglevel", "INFO"),
)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a portal with two web processes; the database is emptied between tests."""
    with django_db_blocker.unblock(), web(tmp_path_factory.mktemp("site")) as address:
        yield address


@contextlib.contextmanager
def web(folder):
    port = free_port()
    command = ("-m", "gunicorn", "--config", "narvard/gunicorn.py")
    environment = {
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
        "DATABASE_POOL": "1",
        "SLOW_SECONDS": "0.4",
    } | surroundings()
    log = folder / "web.log"
    application = "tests.support.publishing_wsgi:application"
    with running(*command, application, log=log, environment=environment):
        address = f"http://127.0.0.1:{port}"
        until(lambda: get(f"{address}/prov/vanlig/").status == 200, f"the web, see {log}")
        yield address


@contextlib.contextmanager
def publisher(folder):
    # With the clock that comes with it: a wake-up may be lost, and the sweep finds what waits.
    # Its file is new each time: one that was killed may still hold the old one.
    clock = ("--beat", "--schedule", str(folder / f"beat-{uuid4()}"))
    log = folder / "publisher.log"
    with running(*PUBLISHER, *clock, log=log, environment=surroundings()) as process:
        yield process


def surroundings():
    return {"DJANGO_SETTINGS_MODULE": "tests.support.publishing_settings"}


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def everywhere(url, wanted, processes=2):
    """True when both processes, each asked many times, answer as wanted."""
    answers = [get(url) for _ in range(16)]
    seen = {answer.headers.get("X-Process") for answer in answers}
    return len(seen) == processes and all(wanted(answer) for answer in answers)


def nothing_waits():
    stale = PublishedPage.objects.filter(stale_since__isnull=False)
    return not PageTouch.objects.exists() and not stale.exists()


def test_published_touched_and_withdrawn_reaches_every_process(site, tmp_path):
    page = f"{site}/prov/ett/"
    with publisher(tmp_path):
        with transaction.atomic():
            make("ett", "Publicerad")
            touch("list")
        for address in (page, f"{site}/prov/"):
            until(lambda: everywhere(address, lambda a: "Publicerad" in a.body), "published")  # noqa: B023
        until(nothing_waits, "the publisher has done its work")

        with transaction.atomic():
            OutgoingMail.objects.update(subject="Ändrad")
            touch("item:ett")
        until(lambda: everywhere(page, lambda a: "Ändrad" in a.body), "changed")
        until(
            lambda: everywhere(f"{site}/prov/", lambda a: "Publicerad" in a.body),
            "the list was not touched and stands",
        )

        with transaction.atomic():
            OutgoingMail.objects.update(subject="")
            withdraw("item:ett", "list")
        until(lambda: everywhere(page, lambda a: a.status == 404), "withdrawn")
        until(
            lambda: everywhere(f"{site}/prov/", lambda a: "Ändrad" not in a.body),
            "gone from the list",
        )


def test_a_withdrawn_page_goes_also_when_no_worker_runs(site):
    make("ett", "Hemlig")
    page = f"{site}/prov/ett/"
    until(lambda: everywhere(page, lambda a: "Hemlig" in a.body), "read and stored")
    with transaction.atomic():
        OutgoingMail.objects.update(subject="")
        withdraw("item:ett")
    until(lambda: everywhere(page, lambda a: a.status == 404), "withdrawn")


def test_pages_are_served_ahead_of_django_with_everything_a_reader_needs(site):
    make("ett", "Ett")
    page = f"{site}/prov/ett/"
    until(lambda: everywhere(page, lambda a: a.status == 200), "stored")
    answer = get(page)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    unchanged = get(page, If_None_Match=answer.headers["ETag"])
    assert (unchanged.status, unchanged.body) == (304, "")
    with_cookie = get(page, Cookie="sessionid=nagon")
    assert with_cookie.body == answer.body


def test_a_reader_during_the_first_rendering_gets_the_same_page(site):
    """Both processes are asked at once for a page that takes long to make."""
    import concurrent.futures

    make(SLOW, "Långsam")
    with concurrent.futures.ThreadPoolExecutor(12) as readers:
        answers = list(readers.map(lambda _: get(f"{site}/prov/{SLOW}/"), range(12)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert PublishedPage.objects.get().touches == 0


@pytest.mark.faults
def test_a_publisher_killed_while_it_renders_loses_no_touch(site, tmp_path):
    with transaction.atomic():
        make(SLOW, "Före")
        touch("list")
    page = f"{site}/prov/{SLOW}/"
    for attempt in range(4):
        with publisher(tmp_path) as process:
            begun = PublishedPage.objects.filter(stale_since__isnull=False)
            with transaction.atomic():
                OutgoingMail.objects.update(subject=f"Försök {attempt}")
                touch(f"item:{SLOW}")
            until(begun.exists, "the publisher has begun")
            os.kill(process.pid, signal.SIGKILL)
    with publisher(tmp_path):
        until(lambda: everywhere(page, lambda a: "Försök 3" in a.body), "the last word")
        until(nothing_waits, "nothing is left over")


@pytest.mark.faults
def test_a_web_process_killed_is_replaced_by_one_that_knows_the_pages(site):
    make("ett", "Ett")
    page = f"{site}/prov/ett/"
    until(lambda: everywhere(page, lambda a: a.status == 200), "stored")
    first = int(get(page).headers["X-Process"])
    os.kill(first, signal.SIGKILL)

    def replaced():
        answers = [get(page) for _ in range(16)]
        seen = {answer.headers.get("X-Process") for answer in answers if answer.status == 200}
        return len(seen) == 2 and str(first) not in seen

    until(replaced, "a new process answers")
