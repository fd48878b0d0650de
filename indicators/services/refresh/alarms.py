"""Tell those who answer for the figures that a run has failed."""

from django.conf import settings

from county.models import Membership, User
from county.models.role import Capability
from foundation import mail
from indicators.models import Refresh, SeriesRead
from indicators.source_names import name_of

Status = Refresh.Status


def sound(run: Refresh) -> None:
    """Write to every steward when a run failed, unless the one before it had failed too.

    A source that is gone is told of each time somebody has tried it, also when a part was read
    before it went: the clock asks it for nothing more.
    """
    if not (run.gone or (run.status == Status.FAILED and _is_news(run))):
        return
    for person in stewards():
        mail.post(
            key=f"refresh-alarm:{run.pk}:{person.pk}",
            recipient=person.email,
            subject=f"Hämtningen från {name_of(run.source_key)} {_outcome(run)}",
            body=_letter(run),
        )


def stewards() -> list[User]:
    """Those who answer for the indicators today."""
    seated = Membership.objects.valid_on().filter(
        role__capabilities__contains=[Capability.STEWARD_INDICATORS]
    )
    return list(User.objects.filter(is_active=True, pk__in=seated.values("user")).order_by("pk"))


def _is_news(run: Refresh) -> bool:
    before = Refresh.objects.filter(source_key=run.source_key, asked_at__lt=run.asked_at)
    last = before.order_by("-asked_at").values_list("status", flat=True).first()
    return last != Status.FAILED


def _outcome(run: Refresh) -> str:
    return "misslyckades" if run.status == Status.FAILED else "avbröts"


def _letter(run: Refresh) -> str:
    name = name_of(run.source_key)
    failed = run.reads.filter(state=SeriesRead.State.FAILED).exclude(message="")
    first = failed.values_list("message", flat=True).first()
    what = first or run.message or "Ingen serie kunde läsas."
    heading = (
        f"Uppgifter från {name} kunde inte hämtas."
        if run.status == Status.FAILED
        else f"Bara en del av uppgifterna från {name} kunde hämtas."
    )
    lines = [heading, "", what, ""]
    if run.gone:
        lines += [
            f"{name} har avvecklat gränssnittet som portalen läser.",
            "Inget mer hämtas därifrån av sig självt, förrän någon har hämtat på nytt.",
            "",
        ]
    lines += [
        "De värden som redan finns visas som förut, med dagen då de hämtades.",
        f"Läs mer: {settings.PUBLIC_ORIGIN}/arbete/indikatorer/hamtningar/{run.pk}/",
    ]
    return "\n".join(lines) + "\n"
