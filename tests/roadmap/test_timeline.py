"""The drawn timeline counts days as Sweden does."""

from datetime import UTC, date, datetime

import pytest

from county.models import County
from initiatives.models import Initiative
from roadmap.timeline import draw
from tests.factories import initiative_in, small_county


@pytest.mark.django_db
def test_what_becomes_public_late_in_the_evening_stands_on_the_swedish_day():
    initiative = initiative_in(small_county(), "submitted")
    late = datetime(2026, 4, 17, 22, 30, tzinfo=UTC)
    Initiative.objects.filter(pk=initiative.pk).update(published_at=late)
    drawing = draw(County.objects.get(), date(2026, 5, 1))
    (thread,) = (each for each in drawing.threads if each.line.title == initiative.title)
    assert [knot.day for knot in thread.line.knots] == [date(2026, 4, 18)]
