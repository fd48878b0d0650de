"""What a row was linked to stands with each of its historical rows, and costs one question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.models import FocusArea, GoalArea, TargetGroup
from initiatives.models import Initiative, Need
from tests.factories import initiative_in

pytestmark = pytest.mark.django_db


def links(row, field):
    """The links as they stand: (id of the link, id of what it leads to)."""
    through = field.remote_field.through
    target = through._meta.get_field(field.m2m_reverse_field_name()).attname
    here = through._meta.get_field(field.m2m_field_name()).attname
    return sorted(through._default_manager.filter(**{here: row.pk}).values_list("id", target))


def kept(record, field):
    """The same, as the historical row has it."""
    target = field.remote_field.through._meta.get_field(field.m2m_reverse_field_name()).attname
    return sorted(getattr(record, field.name).values_list("id", target))


@pytest.fixture
def linked(world):
    """An initiative with links of its own in several fields."""
    found = initiative_in(world, "preparing")
    found.goal_areas.set(GoalArea.objects.all()[:2])
    found.target_groups.set(TargetGroup.objects.all()[:3])
    return Initiative.objects.get(pk=found.pk)


def test_every_link_is_kept_with_the_row_it_stood_with(linked):
    linked.save()
    record = linked.history.latest()
    fields = record._history_m2m_fields
    assert len(fields) == 7
    assert any(links(linked, field) for field in fields)
    for field in fields:
        assert kept(record, field) == links(linked, field), field.name


def test_what_was_linked_then_stays_when_the_links_change(linked):
    linked.save()
    before = linked.history.latest()
    principals = next(each for each in before._history_m2m_fields if each.name == "principals")
    then = kept(before, principals)
    assert then
    linked.principals.clear()
    assert kept(linked.history.latest(), principals) == []
    assert kept(before, principals) == then


def test_a_change_is_told_by_the_library_too(linked):
    linked.save()
    before = linked.history.latest()
    area = FocusArea.objects.create(key="prov", name="Provområde", valid_from_year=2020)
    linked.focus_areas.add(area)
    delta = linked.history.latest().diff_against(before)
    assert "focus_areas" in delta.changed_fields


def test_no_other_row_gets_the_links(linked, world):
    other = initiative_in(world, "draft")
    other.save()
    for field in other.history.latest()._history_m2m_fields:
        assert kept(other.history.latest(), field) == links(other, field), field.name


def test_a_save_asks_once_for_all_links(linked):
    with CaptureQueriesContext(connection) as asked:
        linked.save()
    about_links = [each["sql"] for each in asked if "historicalinitiative_" in each["sql"]]
    assert len(about_links) == 1


def test_a_need_keeps_its_areas(world):
    need = Need.objects.create(title="Ett behov", text="Det saknas något.")
    need.goal_areas.set(GoalArea.objects.all()[:1])
    need.save()
    (field,) = (f for f in need.history.latest()._history_m2m_fields if f.name == "goal_areas")
    assert kept(need.history.latest(), field) == links(need, field) != []
