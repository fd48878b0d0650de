"""What people bring to the figures: notes, values, files and reports, in several states."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from foundation import outbox
from foundation.text.dates import today
from indicators.models import (
    DataSeries,
    GoalAreaReport,
    MeasureSource,
    Observation,
    StatisticalArea,
    Upload,
)
from indicators.services.adoption import record_adoption
from indicators.services.entries import enter_value
from indicators.services.reflections import move_reflection, write_reflection
from indicators.services.uploads.deciding import move_upload
from indicators.services.uploads.receiving import receive_file
from indicators.sources.base import Period
from tests.factories import fresh, make_user

NOT_THERE = 999_999
NONE = {"none": [NOT_THERE]}
FILE = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class EndlessFile(SimpleUploadedFile):
    """A file that every actor can send, one after another."""

    def __init__(self) -> None:
        super().__init__("a.csv", "område;period;värde\r\n9902;2019;1".encode())

    def read(self, size: int = -1) -> bytes:
        """Always from the beginning."""
        self.seek(0)
        content: bytes = super().read(size)
        return content


def bring(made: Any) -> None:
    """One of each, with words that only those who write or answer for them may meet."""
    world = made.at.world
    mandate = world.steering.mandates.get(action="decides")
    mandate.subjects = [*mandate.subjects, "indicator"]
    mandate.save()
    _notes(made)
    area = StatisticalArea.objects.create(
        key="omr-9902", code="9902", kind="municipality", role="own", name="Söderby"
    )
    series = DataSeries.objects.create(
        key="egen-personal", source_key="manual", external_id="egen-personal", name="Egen serie"
    )
    MeasureSource.objects.create(key="egen", measure=world.measure, series=series)
    steward, other = (
        fresh(made.people["steward"]), make_user("other-steward", "steward_indicators")
    )  # fmt: skip
    year = today().year - 1
    facts = {"series": series, "area": area, "gender": "T", "value": 7.0}
    made.rest |= {
        "manual": series,
        "to review": enter_value(
            **facts, period=Period(year), actor=other,
            source_text=f"Källa {made.secret('inmatat')}",
        ),
        "own value": enter_value(
            **facts, period=Period(year - 1), actor=steward,
            source_text=f"Källa {made.secret('eget')}",
        ),
    }  # fmt: skip
    Observation.objects.bulk_create([
        Observation(
            series=series, area=area, year=2018, gender="T", value=6.0, provenance="manual",
            written_at=timezone.now(),
        )
    ])  # fmt: skip
    made.rest["file"] = _file(made, series, other, f"{area.name};{year - 2};3")
    made.rest["own file"] = _file(made, series, steward, f"{area.name};{year - 3};4")
    _reports(made)
    made.rest["adoption"] = record_adoption(
        number=made.decision["public"].document.number, adopted=[world.indicator], actor=steward
    )


def _notes(made: Any) -> None:
    world = made.at.world
    decider = world.decider
    about = {"indicator": world.indicator, "measure": None, "body": world.steering}
    made.rest["note"] = write_reflection(
        **about, period=Period(2025), text=f"Ett {made.secret('reflektion')} om siffran.",
        actor=decider,
    )  # fmt: skip
    public = write_reflection(
        **about, period=Period(2024), text="En tanke som alla får läsa.", actor=decider
    )
    made.rest["public note"] = move_reflection(
        reflection_id=public.pk, key="publish", version=None,
        actor=fresh(made.people["steward"]),
    )  # fmt: skip


def _file(made: Any, series: DataSeries, actor: Any, line: str) -> Upload:
    """A file that has been read; another's is left to be reviewed."""
    found = receive_file(
        series=series, name=f"{made.secret(f'fil{actor.pk}')}.csv",
        content=f"område;period;värde\r\n{line}\r\n".encode(),
        source_text=f"Källa {made.secret(f'filkalla{actor.pk}')}", actor=actor,
    )  # fmt: skip
    outbox.drain()
    found.refresh_from_db()
    if actor != made.people["steward"]:
        move_upload(
            upload_id=found.pk, key="propose", version=found.version, actor=actor,
            digest=found.preview_digest,
        )  # fmt: skip
        found.refresh_from_db()
    return found


def _reports(made: Any) -> None:
    given = {
        "goal_area": made.at.world.goal_area, "asked_by": fresh(made.people["steward"]),
        "asked_at": timezone.now(), "made_at": timezone.now(), "content": FILE, "size": len(FILE),
        "edition": 1,
    }  # fmt: skip
    made.rest["made report"] = GoalAreaReport.objects.create(year=2025, state="made", **given)
    made.rest["public report"] = GoalAreaReport.objects.create(
        year=2024, state="published", published_at=timezone.now(), sha256="0" * 64, **given
    )


def places_brought(made: Any) -> dict[str, dict[str, list[Any]]]:
    """What to try in the addresses of what people bring, and in those of what is taken away."""
    rest, world = made.rest, made.at.world
    notes = {"draft": [rest["note"].pk], "published": [rest["public note"].pk]}
    entries = {"another's": [rest["to review"].pk], "own": [rest["own value"].pk]}
    files = {"another's": [rest["file"].pk], "own": [rest["own file"].pk]}
    measure = {"one": [world.measure.key], "none": ["finns-inte"]}
    return {
        "reflection": notes | NONE,
        "reflection_edit": notes | NONE,
        "reflection_step": {
            "publish": [rest["note"].pk, "publicera"],
            "discard": [rest["note"].pk, "kasta"],
            "withdraw": [rest["public note"].pk, "dra-tillbaka"],
            "no such step": [rest["note"].pk, "x"],
        },
        "entry": entries | NONE,
        "entry_step": {
            "confirm": [rest["to review"].pk, "bekrafta"],
            "confirm one's own": [rest["own value"].pk, "bekrafta"],
            "reject": [rest["to review"].pk, "avvisa"],
            "take back": [rest["own value"].pk, "ta-tillbaka"],
            "no such step": [rest["to review"].pk, "x"],
        },
        "manual_series_new": measure,
        "upload": files | NONE,
        "upload_state": files | NONE,
        "upload_file": files | NONE,
        "upload_step": {
            "apply": [rest["file"].pk, "infor"],
            "reject": [rest["file"].pk, "avvisa"],
            "propose": [rest["own file"].pk, "lamna"],
            "compare again": [rest["own file"].pk, "jamfor"],
            "discard": [rest["own file"].pk, "kasta"],
            "no such step": [rest["file"].pk, "x"],
        },
        "upload_blank": {
            "filled by people": [rest["manual"].key],
            "read by machine": ["finns-inte"],
        },
        "report_read": {"made": [rest["made report"].pk]} | NONE,
        "report_step": {
            "publish": [rest["made report"].pk, "publicera"],
            "withdraw": [rest["public report"].pk, "dra-tillbaka"],
            "no such step": [rest["made report"].pk, "x"],
        },
        "report_pdf": {
            "published": [rest["public report"].address],
            "made": [rest["made report"].address],
            "none": ["finns-inte-2024"],
        },
        "adoption_undo": {"recorded": [rest["adoption"].pk]} | NONE,
        "indicator_csv": {"one": [world.indicator.key], "none": ["finns-inte"]},
        "measure_csv": measure,
        "measure_xlsx": measure,
    }


def deeds_brought(made: Any) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    """Who does what, and what they fill in."""
    world = made.at.world
    note = {
        "subject": world.indicator.key, "period": "2023", "body": world.steering.pk,
        "text": "Det vi ser i siffran.",
    }  # fmt: skip
    value = {
        "series": made.rest["manual"].key, "area": "omr-9902", "period": "2019", "gender": "T",
        "value": "5", "source_text": "Enkäten",
    }  # fmt: skip
    return {
        ("reflection_new", "–"): ("decider", note),
        ("reflection_edit", "draft"): ("decider", {"text": "En bättre text."}),
        ("reflection_step", "publish"): ("steward", {}),
        ("reflection_step", "discard"): ("decider", {}),
        ("reflection_step", "withdraw"): ("steward", {"reason": "Fel period."}),
        ("entry_new", "–"): ("steward", value),
        ("entry_step", "confirm"): ("steward", {}),
        ("entry_step", "reject"): ("steward", {"reason": "Fel kommun."}),
        ("entry_step", "take back"): ("steward", {}),
        ("manual_series_new", "one"): ("steward", {"unit": "procent"}),
        ("upload_new", "–"): (
            "steward",
            {"series": made.rest["manual"].key, "source_text": "Enkäten", "file": EndlessFile()},
        ),
        ("upload_step", "apply"): ("steward", {}),
        ("upload_step", "reject"): ("steward", {"reason": "Fel fil."}),
        ("upload_step", "propose"): ("steward", {}),
        ("upload_step", "compare again"): ("steward", {}),
        ("upload_step", "discard"): ("steward", {}),
        ("reports_work", "–"): ("steward", {"goal_area": world.goal_area.pk, "year": "2025"}),
        ("report_step", "publish"): ("steward", {}),
        ("report_step", "withdraw"): ("steward", {"reason": "Fel siffra."}),
        ("adoption_new", "–"): (
            "steward",
            {
                "number": made.decision["public"].document.number,
                "adopted": [f"measure:{world.measure.key}"],
            },
        ),
        ("adoption_undo", "recorded"): ("steward", {"reason": "Fel beslut."}),
    }  # fmt: skip
