"""Many at once: real threads, each with a connection of its own."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from uuid import uuid4

import pytest
from django.db import connection, transaction

from diary import services
from diary.errors import AlreadyRegistered, Busy
from diary.models import DiaryCase, DiaryDocument, RegisterEntry, SecrecyMark, Voiding
from foundation.errors import DomainError, StaleVersion, WrongState
from foundation.text.dates import today
from tests.diary.making import DAY, document, open_case
from tests.support.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


def together(work, count=WRITERS):
    """Run `work(n)` in `count` threads that start at the same moment; what each gave."""
    barrier = threading.Barrier(count)

    def run(number):
        try:
            barrier.wait(timeout=PATIENCE_SECONDS)
            return work(number)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_eight_writers_with_rollbacks_leave_no_gap_and_no_double(series):
    shared = open_case()
    thrown = Counter()

    def write(number):
        random = Random(number)
        left = 20
        while left:
            # One who is told that the counter is busy has taken no number, and tries again.
            with suppress(Busy):
                with transaction.atomic():
                    document(open_case() if random.random() < 0.5 else shared)
                    regretted = random.random() < 0.2
                    transaction.set_rollback(regretted)
                left -= 1
                thrown[number] += regretted

    together(write)
    assert sum(thrown.values()) > 5
    cases = list(DiaryCase.objects.order_by("serial").values_list("serial", flat=True))
    assert cases == list(range(1, len(cases) + 1))
    serials = list(shared.documents.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert DiaryDocument.objects.count() == WRITERS * 20 - sum(thrown.values())
    positions = RegisterEntry.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, len(positions) + 1))
    assert services.verify() == []


def test_two_registrars_at_once_get_consecutive_numbers(series, registrar, other_registrar):
    case = open_case()
    who = [registrar, other_registrar]
    given = together(lambda n: document(case, actor=who[n]).number, 2)
    assert sorted(given) == ["PRV26-0001-1", "PRV26-0001-2"]


def by_hand(token, actor, **changes):
    facts = {
        "title": "Skrivelse",
        "public_title": "",
        "category": "Skrivelse",
        "direction": "incoming",
        "party": "",
        "public_party": "",
        "dated": DAY,
    }
    placement = {"where": "new", "case_title": "Ärendet", **changes}
    return services.register_by_hand(token=token, facts=facts, actor=actor, **placement)


def test_a_double_click_registers_once(series, registrar):
    token = uuid4()
    outcome = together(lambda _n: by_hand(token, registrar), 4)
    (registered,) = [each for each in outcome if isinstance(each, DiaryDocument)]
    refused = [each for each in outcome if isinstance(each, AlreadyRegistered)]
    assert len(refused) == 3
    assert {str(each) for each in refused} == {f"Redan diariefört som {registered}."}
    assert DiaryCase.objects.count() == DiaryDocument.objects.count() == 1
    assert by_hand(uuid4(), registrar).number == f"PRV{today():%y}-0002-1"


def test_marking_twice_at_once_marks_once(series, registrar):
    registered = document()
    outcome = together(
        lambda _n: services.mark_secret(
            document=registered, provision="OSL 25:1", authority="Prov", actor=registrar
        ),
        4,
    )
    assert sum(isinstance(each, SecrecyMark) for each in outcome) == 1
    assert sum(isinstance(each, WrongState) for each in outcome) == 3


def test_voiding_and_marking_at_once_the_second_sees_the_first(series, registrar):
    registered = document()
    outcome = together(
        lambda n: (
            services.void(document=registered, reason="Fel", actor=registrar, version=0)
            if n
            else services.mark_secret(
                document=registered,
                provision="OSL 25:1",
                authority="Prov",
                actor=registrar,
                version=0,
            )
        ),
        2,
    )
    assert sum(isinstance(each, StaleVersion) for each in outcome) == 1
    assert SecrecyMark.objects.count() + Voiding.objects.count() == 1


def test_the_same_external_number_at_once_is_taken_by_one(series, registrar):
    outcome = together(
        lambda _n: by_hand(uuid4(), registrar, where="external", number_text="PRV 22-0026-1"), 4
    )
    assert sum(isinstance(each, DiaryDocument) for each in outcome) == 1
    assert {str(each) for each in outcome if isinstance(each, DomainError)} == {
        "PRV22-0026-1 finns redan: Skrivelse"
    }


def test_the_same_file_at_once_is_stored_once(series):
    registered = document()
    outcome = together(
        lambda _n: services.attach_file(
            document=registered, content=b"text", media_type="text/plain", name="a.txt"
        ),
        4,
    )
    assert {each.pk for each in outcome} == {registered.files.get().pk}


def test_several_cases_in_one_transaction_do_not_block_on_the_chain(series):
    """Each transaction writes in two cases, in opposite order of opening: no deadlock."""
    own = [open_case() for _ in range(2)]

    def write(number):
        for _ in range(10):
            with transaction.atomic():
                document(own[number])
                open_case()
        return True

    assert together(write, 2) == [True, True]
    assert services.verify() == []


def test_a_counter_held_too_long_says_so_and_takes_nothing(series):
    case = open_case()
    held, free = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            document(case)
            held.set()
            free.wait(timeout=PATIENCE_SECONDS)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(timeout=PATIENCE_SECONDS)
    try:
        with pytest.raises(Busy, match="Inget nummer har tagits"):
            document(case)
    finally:
        free.set()
        holder.join()
    assert document(case).number == "PRV26-0001-2"
