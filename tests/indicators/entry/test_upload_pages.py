"""The page of a file and the page where one is brought: what they say, and what they offer."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.waiting import waiting_for
from indicators.models import DataSeries
from tests.factories import log_in
from tests.indicators.entry.files import brought, csv_of, reasons
from tests.indicators.registry import observe

FORGOTTEN = "Webbläsaren har glömt vilken fil du valde"


def mixed(made):
    """A file with a new value, a changed one, one that is as it was, and a row that is refused."""
    observe(made.manual, made.areas["0481"], 2024, 5.0)
    observe(made.manual, made.areas["0482"], 2024, 9.0)
    lines = ("0480;2024;T;12,5", "0481;2024;T;7", "0482;2024;T;9", "Nyköbing;2024;T;1")
    return brought(made, csv_of(*lines))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("lines", "title", "words"),
    [
        (["x;2024;T;1", "y;2024;T;1"], "Ingen rad kan tas med",
         "Skälet står vid varje rad. Rätta filen och läs in den på nytt, eller kasta den."),
        (["x;2024;T;1", "0480;2024;T;12,5"], "Några rader tas inte med",
         "De andra raderna har samma värden som redan är lagrade."),
        (["0480;2024;T;12,5"], "Filen skulle inte ändra något värde", ""),
    ],
)  # fmt: skip
def test_a_file_that_changes_nothing_offers_the_ways_out_only(made, lines, title, words):
    observe(made.manual, made.areas["0480"], 2024, 12.5)
    upload = brought(made, csv_of(*lines))
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert title in page
    assert words in page
    assert "kan införas ändå" not in page
    assert reverse("upload_step", args=[upload.pk, "lamna"]) not in page
    new, away = (
        page.index(f'href="{address}"')
        for address in (reverse("upload_new"), reverse("upload_step", args=[upload.pk, "kasta"]))
    )
    assert new < away
    assert [each.sentence for each in waiting_for(made.steward)] == [
        "[Rätta eller kasta filen] ”siffror.csv”, som inte skulle ändra något värde"
    ]
    other = text(log_in(made.other_steward).get(reverse("upload", args=[upload.pk])))
    assert "Läs in en ny fil" not in other


def test_a_value_is_shown_with_the_decimals_it_has(made):
    upload = brought(made, csv_of("0480;2024;T;12", "0481;2024;T;5,125"))
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert '<td class="number" data-label="Därefter">12</td>' in page
    assert '<td class="number" data-label="Därefter">5,125</td>' in page


def test_a_file_with_something_to_let_in_is_handed_over_first(made):
    upload = mixed(made)
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert f'class="button" href="{reverse("upload_step", args=[upload.pk, "lamna"])}"' in page
    assert "De andra raderna kan införas ändå" in page
    assert "Läs in en ny fil" not in page


def test_rows_refused_as_doubles_are_shown_as_they_stood(made):
    upload = brought(made, csv_of("0480;2024;T;12,5", "Norrby;2024;;13", "0481;2024;T;7"))
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert '<span class="meta">0480 | 2024 | T | 12,5</span>' in page
    assert '<span class="meta">Norrby | 2024 | | 13</span>' in page
    assert set(upload.rows.exclude(kind="refused").values_list("text", flat=True)) == {""}


def test_the_rows_are_stacked_with_their_labels_on_a_phone(made):
    page = text(log_in(made.steward).get(reverse("upload", args=[mixed(made).pk])))
    table = page[page.index('<table class="table--stack">') :]
    assert table.count('data-label="Rad"') == 4
    assert table.count('data-label="Förut"') == table.count('data-label="Därefter"') == 3


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [(None, "Enkäten", False), (csv_of("0480;2024;T;5"), "", True), (b"", "Enkäten", False)],
)
def test_a_file_is_called_forgotten_only_when_a_good_one_was_chosen(made, file, source, said):
    given = {"series": made.manual.key, "source_text": source}
    if file is not None:
        given["file"] = SimpleUploadedFile("s.csv", file)
    answer = log_in(made.steward).post(reverse("upload_new"), given)
    assert answer.status_code == 422
    assert (FORGOTTEN in text(answer)) is said
    assert FORGOTTEN not in text(log_in(made.steward).get(reverse("upload_new")))


@pytest.mark.parametrize(
    "facts",
    [{}, {"gendered": False, "unit": "dagar", "decimals": 0}, {"lowest": 0.1, "highest": 0.3},
     {"lowest": None, "highest": None, "decimals": 2}],
)  # fmt: skip
def test_the_example_could_be_read_as_it_stands(made, facts):
    DataSeries.objects.filter(pk=made.manual.pk).update(**facts)
    made.manual.refresh_from_db()
    page = text(log_in(made.steward).get(reverse("upload_new")))
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")[:-1]]
    assert [row[-1] for row in rows] == [made.manual.unit] * 3
    upload = brought(
        made, csv_of(*(";".join(row) for row in rows), header="område;period;kön;värde;enhet")
    )
    assert (upload.state, upload.new, upload.refused) == ("previewed", 3, 0), reasons(upload)
