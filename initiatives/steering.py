"""What the joint initiatives are meant to move, told to the floor of the indicators."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from foundation.publishing import touch
from indicators.models import Measure
from indicators.steering import Steering, register
from indicators.touching import tags_of
from initiatives.models import Directive, Initiative


@register
def approved_directives(measures: Collection[int]) -> Iterator[Steering]:
    """Published initiatives whose latest approved directive names the measure. One query.

    The baseline is the day the approving decision became public.
    """
    approved = Directive.objects.filter(state=Directive.State.APPROVED)
    newer = approved.filter(
        initiative=OuterRef("directive__initiative"), edition__gt=OuterRef("directive__edition")
    )
    through = Directive.measures.through
    rows = (
        through._default_manager.filter(
            ~Exists(newer),
            measure_id__in=measures,
            directive__state=Directive.State.APPROVED,
            directive__initiative__published_at__isnull=False,
        )
        .order_by("directive__initiative_id", "measure_id")
        .values_list(
            "measure_id",
            "directive__initiative_id",
            "directive__initiative__title",
            "directive__initiative__published_at",
        )
    )
    for measure, initiative, title, published_at in rows:
        yield Steering(
            measure_id=measure,
            title=title,
            url=reverse("initiative_public", args=[initiative]),
            since=timezone.localtime(published_at).date(),
        )


def touch_public(initiative: Initiative) -> None:
    """Have the initiative's public pages made anew, and those of the measures it steers towards."""
    steered = Measure.objects.filter(
        pk__in=Directive.measures.through._default_manager.filter(
            directive__initiative=initiative, directive__state=Directive.State.APPROVED
        ).values("measure")
    )
    touch("initiatives", f"initiative:{initiative.pk}", "roadmap", *tags_of(steered))
