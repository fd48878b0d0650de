"""End a run: who belongs to the groups now, how it went, and who is to be told."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from foundation.publishing import touch
from indicators.models import GroupRoster, Refresh, SeriesRead, StatisticalArea
from indicators.services.refresh.alarms import sound
from indicators.sources import base
from indicators.sources.base import GroupFacts, SourceError, SourceGone, Tally
from indicators.touching import EVERYTHING

Status = Refresh.Status
State = SeriesRead.State
ACTIVE = (Status.WAITING, Status.RUNNING)
MOST_NOTES = 50
_COUNTS = ("inserted", "revised", "withdrawn", "missing", "quarantined")


def finish(refresh_id: int) -> None:
    """Read the members of the groups, then close the run. Safe to repeat."""
    refresh = Refresh.objects.filter(pk=refresh_id, status__in=ACTIVE).first()
    if refresh is None:
        return
    tally, trouble, gone = Tally(), "", False
    # A source that gave nothing else is not asked for this either.
    if not refresh.gone and refresh.reads.filter(state=State.DONE).exists():
        try:
            _read_rosters(base.source(refresh.source_key), tally)
        except SourceError as error:
            trouble = f"Gruppernas medlemmar kunde inte läsas: {error}"
            gone = isinstance(error, SourceGone)
    close(
        refresh.pk,
        notes=[*tally.notes, *([trouble] if trouble else [])],
        cut_short=bool(trouble),
        requests=tally.requests,
        gone=gone,
    )


@transaction.atomic
def close(
    refresh_id: int,
    *,
    notes: Sequence[str] = (),
    cut_short: bool = False,
    requests: int = 0,
    gone: bool = False,
) -> None:
    """Count what the run came to and end it. It is ok only when nothing failed or was cut short.

    Series that were not reached have failed. Pages made from figures are published anew: once,
    with all of the run. Of two who close the same run, the second does
    nothing.
    """
    run = Refresh.objects.select_for_update().filter(pk=refresh_id, status__in=ACTIVE).first()
    if run is None:
        return
    now = timezone.now()
    run.reads.filter(state=State.WAITING).update(
        state=State.FAILED, message="Hämtningen hann inte hit.", ended_at=now
    )
    sums = run.reads.aggregate(
        done=Count("pk", filter=Q(state=State.DONE)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        **{name: Sum(name) for name in _COUNTS},
    )
    for name in _COUNTS:
        setattr(run, name, sums[name] or 0)
    if not sums["done"]:
        run.status = Status.FAILED
    else:
        run.status = Status.PARTIAL if sums["failed"] or cut_short else Status.OK
    run.requests += requests
    run.gone = run.gone or gone
    run.ended_at = now
    add_notes(run, notes)
    run.save()
    touch(EVERYTHING)
    sound(run)


def add_notes(run: Refresh, notes: Iterable[str]) -> None:
    """Add sentences to what is said of a run, each once; the caller saves it."""
    lines = [*run.message.splitlines(), *(" ".join(note.split()) for note in notes)]
    run.message = "\n".join(list(dict.fromkeys(lines))[:MOST_NOTES])


def _read_rosters(source: base.Source, tally: Tally) -> None:
    groups = {
        area.code: area
        for area in StatisticalArea.objects.filter(kind=StatisticalArea.Kind.GROUP).exclude(
            role=StatisticalArea.Role.NONE
        )
    }
    codes = list(groups)
    for start in range(0, len(codes), source.batch_size):
        for facts in source.groups(codes[start : start + source.batch_size], tally):
            if facts.code in groups:
                _keep_roster(groups[facts.code], facts)


def _keep_roster(group: StatisticalArea, facts: GroupFacts) -> None:
    """A new row only when the members or the name have changed."""
    members, title = sorted({code for code, _name in facts.members}), facts.title[:250]
    last = group.rosters.first()
    if last is None or (last.members, last.title) != (members, title):
        GroupRoster.objects.create(
            group=group, title=title, members=members, seen_at=timezone.now()
        )
