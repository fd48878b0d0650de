"""A county that has used the portal for years: rows in their thousands, written in bulk.

What goes on at a time is the same however long a county has worked: sixty initiatives are under
way and the next meeting has twenty matters. What has ended grows, as do the register and the
figures. Half of the initiatives are the measured persons' own, so that no list is empty for them.

The register's own triggers make its chain, at the commit of each batch; it is verified
afterwards. Observations are for 54 series over twenty years: with the county's own areas in all
sizes, and as many others as the number asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
UNDER_WAY = ("submitted",) * 26 + ("needs_completion",) * 26 + ("preparing",) * 8
ENDED = ("trial",) * 6 + ("approved",) + ("rejected",) * 2 + ("withdrawn",)
MEETINGS, ON_THE_NEXT = 40, 20
DOCUMENTS_PER_CASE = 3
SERIES, YEARS, GENDERS = 54, range(2006, 2026), "TKM"
WORDS = (
    "samordnad", "utskrivning", "hemtjänst", "anhörig", "vårdcentral", "skola", "psykisk",
    "hälsa", "rehabilitering", "yttrande", "överenskommelse", "uppföljning", "trygg", "hemgång",
    "digital", "läkemedel", "demens", "barn", "familjecentral",
)  # fmt: skip
SENTENCE = (
    "Flera verksamheter möter samma personer utan att veta av varandra, och planeringen görs om "
    "varje gång. Underlaget bygger på samtal med dem som berörs. "
)


@dataclass(frozen=True)
class Amount:
    """How much there is of everything."""

    initiatives: int
    documents: int
    areas: int
    refreshes: int


FULL = Amount(initiatives=1_000, documents=10_000, areas=312, refreshes=100)
TENTH = Amount(initiatives=100, documents=1_000, areas=31, refreshes=10)


def fill(amount: Amount) -> None:
    """Add the rows to a database that holds a county and the demo's people."""
    random = Random(7)
    cases = _register(amount.documents, random)
    initiatives = _initiatives(amount.initiatives, cases, random)
    _meetings(initiatives)
    _figures(amount.areas, amount.refreshes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _title(random: Random, number: int) -> str:
    """Every second is a plan, so that a search for it fills a page whatever the amount."""
    words = random.sample(WORDS, 4) + ["plan"] * (number % 2)
    return f"{' '.join(words).capitalize()} {number}"


def _person(key: str) -> Any:
    from county.models import User

    return User.objects.get(email=f"{key}@example.test")


def _register(documents: int, random: Random) -> list[Any]:
    from diary import services
    from diary.models import CaseCounter, DiaryCase, DiaryDocument, Origin, YearCounter
    from diary.services.cases import default_series, new_case
    from diary.services.documents import new_document

    series, actor = default_series(), _person("lrs-registrator-1")
    counted = YearCounter.objects.filter(series=series)
    last: dict[int, int] = dict(counted.values_list("year", "last"))
    made = []
    for start in range(0, documents, 600):
        cases, rows, counters = [], [], []
        for number in range(start, min(start + 600, documents), DOCUMENTS_PER_CASE):
            # Ten years, filled one after the other.
            day = date(2017, 1, 1) + timedelta(days=number * 3600 // documents)
            last[day.year] = last.get(day.year, 0) + 1
            title = _title(random, number)
            case = new_case(
                series=series, year=day.year, texts={"title": title, "public_title": title},
                origin=Origin.PORTAL, opened_on=day, actor=actor,
            )  # fmt: skip
            case.serial = last[day.year]
            case.number = series.case_number(day.year, case.serial)
            cases.append(case)
        with transaction.atomic():
            DiaryCase.objects.bulk_create(cases)
            for case in cases:
                for serial in range(1, DOCUMENTS_PER_CASE + 1):
                    title = _title(random, serial)
                    texts = {
                        "title": title, "public_title": title if random.random() < 0.95 else "",
                        "category": random.choice(("Skrivelse", "Beslut", "Protokoll", "Yttrande")),
                        "party": "Kontaktperson i kommunen", "public_party": "En av kommunerna",
                    }  # fmt: skip
                    row = new_document(
                        case=case, texts=texts, direction=random.choice(("incoming", "drawn_up")),
                        dated=case.opened_on, precision="day", origin=Origin.PORTAL, actor=actor,
                    )  # fmt: skip
                    row.serial, row.number = serial, f"{case.number}-{serial}"
                    rows.append(row)
                counters.append(CaseCounter(case=case, last=DOCUMENTS_PER_CASE))
            DiaryDocument.objects.bulk_create(rows)
            CaseCounter.objects.bulk_create(counters)
        made += cases
    for year, serial in last.items():
        YearCounter.objects.update_or_create(series=series, year=year, defaults={"last": serial})
    if problems := services.verify():
        raise AssertionError(str(problems[0]))
    return made


def _initiatives(many: int, cases: list[Any], random: Random) -> list[Any]:
    from county.models import Body, FocusArea, GoalArea, Organisation, TargetGroup
    from foundation.models import StatusChange
    from initiatives.models import Initiative, ProposalTemplate, TemplateField

    template = ProposalTemplate.objects.latest("pk")
    answers = _answers(TemplateField.objects.filter(section__template=template, target=""))
    groups = list(Body.objects.filter(key__startswith="demo-beredningsgrupp"))
    lead = Body.objects.get(key="lrs")
    principals = list(Organisation.objects.filter(is_principal=True)[:4])
    authors = [_person("bg-a"), _person("bg-b")]
    rows = []
    for number in range(many):
        ended = number >= len(UNDER_WAY)
        state = ENDED[number % len(ENDED)] if ended else UNDER_WAY[number]
        moment = NOW - timedelta(days=60 + number if ended else number % 30)
        received = state not in {"preparing", "withdrawn"}
        joint = state in {"trial", "approved"}
        rows.append(
            Initiative(
                title=_title(random, number), summary=SENTENCE, template=template, state=state,
                originating_body=groups[number % 2], author=authors[number % 2], answers=answers,
                organisation=principals[number % 4], contact=authors[0], changed_by=authors[1],
                lead_body=(lead if number % 2 else groups[0]) if joint else None,
                responsible=authors[0] if joint else None, changed_at=moment,
                case=cases[number % len(cases)] if received else None,
                preparing_since=moment - timedelta(days=90),
                received_at=moment - timedelta(days=30) if received else None,
                published_at=moment if joint else None,
            )
        )  # fmt: skip
    Initiative.objects.bulk_create(rows, batch_size=200)
    linked = {
        "preparing_bodies": groups, "principals": principals,
        "goal_areas": list(GoalArea.objects.all()[:2]),
        "focus_areas": list(FocusArea.objects.all()[:2]),
        "target_groups": list(TargetGroup.objects.all()[:2]),
    }  # fmt: skip
    for name, others in linked.items():
        through = getattr(Initiative, name).through
        column = getattr(Initiative, name).field.m2m_reverse_field_name()
        through.objects.bulk_create(
            [through(initiative=row, **{column: other}) for row in rows for other in others],
            batch_size=2000,
        )
    Initiative.history.bulk_history_create(rows, batch_size=200, default_date=NOW)
    StatusChange.objects.bulk_create(
        [
            StatusChange(
                subject_type="initiatives.Initiative", subject_id=row.pk, transition=transition,
                source=source, target=target, actor=row.author, actor_name=str(row.author),
            )
            for row in rows
            for transition, source, target in (
                ("send", "draft", "preparing"), ("submit", "preparing", "submitted"),
                ("request_completion", "submitted", "needs_completion"),
            )
        ],
        batch_size=2000,
    )  # fmt: skip
    return rows


def _answers(fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for field in fields:
        if field.kind in {"text", "long_text"}:
            given[field.code] = SENTENCE * 4
        elif field.kind == "confirm":
            given[field.code] = True
        elif field.kind == "choice":
            given[field.code] = field.limits["choices"][0]["value"]
        elif field.kind == "rows":
            texts = (each["key"] for each in field.limits["columns"] if each["kind"] == "text")
            given[field.code] = [dict.fromkeys(texts, "2026")] * 4
    return given


def _meetings(initiatives: list[Any]) -> None:
    from county.models import Body
    from decisions.models import AgendaItem, Decision, Meeting

    body = Body.objects.get(key="lansstyrgruppen")
    actor = _person("lrs-registrator-1")
    outcomes = {"trial": "approved", "approved": "approved", "rejected": "rejected"}
    decided = [row for row in initiatives if row.state in outcomes]
    for number in range(MEETINGS):
        matters = decided[number::MEETINGS]
        day = NOW.date() - timedelta(days=30 * (number + 1))
        meeting = Meeting.objects.create(body=body, held_on=day, state="closed")
        items = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, paragraph=place, initiative=row)
            for place, row in enumerate(matters, start=1)
        )
        # All but the latest meeting's are diarised, with the first document of the case.
        Decision.objects.bulk_create(
            Decision(
                item=item, outcome=outcomes[item.initiative.state], title=item.initiative.title,
                wording=["att godkänna förslaget"], decided_on=day, recorded_by=actor,
                recorded_at=NOW - timedelta(days=30 * number),
                document=item.initiative.case.documents.first() if number else None,
            )
            for item in items
        )  # fmt: skip
    coming = Meeting.objects.create(body=body, held_on=NOW.date() + timedelta(days=20))
    waiting = [row for row in initiatives if row.state == "submitted"][:ON_THE_NEXT]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=coming, paragraph=place, initiative=row)
        for place, row in enumerate(waiting, start=1)
    )


def _figures(areas: int, refreshes: int) -> None:
    from indicators.models import DataSeries, Refresh, SeriesRead, StatisticalArea

    known = StatisticalArea.objects.count()
    StatisticalArea.objects.bulk_create(
        StatisticalArea(
            key=f"bench-{number}", code=f"b{number}", name=f"Område {number}", kind="municipality",
            role="none", order=900,
        )
        for number in range(areas - known)
    )  # fmt: skip
    DataSeries.objects.bulk_create(
        DataSeries(
            key=f"bench-{number}", source_key="kolada", external_id=f"B{number:05}",
            name=f"Serie {number}", lowest=0.0, highest=100.0,
        )
        for number in range(SERIES - DataSeries.objects.count())
    )  # fmt: skip
    series = list(DataSeries.objects.values_list("pk", flat=True))
    runs = Refresh.objects.bulk_create(
        Refresh(
            source_key="kolada", kind="full", status="ok", asked_at=NOW - timedelta(days=number),
            begun_at=NOW - timedelta(days=number), ended_at=NOW - timedelta(days=number),
        )
        for number in range(refreshes)
    )  # fmt: skip
    SeriesRead.objects.bulk_create(
        SeriesRead(refresh=run, series_id=pk, batch=1, state="done", values=1000, ended_at=NOW)
        for run in runs
        for pk in series
    )
    DataSeries.objects.update(read_at=NOW)
    command = (
        "COPY indicators_observation (series_id, area_id, year, month, gender, value, status, "
        "count, preliminary, withdrawn, revised, provenance, refresh_id, written_at) FROM STDIN"
    )
    everywhere = list(StatisticalArea.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(command) as copy:
        for lines in _observations(series, everywhere, runs[0].pk):
            copy.write(lines)


def _observations(series: list[int], areas: list[int], refresh: int) -> Iterator[str]:
    random, tail = Random(11), f"\t1\tf\tf\tf\tdemo\t{refresh}\t{NOW.isoformat()}\n"
    for each in series:
        yield "".join(
            f"{each}\t{area}\t{year}\t0\t{gender}\t{random.random() * 100:.3f}\t{tail}"
            for area in areas
            for year in YEARS
            for gender in GENDERS
        )
