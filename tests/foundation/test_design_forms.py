"""Forms: sentences for every refusal, fields wired to their errors, rows without JavaScript."""

import pytest
from django import forms
from django.http import QueryDict

from foundation.errors import Problem
from foundation.forms import (
    ConfirmForm,
    CountedTextarea,
    IsoDateField,
    PortalForm,
    YesNoField,
    row_formset,
    with_new_row,
)
from foundation.pages import Mistake, mistakes
from foundation.text.validators import no_personnummer


class Example(PortalForm):
    groups = (("Först", ("day", "text"), "Inledning."), ("Tomt", ("missing",)))

    text = forms.CharField(
        label="Sammanfattning",
        max_length=50,
        widget=CountedTextarea(),
        validators=[no_personnummer],
        help_text="Kort.",
    )
    day = IsoDateField(label="Startdatum")
    group = forms.ChoiceField(
        label="Grupp", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    years = forms.IntegerField(label="Antal år", required=False)
    email = forms.EmailField(label="E-post", required=False)
    agree = forms.BooleanField(label="Jag har frågat")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


GOOD = {"text": "Bra", "day": "2026-04-17", "group": "a", "agree": "on"}


def test_what_is_missing_is_named():
    errors = {name: list(found) for name, found in Example({}).errors.items()}
    assert errors == {
        "text": ["Fyll i ”Sammanfattning”."],
        "day": ["Fyll i ”Startdatum”."],
        "group": ["Välj ”Grupp”."],
        "agree": ["Kryssa i ”Jag har frågat”."],
    }


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("day", "04/17/2026", "Skriv ”Startdatum” som år-månad-dag, till exempel 2026-04-17."),
        ("day", "2026-02-30", "Skriv ”Startdatum” som år-månad-dag, till exempel 2026-04-17."),
        ("group", "c", "Välj ett av alternativen i ”Grupp”."),
        ("years", "två", "Skriv ”Antal år” med siffror."),
        ("email", "namn", "Skriv en e-postadress, till exempel namn@kommun.se."),
    ],
)
def test_what_is_wrong_says_what_to_do(field, value, says):
    form = Example({**GOOD, field: value})
    assert says in form.errors[field]


@pytest.mark.parametrize("written", ["2026-04-17", "20260417", "17/4 2026", "17 april 2026"])
def test_dates_are_read_the_swedish_ways(written):
    form = Example({**GOOD, "day": written})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"].isoformat() == "2026-04-17"


def test_own_messages_are_left_alone():
    class Own(PortalForm):
        name = forms.CharField(error_messages={"required": "Vad heter den?"})

    assert Own({}).errors["name"] == ["Vad heter den?"]


def test_a_personnummer_is_stopped_at_its_field():
    form = Example({**GOOD, "text": "Hej 811228-9874"})
    assert "personnummer" in form.errors["text"][0]


def test_a_field_is_wired_to_its_label_guidance_and_error():
    html = Example({**GOOD, "text": ""})["text"].as_field_group()
    assert '<label class="field__label" for="id_text">' in html
    assert 'id="id_text_helptext"' in html
    assert 'id="id_text_error"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Högst 50" in html
    assert "maxlength" not in html  # a pasted text is never cut in silence
    assert "required" not in html.replace("field--error", "")


def test_radios_stand_in_a_fieldset_with_a_legend():
    html = Example()["group"].as_field_group()
    assert html.startswith("<fieldset")
    assert "<legend>Grupp</legend>" in html
    assert '<label for="id_group_1">B</label>' in html


def test_optional_fields_say_so_and_required_ones_do_not():
    assert "(frivilligt)" in Example()["years"].as_field_group()
    assert "(frivilligt)" not in Example()["day"].as_field_group()


def test_date_box_shows_iso_and_no_native_picker():
    html = str(Example(initial={"day": "2026-04-17"})["day"])
    assert 'type="text"' in html
    assert 'value="2026-04-17"' in html


def test_groups_hold_their_fields_and_the_rest_comes_last():
    groups = Example().field_groups()
    assert [(g.legend, [f.name for f in g.fields], g.intro) for g in groups] == [
        ("Först", ["day", "text"], "Inledning."),
        ("", ["group", "years", "email", "agree"], ""),
    ]


def test_problems_of_a_service_land_at_their_fields():
    form = Example(GOOD)
    form.is_valid()
    form.add_problems([Problem("För sent.", "day"), Problem("Mötet är stängt.", "elsewhere")])
    assert form.errors["day"] == ["För sent."]
    assert form.non_field_errors() == ["Mötet är stängt."]


def test_the_summary_links_to_what_takes_focus():
    form = Example({**GOOD, "group": "", "text": ""})
    form.is_valid()
    form.add_error(None, "Något annat.")
    assert mistakes(form) == [
        Mistake("Fyll i ”Sammanfattning”.", "#id_text"),
        Mistake("Välj ”Grupp”.", "#id_group_0"),
        Mistake("Något annat.", ""),
    ]


def test_the_summary_takes_problems_without_a_form():
    found = mistakes(problems=[Problem("A", "lead"), Problem("B", "#plats"), Problem("C")])
    assert [each.href for each in found] == ["#id_lead", "#plats", ""]


def test_a_problem_of_a_radio_group_leads_to_its_first_choice():
    assert mistakes(Example(), [Problem("Välj.", "group")])[-1].href == "#id_group_0"


def test_the_same_mistake_is_listed_once():
    form = Example({**GOOD, "text": ""})
    assert len(mistakes(form, [Problem("Fyll i ”Sammanfattning”.", "text")])) == 1


@pytest.mark.parametrize(("sent", "clean"), [("ja", True), ("nej", False), ("", None)])
def test_yes_no_keeps_unanswered_apart_from_no(sent, clean):
    class Asked(PortalForm):
        answer = YesNoField(label="Prövat?", required=False)

    form = Asked({"answer": sent})
    assert form.is_valid()
    assert form.cleaned_data["answer"] is clean
    assert 'value="nej" id="id_answer_1" checked' in str(Asked(initial={"answer": False})["answer"])


def test_confirming_asks_for_a_reason_only_where_one_is_needed():
    assert ConfirmForm({"version": 3}).is_valid()
    asked = ConfirmForm({"version": 3}, reason_label="Varför?")
    assert asked.errors["reason"] == ["Fyll i ”Varför?”."]
    assert "reason" not in ConfirmForm().fields
    assert "version" in ConfirmForm({"version": ""}).errors


class Row(PortalForm):
    what = forms.CharField(label="Mått")
    value = forms.IntegerField(label="Värde", required=False)


def posted(**fields):
    data = QueryDict(mutable=True)
    data.update({"r-TOTAL_FORMS": "2", "r-INITIAL_FORMS": "1", **fields})
    return data


INITIAL = [{"what": "Dygn", "value": 4}]


def test_a_blank_row_is_no_row():
    data = posted(**{"r-0-what": "Dygn", "r-0-value": "5", "r-1-what": "", "r-1-value": ""})
    rows = row_formset(Row)(data, prefix="r", initial=INITIAL)
    assert rows.is_valid()
    assert rows.filled == [{"what": "Dygn", "value": 5}]


def test_a_row_can_be_removed_and_another_added():
    data = posted(**{"r-0-what": "Dygn", "r-0-DELETE": "on", "r-1-what": "Besök"})
    rows = row_formset(Row)(data, prefix="r", initial=INITIAL)
    assert rows.is_valid()
    assert rows.filled == [{"what": "Besök", "value": None}]


def test_only_rows_that_exist_offer_removal():
    rows = row_formset(Row)(prefix="r", initial=INITIAL)
    assert [form["DELETE"].is_hidden for form in rows] == [False, True]


def test_asking_for_a_row_keeps_what_was_typed():
    data = posted(**{"r-0-what": "Dygn", "r-1-what": "Besök", "add_row": "r"})
    more = with_new_row(data, "r")
    rows = row_formset(Row)(more, prefix="r", initial=INITIAL)
    assert [form["what"].value() for form in rows] == ["Dygn", "Besök", None]
    assert with_new_row(data, "other") is None


def test_rows_have_an_end_and_bear_nonsense():
    assert (
        with_new_row(posted(**{"r-TOTAL_FORMS": "100", "add_row": "r"}), "r")["r-TOTAL_FORMS"]
        == "100"
    )
    assert (
        with_new_row(posted(**{"r-TOTAL_FORMS": "många", "add_row": "r"}), "r")["r-TOTAL_FORMS"]
        == "1"
    )
