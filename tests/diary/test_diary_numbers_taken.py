"""Numbers in the order of registration, from the right counter."""

from datetime import date

import pytest

from diary import services
from diary.errors import NoSeries
from diary.models import DiaryCase, RegisterEntry
from tests.diary.making import PDF, document, open_case

pytestmark = pytest.mark.django_db


def test_cases_and_documents_are_numbered_in_order(series, registrar):
    first, second = open_case(actor=registrar), open_case()
    assert (first.number, second.number) == ("PRV26-0001", "PRV26-0002")
    assert first.opened_by == registrar
    assert first.opened_by_name == "Prov registrator"
    assert [document(first).number for _ in range(3)] == [
        "PRV26-0001-1",
        "PRV26-0001-2",
        "PRV26-0001-3",
    ]
    assert document(second).number == "PRV26-0002-1"


def test_the_year_is_that_of_the_act_and_each_year_starts_anew(series):
    assert open_case(opened_on=date(2025, 12, 31)).number == "PRV25-0001"
    assert open_case(opened_on=date(2026, 1, 1)).number == "PRV26-0001"
    assert open_case(opened_on=date(2025, 12, 31)).number == "PRV25-0002"


def test_verify_of_a_fresh_register_finds_nothing(series):
    services.attach_file(
        document=document(), content=PDF, media_type="application/pdf", name="brev.pdf"
    )
    assert services.verify() == []
    kinds = RegisterEntry.objects.values_list("position", "kind")
    assert list(kinds) == [(1, "case_opened"), (2, "document_registered"), (3, "file_attached")]


def test_a_county_without_a_series_is_told_so(county):
    with pytest.raises(NoSeries, match="Länet saknar diarieserie – lägg upp en serie först"):
        open_case()
    assert not DiaryCase.objects.exists()
