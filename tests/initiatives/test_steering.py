"""What the indicators' pages are told of the work that steers towards a measure."""

import pytest
from django.test import Client
from django.utils import timezone

from indicators.steering import steering_towards
from initiatives.models import Directive
from tests.factories import World, initiative_in


def told(world: World) -> list[str]:
    return [each.title for each in steering_towards([world.measure.pk])]


@pytest.mark.parametrize("state", ["approved", "published", "directive_review"])
def test_nothing_is_told_before_the_directive_is_approved(world: World, state: str) -> None:
    initiative_in(world, state)
    assert told(world) == []


def test_nothing_is_told_before_the_initiative_is_public(world: World) -> None:
    initiative = initiative_in(world, "trial")
    type(initiative).objects.filter(pk=initiative.pk).update(published_at=None)
    assert told(world) == []


def public_in_trial(world: World):
    initiative = initiative_in(world, "trial")
    type(initiative).objects.filter(pk=initiative.pk).update(published_at=timezone.now())
    return initiative


def test_a_public_initiative_is_told_with_its_day_and_address(world: World) -> None:
    initiative = public_in_trial(world)
    [found] = steering_towards([world.measure.pk])
    assert found.title == initiative.title
    assert found.url == f"/satsningar/{initiative.pk}/"
    assert found.since == timezone.localdate()
    assert found.measure_id == world.measure.pk


def test_only_the_latest_approved_directive_counts(world: World) -> None:
    initiative = public_in_trial(world)
    Directive.objects.create(
        initiative=initiative, edition=2, state="approved", written_by=world.member_a
    )
    assert told(world) == []


def test_other_measures_and_none_at_all_are_told_nothing(world: World) -> None:
    public_in_trial(world)
    assert steering_towards([world.measure.pk + 1]) == []
    assert steering_towards([]) == []


def test_all_measures_of_a_page_cost_one_query(
    world: World, django_assert_num_queries: object
) -> None:
    public_in_trial(world)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(steering_towards([world.measure.pk, world.measure.pk + 1])) == 1


def test_the_measures_page_and_the_initiatives_lead_to_each_other(world: World) -> None:
    initiative = public_in_trial(world)
    measure = Client().get(f"/matt/{world.measure.key}/", {"v": ""}).content.decode()
    assert f"/satsningar/{initiative.pk}/" in measure
    assert initiative.title in measure
    page = Client().get(f"/satsningar/{initiative.pk}/", {"v": ""}).content.decode()
    assert f"/matt/{world.measure.key}/" in page
