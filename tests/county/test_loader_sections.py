"""Sections that other packages bring: the diary, which nothing changes, and the template."""

import pytest

from county.loader import registry
from county.loader.rows import Named, references_of
from county.models import District
from diary.models import DiaryCase, DiaryDocument, YearCounter
from initiatives.models import TemplateField
from tests.support.county_files import faults, load_file, row, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def diary_file():
    return small() | {
        "series": [{"key": "pns", "prefix": "PNS", "digits": 4}],
        "register_cases": [
            {"key": "pns22-0008", "series": "pns", "number": "PNS22-0008", "title": "Målbild"},
            {"key": "pns23-0008", "series": "pns", "number": "PNS23-0008", "title": "Struktur"},
        ],
        "register_documents": [
            {
                "key": "utan-nummer",
                "case": "pns22-0008",
                "serial": None,
                "title": "Målbilden godkänns",
                "category": "Målbild",
                "direction": "drawn_up",
                "dated": "2022-03-11",
            },
            {
                "key": "pns23-0008-6",
                "case": "pns23-0008",
                "serial": 6,
                "title": "Förtydliganden",
                "category": "Processbeskrivning",
                "direction": "drawn_up",
                "party": "Styrgruppen",
                "dated": "2022-11",
                "date_precision": "month",
            },
        ],
    }


def test_documents_from_before_stand_in_the_diary_under_their_own_numbers(tmp_path, diary_file):
    load_file(tmp_path, diary_file)

    document = DiaryDocument.objects.get(number="PNS23-0008-6")
    assert (document.title, document.public_title) == ("Förtydliganden", "Förtydliganden")
    assert (document.party, str(document.dated)) == ("Styrgruppen", "2022-11-01")
    assert (document.date_precision, document.origin) == ("month", "historic")
    assert document.case.title == "Struktur"
    assert document.case.opened_on is None


def test_an_unknown_document_number_stays_unknown(tmp_path, diary_file):
    load_file(tmp_path, diary_file)

    document = DiaryDocument.objects.get(case__number="PNS22-0008")
    assert (document.serial, document.number) == (None, None)


def test_the_next_case_of_a_year_comes_after_those_in_the_file(tmp_path, diary_file):
    load_file(tmp_path, diary_file)

    assert dict(YearCounter.objects.values_list("year", "last")) == {2022: 8, 2023: 8}


def test_the_diary_is_not_written_again(tmp_path, diary_file):
    load_file(tmp_path, diary_file)
    report = load_file(tmp_path, diary_file)

    assert report.changed_anything is False
    assert (DiaryCase.objects.count(), DiaryDocument.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("section", "key"), [("register_documents", "pns23-0008-6"), ("register_cases", "pns23-0008")]
)
def test_what_is_registered_cannot_be_changed_by_the_file(tmp_path, diary_file, section, key):
    load_file(tmp_path, diary_file)
    row(diary_file, section, key)["title"] = "En annan rubrik"

    found = faults(tmp_path, diary_file)

    assert "gör en rättelse i diariet" in found[f"{section} ({key})"]
    assert DiaryDocument.objects.get(number="PNS23-0008-6").title == "Förtydliganden"


def test_what_is_registered_cannot_leave_the_file(tmp_path, diary_file):
    load_file(tmp_path, diary_file)
    del diary_file["register_documents"][1]

    found = faults(tmp_path, diary_file)

    assert "ingenting tas bort" in found["register_documents (pns23-0008-6)"]
    assert DiaryDocument.objects.count() == 2


def test_a_number_that_the_diary_cannot_read_is_told_at_its_row(tmp_path, diary_file):
    row(diary_file, "register_cases", "pns23-0008")["number"] = "ärende 8"

    found = faults(tmp_path, diary_file)

    assert list(found) == ["register_documents (pns23-0008-6)"]
    assert not DiaryDocument.objects.exists()


def test_a_case_needs_a_series_of_the_county(tmp_path, diary_file):
    del diary_file["series"]

    found = faults(tmp_path, diary_file)

    assert "finns inte i avsnittet series" in found["register_cases[0] (pns22-0008).series"]


TEMPLATE = {
    "templates": [{"key": "mall", "edition": 1, "name": "Mall"}],
    "template_sections": [{"key": "mall-a", "template": "mall", "code": "A", "name": "Grund"}],
    "template_fields": [
        {
            "key": "mall-a1",
            "section": "mall-a",
            "code": "A1",
            "name": "Kostnader",
            "kind": "rows",
            "requirement": "submission",
            "limits": {
                "min_items": 1,
                "columns": [{"key": "post", "label": "Post", "kind": "text", "required": True}],
            },
        }
    ],
}


def test_the_limits_of_a_template_field_are_kept_as_written(tmp_path):
    load_file(tmp_path, small() | TEMPLATE)

    assert TemplateField.objects.get().limits == {
        "min_items": 1,
        "columns": [{"key": "post", "label": "Post", "kind": "text", "required": True}],
    }
    assert load_file(tmp_path, small() | TEMPLATE).changed_anything is False


@pytest.mark.parametrize(
    ("limits", "place", "says"),
    [
        ({"max_lenght": 5}, "limits.max_lenght", "inget fält som heter så"),
        (
            {"columns": [{"key": "a", "label": "A", "kind": "tal"}]},
            "limits.columns[0].kind",
            "'text'",
        ),
        ({"columns": [{"key": "a", "kind": "text"}]}, "limits.columns[0].label", "saknas"),
        ({"balance": ["a"]}, "limits.balance", "minst 2"),
        ("inga", "limits", "ett objekt"),
    ],
)
def test_limits_are_checked_to_the_last_column(tmp_path, limits, place, says):
    file = small() | TEMPLATE
    file["template_fields"] = [TEMPLATE["template_fields"][0] | {"limits": limits}]

    found = faults(tmp_path, file)

    assert says in found[f"template_fields[0] (mall-a1).{place}"]


def test_the_register_that_a_field_chooses_from_is_kept_under_its_own_name(tmp_path):
    file = small() | TEMPLATE
    limits = {"register": "indicators", "min_items": 1}
    file["template_fields"] = [
        TEMPLATE["template_fields"][0] | {"kind": "relations", "limits": limits}
    ]

    load_file(tmp_path, file)

    assert TemplateField.objects.get().limits == limits


def test_a_section_belongs_to_one_package():
    with pytest.raises(ValueError, match="registered twice"):
        registry.register(registry.Section("districts", Named, District, "Andra länsdelar"))


def test_every_section_is_loaded_after_those_it_refers_to():
    loaded = []
    for section in registry.in_order():
        needs = {each.section for each in references_of(section.row).values()} - {section.name}
        assert needs <= set(loaded)
        loaded.append(section.name)
    assert sorted(loaded) == sorted(registry.names())
