"""What holds for every county file: it loads, reads as Swedish, and can carry the process."""

import re

import pytest
from django.db import transaction

from county.loader import load
from county.loader.checking import check
from county.models import Body, Criterion, DecisionMandate, Role, Term
from county.models.role import Capability
from county.terms import phrase, word
from foundation.text.personnummer import find_personnummer
from initiatives.models import Initiative, ProposalTemplate, TemplateField
from initiatives.registers import REGISTERS
from tests.support.county_files import COUNTIES, county_file

TITLES = {
    "Antal Samordnad", "Arbetsgrupp Norra", "Arbetsgrupp Södra", "Arbetsgrupp Västra",
    "Beredningsgrupp Barn", "Breddinförande Organisationsöverskridande", "Data Space",
    "European Health", "Färdplan Nära", "Handlingsplan Beroende",
    "Länsgemensam Målbild", "Länsledning Häl", "Målbild Nära", "Nätverk Nära", "Nätverket Nära",
    "Processledare Nära", "Projektet Nära", "Region Sörmland", "Region Västernorrland",
    "Representant Hälsoval", "Sjukvårdsregion Mellansverige", "Verksamhetschef Regionalt",
    "Färdplan Västernorrland", "Region Dalarna", "Region Gävleborg", "Region Halland",
    "Region Värmland", "Region Västerbotten", "Region Västmanland", "Region Örebro",
    "Socialstyrelsen Patientregistret",
}  # fmt: skip
"""Every two capitalised words in a row that a county file may hold. A person's name is none."""

KEYS = sorted(path.stem for path in COUNTIES.glob("*.json"))


@pytest.fixture(scope="module", params=KEYS)
def key(request):
    return request.param


@pytest.fixture(scope="module")
def loaded(key, django_db_setup, django_db_blocker):
    """The county loaded once for all tests of this module, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTIES / f"{key}.json")
        yield key
        transaction.set_rollback(True)


def texts(value, place=""):
    """Every text of a file with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from texts(each, f"{place}.{name}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            name = each.get("key", index) if isinstance(each, dict) else index
            yield from texts(each, f"{place}[{name}]")


def test_the_file_has_no_fault(key):
    """Every reference resolves, every date is one, every choice exists: the loader's own check."""
    rows = check(county_file(key))

    assert rows["county"].keys() == {key}
    assert sum(len(section) for section in rows.values()) > 100


def test_every_text_is_tidy(key):
    untidy = [
        place
        for place, text in texts(county_file(key))
        # A source's own identifier is written as the source writes it.
        if not place.endswith(".external_id") and re.search(r'  |["\t]|^\s|\s$|\.\.|…\.', text)
    ]
    assert untidy == []


def test_sentences_end(key):
    """A description is a sentence, or several."""
    file = county_file(key)
    unended = [
        f"{section}: {row['key']}"
        for section, rows in file.items()
        if section != "format"
        for row in rows
        for name in ("summary", "explanation", "guidance")
        if row.get(name) and row[name][-1] not in ".?…"
    ]
    assert unended == []


def test_no_text_holds_a_persons_number_or_an_address_on_the_web(key):
    for place, text in texts(county_file(key)):
        assert not find_personnummer(text), place
        assert "http" not in text, place
        assert "@" not in text, place


def test_no_person_is_named(key):
    """The slides and the reports name people; the files name their roles."""
    pairs = {
        pair
        for _, text in texts(county_file(key))
        for pair in re.findall(r"\b[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+\b", text)
    }
    assert pairs <= TITLES, pairs - TITLES


def test_every_fact_says_where_it_comes_from(key):
    file = county_file(key)
    unsourced = [
        f"{section}: {row['key']}"
        for section, rows in file.items()
        if section not in {"format", "register_cases", "register_documents"}
        for row in rows
        if not row.get("source")
    ]
    assert unsourced == []


def test_what_only_the_web_or_the_portal_says_is_marked(key):
    file = county_file(key)
    unmarked = [
        f"{section}: {row['key']}"
        for section, rows in file.items()
        if section != "format"
        for row in rows
        if re.match(r"\S+\.se$|Portalens", row.get("source", "")) and not row.get("unverified")
    ]
    # How the portal's own operation is divided is no fact about the county.
    assert [each for each in unmarked if each != "roles: operator"] == []


def test_the_file_knows_nothing_of_the_demonstration(key):
    assert not any("demo" in text.lower() for _, text in texts(county_file(key)))


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_every_term_has_the_forms_that_sentences_use(self):
        proper_names = {"close_care"}
        for term in Term.objects.all():
            assert term.explanation, term.key
            assert term.definite, term.key
            if term.key not in proper_names:
                assert term.plural, term.key
                assert term.definite_plural, term.key

    @pytest.mark.parametrize(
        "term",
        [
            "steering_body", "receiver", "registrar", "need_steward", "preparatory_group",
            "working_group", "proposal", "initiative", "directive", "scale_up", "principal",
            "roadmap", "goal_image",
        ],
    )  # fmt: skip
    def test_the_words_that_every_county_needs_are_there(self, term):
        for form in ("", "d", "p", "dp", "s"):
            assert word(term, form)

    def test_every_label_of_a_state_reads_in_the_countys_words(self):
        for label in Initiative.State.labels:
            assert "{" not in phrase(str(label))

    def test_somebody_can_hold_each_part_of_the_process(self):
        carried = {each for role in Role.objects.all() for each in role.capabilities}
        needed = set(Capability.values) - {Capability.STEWARD_INDICATORS}
        assert needed <= carried

    def test_one_body_decides_and_others_prepare(self):
        def who(action, subject):
            return set(
                DecisionMandate.objects.filter(
                    action=action, subjects__contains=[subject]
                ).values_list("body__key", flat=True)
            )

        assert len(who("decides", "initiative")) == 1
        assert who("decides", "initiative") == who("decides", "directive")
        assert who("prepares", "initiative")
        assert who("prepares", "initiative") == who("prepares", "directive")
        assert who("receives", "initiative")

    def test_a_group_of_groups_holds_no_mandate(self):
        assert not DecisionMandate.objects.filter(body__kind=Body.Kind.CATEGORY).exists()

    def test_no_mandate_is_held_by_a_body_of_the_past(self):
        assert not DecisionMandate.objects.filter(body__historic=True).exists()

    def test_there_is_one_template_in_use(self):
        assert ProposalTemplate.objects.get(is_current=True).edition == 1

    def test_every_criterion_that_is_tried_at_submission_has_a_field(self):
        shown = set(TemplateField.objects.values_list("criteria__code", flat=True)) - {None}
        assert shown == set(Criterion.objects.values_list("code", flat=True))

    def test_the_target_of_a_field_is_a_column_or_relation_of_the_initiative(self):
        known = {each.name for each in (*Initiative._meta.fields, *Initiative._meta.many_to_many)}
        targets = [each for each in TemplateField.objects.values_list("target", flat=True) if each]
        assert set(targets) <= known
        assert len(targets) == len(set(targets))

    def test_rows_have_columns_and_what_refers_to_columns_exists(self):
        for field in TemplateField.objects.filter(kind=TemplateField.Kind.ROWS):
            columns = {each["key"]: each for each in field.limits["columns"]}
            assert len(columns) == len(field.limits["columns"])
            assert field.limits["min_items"] == 1, field.code
            for name in (*field.limits.get("period", ()), *field.limits.get("balance", ())):
                assert name in columns, field.code
            for each in columns.values():
                assert (each["kind"] == "choice") == ("choices" in each), field.code

    def test_no_other_kind_of_field_has_columns(self):
        others = TemplateField.objects.exclude(kind=TemplateField.Kind.ROWS)
        assert [each.code for each in others if "columns" in each.limits] == []

    def test_every_relation_knows_its_register(self):
        for field in TemplateField.objects.filter(kind__in=["relation", "relations"]):
            assert (field.limits.get("register") or field.target) in REGISTERS, field.code
