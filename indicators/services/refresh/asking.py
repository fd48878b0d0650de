"""Ask for a run, and see to it that no run stays open for ever."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Refused
from foundation.text.dates import date_and_time, today
from indicators import rules
from indicators.models import DataSeries, Refresh, SeriesRead, StatisticalArea
from indicators.services.refresh import events
from indicators.services.refresh.closing import ACTIVE, close
from indicators.services.refresh.merging import lock_source
from indicators.source_names import name_of
from indicators.sources import base

OVERLAP = timedelta(days=2)
"""Changes are asked for from this long before the last run that went well."""
OLDEST = timedelta(days=30)
"""When the last run that went well is older, everything is read instead."""
_FEWEST = 5

Kind = Refresh.Kind
Status = Refresh.Status
Role = StatisticalArea.Role
ASKED_FOR = (Role.OWN, Role.REFERENCE, Role.PEER)


@dataclass(frozen=True, slots=True)
class Asked:
    """The run, whether it was begun by this asking, and a sentence for whoever asked."""

    refresh: Refresh
    new: bool
    sentence: str


@transaction.atomic
def request_refresh(
    *, source_key: str, kind: str = Kind.FULL.value, user: User | None = None
) -> Asked:
    """Have everything, or what has changed, read from a source. `user` None is the clock.

    One run at a time for each source: asking during one gives that one. Raises NotAllowed, or
    Refused when there is nothing to read.
    """
    if user is not None and not rules.may_refresh(user):
        raise NotAllowed("Bara den som ansvarar för indikatorerna kan hämta uppgifter.")
    name = name_of(source_key)
    if source_key not in set(base.keys()):
        raise Refused(f"{name} är ingen källa som kan läsas automatiskt.")
    lock_source(source_key)
    close_abandoned(source_key)
    going_on = Refresh.objects.filter(source_key=source_key, status__in=ACTIVE).first()
    if going_on is not None:
        begun = date_and_time(going_on.asked_at)
        return Asked(
            going_on, new=False, sentence=f"En hämtning från {name} pågår redan, sedan {begun}."
        )
    refresh = _new(user, source_key, kind)
    what = "ändringar" if refresh.kind == Kind.CHANGES else "alla uppgifter"
    return Asked(refresh, new=True, sentence=f"Hämtningen av {what} från {name} har börjat.")


def request_by_clock(kind: str) -> list[Refresh]:
    """Ask every source that has series; one that is gone is left alone until a person tries."""
    used = DataSeries.objects.values_list("source_key", flat=True).distinct().order_by()
    if not areas_asked_for():
        return []
    return [
        request_refresh(source_key=key, kind=kind).refresh
        for key in sorted(set(used) & set(base.keys()))
        if not _is_gone(key)
    ]


def close_abandoned(source_key: str | None = None) -> int:
    """Close runs that nobody works on any more, since their event was given up."""
    runs = Refresh.objects.filter(status__in=ACTIVE)
    if source_key:
        runs = runs.filter(source_key=source_key)
    found = [run for run in runs if not events.is_carried(run)]
    for run in found:
        close(
            run.pk,
            notes=["Hämtningen avbröts av ett fel i portalen. Den som sköter driften ser felet."],
            cut_short=True,
        )
    return len(found)


def areas_asked_for() -> dict[str, int]:
    """Code -> id of the areas that the county looks at, in order."""
    areas = StatisticalArea.objects.filter(role__in=ASKED_FOR)
    return dict(areas.values_list("code", "pk"))


def _new(user: User | None, source_key: str, kind: str) -> Refresh:
    series = list(DataSeries.objects.filter(source_key=source_key).order_by("external_id"))
    areas = areas_asked_for()
    if not series:
        raise Refused(f"Inga serier från {name_of(source_key)} är registrerade.")
    if not areas:
        raise Refused("Inga statistikområden är registrerade, så det finns inget att fråga efter.")
    since = _since(source_key) if kind == Kind.CHANGES else None
    refresh = Refresh.objects.create(
        source_key=source_key,
        kind=Kind.CHANGES if since else Kind.FULL,
        since=since,
        asked_by=user,
        asked_at=timezone.now(),
    )
    size = _batch(base.source(source_key).batch_size, len(areas))
    SeriesRead.objects.bulk_create(
        SeriesRead(refresh=refresh, series=each, batch=number // size + 1)
        for number, each in enumerate(series)
    )
    events.enqueue_batch(refresh, 1)
    return refresh


def _batch(most: int, areas: int) -> int:
    """How many series to read together: fewer when areas are many, to hold less at a time."""
    return max(min(_FEWEST, most), most // max(1, -(-areas // most)))


def _since(source_key: str) -> date | None:
    """From when changes are wanted; None when everything must be read."""
    last = (
        Refresh.objects.filter(source_key=source_key, status=Status.OK)
        .order_by("-asked_at")
        .first()
    )
    if last is None:
        return None
    since = timezone.localdate(last.begun_at or last.asked_at) - OVERLAP
    return since if since > today() - OLDEST else None


def _is_gone(source_key: str) -> bool:
    last = Refresh.objects.filter(source_key=source_key).order_by("-asked_at", "-pk").first()
    return last is not None and last.gone
