"""`load_county FILE`, as the person at the terminal meets it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from county.models import Body, County
from tests.support.county_files import row, small, write

pytestmark = pytest.mark.django_db


def run(path, **options):
    out = StringIO()
    call_command("load_county", str(path), stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_first_load_is_summed_up_in_the_order_of_the_file(tmp_path):
    said = run(write(tmp_path, small()))

    assert said[0] == "Provlän: länsfilen är laddad."
    assert said[1].split() == ["nya", "ändrade", "borttagna", "oförändrade"]
    assert [line.split() for line in said[2:5]] == [
        ["Länet", "1", "0", "0", "0"],
        ["Organisationer", "2", "0", "0", "0"],
        ["Organ", "3", "0", "0", "0"],
    ]
    assert len(said) == 2 + 8


def test_a_second_load_says_that_nothing_is_new(tmp_path):
    path = write(tmp_path, small())
    run(path)

    assert run(path) == ["Provlän: inget nytt i länsfilen, 15 rader är oförändrade."]


def test_conflicts_are_told_after_the_counts(tmp_path):
    run(write(tmp_path, small()))
    Body.objects.filter(key="styr").update(rhythm="sällan")
    file = small()
    row(file, "bodies", "styr")["rhythm"] = "ofta"

    said = run(write(tmp_path, file))

    assert said[-2:] == [
        "Både filen och portalen hade ändrat följande. Filens värde gäller nu:",
        "  bodies (styr).rhythm: i portalen ”sällan”, i filen ”ofta”",
    ]


def test_it_is_silent_when_asked_to_be(tmp_path):
    assert run(write(tmp_path, small()), verbosity=0) == []
    assert County.objects.exists()


def test_faults_are_listed_one_a_line_under_a_sentence(tmp_path):
    file = small()
    row(file, "bodies", "styr")["kind"] = "styrelse"
    row(file, "organisations", "norrby")["codes"] = "0001"

    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, file))

    said = str(refused.value).splitlines()
    assert said[0] == "Länsfilen laddades inte och ingenting är ändrat: 2 fel."
    assert said[1].startswith("  organisations[1] (norrby).codes: det finns inget fält")
    assert said[2].startswith("  bodies[1] (styr).kind: ”styrelse” finns inte att välja.")
    assert not County.objects.exists()


def test_one_fault_is_one_fault(tmp_path):
    file = small()
    row(file, "bodies", "styr")["kind"] = "styrelse"

    with pytest.raises(CommandError, match="ändrat: 1 fel\\."):
        run(write(tmp_path, file))
