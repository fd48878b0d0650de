"""Carry out one batch of a run: what the source says of the series, then their figures."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from foundation.text.dates import today
from indicators.models import DataSeries, Refresh, SeriesRead
from indicators.services.refresh import asking, events
from indicators.services.refresh.absent import Incomplete
from indicators.services.refresh.closing import ACTIVE, add_notes
from indicators.services.refresh.metadata import compare, ended_in
from indicators.services.refresh.rows import Scope
from indicators.services.refresh.storing import store
from indicators.source_names import name_of
from indicators.sources import base
from indicators.sources.base import Reading, Source, SourceError, SourceGone, Tally

log = logging.getLogger(__name__)

State = SeriesRead.State
MOST_FAILURES = 2
"""In a row, series by series: then the rest of the batch is not asked for."""


def carry_out(refresh_id: int, batch: int) -> None:
    """Read the series of a batch that wait, store each in a transaction, and pass the run on.

    Safe to repeat after a kill anywhere: a series that is done is not read again.
    """
    refresh = Refresh.objects.filter(pk=refresh_id, status__in=ACTIVE).first()
    if refresh is None:
        return
    Refresh.objects.filter(pk=refresh.pk, status=Refresh.Status.WAITING).update(
        status=Refresh.Status.RUNNING, begun_at=timezone.now()
    )
    waiting = _waiting(refresh).filter(batch=batch).select_related("series")
    gone = _Batch(refresh, base.source(refresh.source_key)).read(list(waiting))
    _pass_on(refresh, gone=gone)


@dataclass(slots=True)
class _Batch:
    refresh: Refresh
    source: Source

    def read(self, reads: list[SeriesRead]) -> str:
        """Read them together, or one by one when together fails. Not empty: the source is gone."""
        if not reads:
            return ""
        try:
            try:
                self._attempt(reads)
            except SourceError as error:
                if isinstance(error, SourceGone) or len(reads) == 1:
                    raise
                self._one_by_one(reads)
        except SourceGone as error:
            return str(error)
        except SourceError as error:
            _fail(reads, str(error))
        return ""

    def _one_by_one(self, reads: list[SeriesRead]) -> None:
        """Find the series that stopped the others; give up when it is all of them."""
        failures = 0
        for number, read in enumerate(reads):
            try:
                self._attempt([read])
            except SourceGone:
                raise
            except SourceError as error:
                failures += 1
                _fail([read], str(error))
                if failures == MOST_FAILURES:
                    _fail(reads[number + 1 :], str(error))
                    return
            else:
                failures = 0

    def _attempt(self, reads: list[SeriesRead]) -> None:
        tally = Tally()
        try:
            accepted = self._describe(reads, tally)
            for since_when in (True, False):
                chosen = [read for read in accepted if self._wants_changes(read) is since_when]
                if chosen:
                    self._read(chosen, tally, changes=since_when)
        except ValueError as error:
            raise SourceError(f"Serien går inte att fråga efter: {error}.") from error
        finally:
            self._count(tally)

    def _wants_changes(self, read: SeriesRead) -> bool:
        """A series that was never read in full has no figures for changes to change."""
        return self.refresh.since is not None and read.series.read_at is not None

    def _describe(self, reads: list[SeriesRead], tally: Tally) -> list[SeriesRead]:
        """The series that are as they were when somebody accepted them; the others fail."""
        known = {
            facts.external_id: facts
            for facts in self.source.describe([r.series.external_id for r in reads], tally)
        }
        accepted = []
        for read in reads:
            facts = known.get(read.series.external_id)
            if facts is None:
                name = name_of(self.refresh.source_key)
                _fail([read], f"{name} känner inte till serien. De värden som finns behålls.")
            elif note := compare(read.series, facts):
                _fail([read], f"Behöver granskas: {note} De värden som finns behålls.")
            else:
                accepted.append(read)
        return accepted

    def _read(self, reads: list[SeriesRead], tally: Tally, *, changes: bool) -> None:
        day, areas = today(), asking.areas_asked_for()
        first = min(read.series.first_year for read in reads)
        years = range(first, day.year + 2)
        found: dict[str, list[Reading]] = defaultdict(list)
        codes = [read.series.external_id for read in reads]
        for some in base.turns(list(areas), self.source.batch_size):
            since = self.refresh.since if changes else None
            for reading in self.source.read(codes, some, years, tally, since=since):
                found[reading.series].append(reading)
        for read in reads:
            series = read.series
            scope = Scope(areas, series.first_year, day.year + 1, day, complete=not changes)
            self._store(read, found.pop(series.external_id, []), scope)

    def _store(self, read: SeriesRead, readings: Sequence[Reading], scope: Scope) -> None:
        first = scope.first_year
        try:
            _store([each for each in readings if each.period.year >= first], scope, read)
        except Incomplete as error:
            _fail([read], str(error), absent=error.absent)
        except SourceError as error:
            _fail([read], str(error))
        except (OperationalError, InterfaceError):
            raise
        except DatabaseError:
            log.exception("the values of %s could not be stored", read.series.external_id)
            _fail([read], "Värdena gick inte att spara. De värden som fanns behålls.")

    def _count(self, tally: Tally) -> None:
        with transaction.atomic():
            run = Refresh.objects.select_for_update().get(pk=self.refresh.pk)
            run.requests += tally.requests
            run.entries += tally.entries
            add_notes(run, tally.notes)
            run.save(update_fields=["requests", "entries", "message"])


@transaction.atomic
def _store(readings: Sequence[Reading], scope: Scope, read: SeriesRead) -> None:
    """The values and the word that they are read, together or not at all."""
    locked = _waiting(read.refresh).select_for_update(of=("self",)).filter(pk=read.pk).first()
    if locked is None:
        return
    stored = store(read.series, readings, scope, refresh=read.refresh)
    for name in ("values", "inserted", "revised", "withdrawn", "missing", "quarantined"):
        setattr(locked, name, getattr(stored, name))
    locked.state, locked.ended_at = State.DONE, timezone.now()
    locked.message = "\n".join([*stored.notes, *_ended(read.series)])
    locked.save()


def _ended(series: DataSeries) -> list[str]:
    year = ended_in(series.title)
    return [f"Källan har avslutat serien: {year} är det sista året."] if year else []


def _fail(reads: Sequence[SeriesRead], message: str, *, absent: str = "") -> None:
    SeriesRead.objects.filter(pk__in=[read.pk for read in reads], state=State.WAITING).update(
        state=State.FAILED, message=message, absent=absent, ended_at=timezone.now()
    )


def _waiting(refresh: Refresh) -> Any:
    return SeriesRead.objects.filter(
        refresh=refresh, refresh__status__in=ACTIVE, state=State.WAITING
    ).order_by("pk")


@transaction.atomic
def _pass_on(refresh: Refresh, *, gone: str) -> None:
    """Have the next batch carried out, or the run closed."""
    run = Refresh.objects.select_for_update().filter(pk=refresh.pk, status__in=ACTIVE).first()
    if run is None:
        return
    if gone:
        run.gone = True
        run.save(update_fields=["gone"])
        _fail(list(_waiting(run)), gone)
    following = _waiting(run).values_list("batch", flat=True).order_by("batch").first()
    if following is None:
        events.enqueue_close(run)
    else:
        events.enqueue_batch(run, following)
