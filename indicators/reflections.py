"""Reads of reflections for the pages that show figures."""

from typing import Any

from django.db.models import Q

from county.access import acting
from county.models import Body
from county.rules import stewards_indicators
from indicators.models import Indicator, Reflection
from indicators.rules import SUBJECT, writes_for


def published_for(indicator: Indicator) -> list[Reflection]:
    """What has been published on an indicator or one of its measures, the latest period first.

    One query. Shown with `templates/indicators/reflection/list.html`, given as `reflections`.
    """
    return list(Reflection.objects.published_for(indicator))


def bodies_for(user: Any) -> list[Body]:
    """The bodies that the person may write for: all that follow the figures, or their own."""
    following = Body.objects.filter(historic=False).exclude(kind=Body.Kind.CATEGORY)
    if stewards_indicators(user):
        mandated = Q(mandates__subjects__contains=[SUBJECT])
        own = Q(pk__in=acting(user).body_ids)
        following = following.filter(Q(kind=Body.Kind.NETWORK) | mandated | own)
    else:
        following = following.filter(pk__in=writes_for(user))
    return list(following.distinct())


def own_body(user: Any, bodies: list[Body]) -> Body | None:
    """The only one of `bodies` that the person sits in; None when there is none, or a choice."""
    own = [body for body in bodies if body.pk in acting(user).body_ids]
    return own[0] if len(own) == 1 else None
