"""Any sequence of services leaves a whole register: numbers without gaps, a chain that holds."""

from contextlib import suppress

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from diary import services
from diary.models import DiaryCase, DiaryDocument, RegisterEntry
from foundation.errors import DomainError
from tests.diary.making import DAY, PDF, document, open_case

pytestmark = pytest.mark.django_db

STEP = st.tuples(
    st.sampled_from(
        ["case", "document", "file", "archive", "mark", "lift", "void", "correct", "external",
         "historic", "rollback"]
    ),
    st.integers(0, 5),
)  # fmt: skip


def facts(**more):
    return {
        "title": "T", "public_title": "", "party": "", "public_party": "", "dated": DAY, **more
    }  # fmt: skip


def pick(model, number):
    rows = list(model.objects.order_by("pk"))
    return rows[number % len(rows)]


def take(step, number, actor):  # noqa: PLR0911 - one line per service
    if step == "case":
        return open_case(actor=actor)
    if step in {"document", "rollback"}:
        return document(pick(DiaryCase, number))
    if step == "external":
        return services.register_external(
            number_text=f"PRV26-{number * 3 + 1:04d}-{number + 1}",
            category="K", direction="incoming", actor=actor, **facts(),
        )  # fmt: skip
    if step == "historic":
        return services.register_historic(
            case_number=f"PRV24-{number + 1:04d}", document_serial=number or None, title="T",
            category="K", direction="incoming", party="", dated=None, date_precision="unknown",
            case_title="T",
        )  # fmt: skip
    chosen = pick(DiaryDocument, number)
    if step in {"file", "archive"}:
        role = "archive" if step == "archive" else "original"
        return services.attach_file(
            document=chosen, content=PDF + b"%%EOF\n" * number, media_type="application/pdf",
            name="a.pdf", role=role,
        )  # fmt: skip
    if step == "mark":
        return services.mark_secret(document=chosen, provision="P", authority="A", actor=actor)
    if step == "lift":
        return services.lift_secrecy(document=chosen, note="N", actor=actor)
    if step == "void":
        return services.void(document=chosen, reason="R", actor=actor)
    return services.correct(document=chosen, actor=actor, **facts())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=1, max_size=15))
def test_any_sequence_leaves_a_whole_register(series, registrar, steps):
    with transaction.atomic():
        first = document()
        for step, number in steps:
            with suppress(DomainError), transaction.atomic():
                take(step, number, registrar)
                if step == "rollback":
                    transaction.set_rollback(True)
        assert services.verify() == []
        for case in DiaryCase.objects.filter(origin="portal", serial=first.case.serial):
            serials = [each.serial for each in case.documents.order_by("serial")]
            own = [each.serial for each in case.documents.filter(origin="portal")]
            assert len(set(serials)) == len(serials)
            assert own == sorted(own)
        positions = list(RegisterEntry.objects.values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))
        transaction.set_rollback(True)
