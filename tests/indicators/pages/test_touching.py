"""A change is told to every page that shows it: what is not touched reads the same as before."""

import pytest

from foundation.models import PageTouch
from foundation.publishing.marking import every_path, tags_of
from foundation.publishing.rendering import render
from indicators.services import entries
from indicators.services.adoption import record_adoption, undo_adoption
from indicators.services.manual_series import create_manual_series
from indicators.services.reflections import move_reflection, write_reflection
from indicators.services.review import accept_changes
from indicators.sources.base import Period
from tests.indicators.registry import observe


def enter(made):
    entry = entries.enter_value(
        series=made.manual, area=made.areas["0480"], period=Period(2025), gender="T", value=7.0,
        source_text="Enkäten", actor=made.steward,
    )  # fmt: skip
    entries.move_entry(
        entry_id=entry.pk, key="confirm", version=entry.version, actor=made.other_steward
    )


def reflect(made, measure):
    note = write_reflection(
        indicator=made.indicator, measure=measure, body=made.network, period=Period(2025),
        text="En tanke.", actor=made.steward,
    )  # fmt: skip
    move_reflection(reflection_id=note.pk, key="publish", version=None, actor=made.steward)


def review(made):
    series = made.machine
    series.review_note = "Ny titel."
    series.review_facts = {"title": "Ny (- 2024)", "levels": "", "gendered": False}
    series.save()
    accept_changes(series.pk, user=made.steward, version=series.version, seen="Ny titel.")


def new_series(made):
    create_manual_series(
        measure=made.other, name="Egen", unit="antal", decimals=0, lowest=None, highest=None,
        gendered=False, actor=made.steward,
    )  # fmt: skip


def adopt(made, found):
    return record_adoption(
        number=found.number, adopted=[made.indicator, made.measure], actor=made.steward
    )


CHANGES = {
    "a value": lambda made, _found: enter(made),
    "a reflection on a measure": lambda made, _found: reflect(made, made.measure),
    "a reflection on the whole": lambda made, _found: reflect(made, None),
    "an accepted change": lambda made, _found: review(made),
    "a new series": lambda made, _found: new_series(made),
    "a decision": adopt,
    "a decision undone": lambda made, found: undo_adoption(
        adoption_id=adopt(made, found).pk, reason="Fel.", actor=made.steward
    ),
}


def pages():
    """Every public page of this floor as it would be served now."""
    found = {}
    for path in every_path():
        if "indicators" in (tags_of(path) or ()):
            made = render(path)
            found[path] = made.content if made else None
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_touched_reads_the_same(made, decision, change):
    for code in ("0480", "0481", "0482"):
        for year in (2023, 2024):
            observe(made.machine, made.areas[code], year, 50.0)
            observe(made.manual, made.areas[code], year, 5.0, provenance="manual")
    before = pages()
    PageTouch.objects.all().delete()
    CHANGES[change](made, decision)
    touched = {tag for each in PageTouch.objects.all() for tag in each.tags}
    after = pages()
    differ = {path for path, content in after.items() if content != before.get(path)}
    told = {path for path in after if touched & set(tags_of(path))}
    assert differ <= told
    assert differ
    assert told < set(after), "a small change is not told to every page"
