"""The workbook to fill in: it is read back just as it was handed out."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from foundation import outbox
from foundation.text.dates import today
from indicators.models import Upload, UploadRow


def handed_out(client, made):
    client.force_login(made.steward)
    answer = client.get(reverse("upload_blank", args=[made.manual.key]))
    assert answer.headers["Content-Disposition"].endswith('filename="mall-egen-personal.xlsx"')
    return load_workbook(BytesIO(answer.content))


@pytest.mark.parametrize("gendered", [True, False])
def test_each_own_area_has_its_rows_and_no_other_area(client, made, gendered):
    type(made.manual).objects.update(gendered=gendered)
    sheet = handed_out(client, made).active
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == ["område", "period", "kön", "värde", "enhet"]
    assert {row[0] for row in rows[1:]} == {"Norrby", "Söderby", "Östra Ån", "Provregionen"}
    assert {row[1] for row in rows[1:]} == {today().year - 1}
    genders = {"totalt", "kvinnor", "män"} if gendered else {"totalt"}
    assert {row[2] for row in rows[1:]} == genders
    assert len(rows) == 1 + 4 * len(genders)
    assert {row[3] for row in rows[1:]} == {None}


def test_what_is_filled_in_is_read_and_what_is_not_is_refused_with_its_reason(client, made):
    book = handed_out(client, made)
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "Söderby":
            row[3].value = 12.5
        if row[0].value == "Norrby" and row[2].value == "totalt":
            row[3].value = "uppgift saknas"
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "ifylld.xlsx"
    sent = {"series": made.manual.key, "source_text": "Enkäten", "file": out}
    answer = client.post(reverse("upload_new"), sent)
    assert answer.status_code == 302
    outbox.drain()
    upload = Upload.objects.get()
    assert (upload.state, upload.new, upload.refused) == ("previewed", 4, 8)
    new = UploadRow.objects.filter(kind="new").order_by("number")
    assert [(row.area.name, row.gender, row.new_value) for row in new] == [
        ("Norrby", "T", None), ("Söderby", "T", 12.5), ("Söderby", "K", 12.5),
        ("Söderby", "M", 12.5),
    ]  # fmt: skip
    reasons = set(UploadRow.objects.filter(kind="refused").values_list("reason", flat=True))
    assert reasons == {"Värdet är tomt. Skriv ”uppgift saknas” när ingen uppgift finns."}
    page = client.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "<td>kvinnor</td>" in page


def test_only_a_series_that_people_fill_has_one(client, made):
    client.force_login(made.steward)
    assert client.get(reverse("upload_blank", args=[made.machine.key])).status_code == 404
