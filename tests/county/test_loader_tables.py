"""What only the tables can refuse: keys taken, rows removed, rows still in use."""

import pytest
from django.db import connection

from county.loader import load
from county.models import Body, DecisionMandate, GoalArea
from indicators.models import Indicator
from tests.support.county_files import faults, load_file, row, small, write

pytestmark = pytest.mark.django_db


def test_a_key_that_somebody_has_taken_in_the_portal_is_refused(tmp_path):
    load_file(tmp_path, small())
    Body.objects.create(key="namnd", name="Ny nämnd", kind="joint_board")
    file = small()
    file["bodies"].append({"key": "namnd", "name": "Nämnd", "kind": "joint_board"})

    found = faults(tmp_path, file)

    assert "nyckeln används redan" in found["bodies (namnd)"]
    assert Body.objects.get(key="namnd").name == "Ny nämnd"


def test_a_reference_to_a_row_that_an_operator_removed_is_refused(tmp_path):
    load_file(tmp_path, small())
    Body.objects.get(key="natverk").delete()
    file = small()
    row(file, "decisions", "d-mal")["body"] = "natverk"

    found = faults(tmp_path, file)

    assert "borttagen i portalen" in found["decisions (d-mal).body"]


def test_a_row_still_in_use_cannot_leave_the_file(tmp_path):
    """The mandate was made by an operator: the file does not know it."""
    load_file(tmp_path, small())
    DecisionMandate.objects.create(
        key="egen", body=Body.objects.get(key="natverk"), action="informed", subjects=["need"]
    )
    file = small()
    file["bodies"] = [each for each in file["bodies"] if each["key"] != "natverk"]

    found = faults(tmp_path, file)

    assert "används fortfarande av beslutanderätt ”Nätverk informeras”" in found["bodies (natverk)"]
    assert Body.objects.filter(key="natverk").exists()


def test_every_row_still_in_use_is_named_with_all_that_uses_it(tmp_path):
    load_file(tmp_path, small())
    file = small()
    file["goal_areas"] = [{"key": "halsa", "name": "Hälsa"}]
    file["indicators"] = []
    file["measures"] = []
    for number in range(7):
        Indicator.objects.create(
            key=f"egen-{number}", name=f"Egen {number}", goal_area=GoalArea.objects.get(key="nara")
        )

    found = faults(tmp_path, file)

    assert "indikator ”Egen 0”" in found["goal_areas (nara)"]
    assert "och 2 till" in found["goal_areas (nara)"]


def test_two_loads_at_once_wait_for_each_other(tmp_path):
    """The second would otherwise compare with what the first is about to replace."""
    load(write(tmp_path, small()))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 1


def test_a_value_that_only_one_row_may_have_is_refused_on_the_second(tmp_path):
    file = small()
    file["series"] = [
        {"key": "forsta", "prefix": "PNS"},
        {"key": "andra", "prefix": "PNS", "is_default": False},
    ]

    found = faults(tmp_path, file)

    assert list(found) == ["series (andra)"]
    assert "finns redan på en annan" in found["series (andra)"]
    assert not Body.objects.exists()
