"""Sekretessmarkera, häv, makulera. Each adds a row; nothing is taken away."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import User
from diary import rules
from diary.models import DiaryDocument, SecrecyMark, Voiding
from diary.services import publishing
from diary.services.counters import limit_wait, patient
from diary.services.texts import cleaned
from foundation.errors import NotAllowed, StaleVersion, WrongState


def version_of(document: DiaryDocument) -> int:
    """How many things have been added beside a document: what a person has seen of it."""
    return (
        document.secrecy_marks.count()
        + document.files.count()
        + document.corrections.count()
        + Voiding.objects.filter(document=document).count()
    )


@transaction.atomic
def mark_secret(
    *,
    document: DiaryDocument,
    provision: str,
    authority: str,
    actor: User,
    marked_on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> SecrecyMark:
    """Mark a document as secret: the public sees its number and date, only registrars the rest.

    A mark is a warning and no ruling: every request is tried anew. Only registrars. Public
    pages are withdrawn in the same transaction. Raises NotAllowed, StaleVersion, WrongState when
    it is marked already, or Refused. Source: OSL 5 kap. 5 § (provision, date, authority).
    """
    texts = cleaned(
        {"provision": provision, "authority": authority, "note": note},
        required=["provision", "authority"],
    )
    held = _held(document, actor=actor, version=version)
    if _active_mark(held) is not None:
        raise WrongState(f"{held} är redan sekretessmarkerad.")
    mark = SecrecyMark.objects.create(
        document=held,
        **texts,
        marked_on=marked_on or timezone.localdate(),
        made_at=timezone.now(),
        made_by=actor,
        made_by_name=str(actor),
    )
    publishing.hidden(held)
    return mark


@transaction.atomic
def lift_secrecy(
    *, document: DiaryDocument, note: str, actor: User, version: int | None = None
) -> SecrecyMark:
    """Lift the mark of a document; the mark and its lifting both stay in the record.

    Only registrars. Raises NotAllowed, StaleVersion, WrongState when there is no mark, Refused.
    """
    texts = cleaned({"note": note}, required=["note"])
    held = _held(document, actor=actor, version=version)
    mark = _active_mark(held)
    if mark is None:
        raise WrongState(f"{held} är inte sekretessmarkerad.")
    lifting = SecrecyMark.objects.create(
        document=held,
        provision=mark.provision,
        authority=mark.authority,
        note=texts["note"],
        marked_on=timezone.localdate(),
        lifts=mark,
        made_at=timezone.now(),
        made_by=actor,
        made_by_name=str(actor),
    )
    publishing.changed(held.case, held)
    return lifting


@transaction.atomic
def void(
    *, document: DiaryDocument, reason: str, actor: User, version: int | None = None
) -> Voiding:
    """Makulera: the number stays with its reason and is never given again.

    The reason is shown in the public register. Only registrars. Raises NotAllowed,
    StaleVersion, WrongState when it is voided already, Refused without a reason.
    """
    texts = cleaned({"reason": reason}, required=["reason"])
    held = _held(document, actor=actor, version=version)
    if Voiding.objects.filter(document=held).exists():
        raise WrongState(f"{held} är redan makulerad.")
    voiding = Voiding.objects.create(
        document=held,
        reason=texts["reason"],
        made_at=timezone.now(),
        made_by=actor,
        made_by_name=str(actor),
    )
    publishing.hidden(held)
    return voiding


def _held(document: DiaryDocument, *, actor: User, version: int | None) -> DiaryDocument:
    """The document, locked until the transaction ends, at the version the person saw."""
    if not rules.registers(actor):
        raise NotAllowed("Bara den som diarieför kan göra det här.")
    limit_wait()
    with patient():
        held = (
            DiaryDocument.objects.select_for_update(of=("self",), no_key=True)
            .select_related("case")
            .get(pk=document.pk)
        )
    if version is not None and version != version_of(held):
        raise StaleVersion(**_latest(held))
    return held


def _active_mark(document: DiaryDocument) -> SecrecyMark | None:
    return SecrecyMark.objects.filter(document=document, lifts=None, lifted_by=None).first()


def _latest(document: DiaryDocument) -> dict[str, Any]:
    """Who added something beside the document last, and when."""
    made = [
        *document.secrecy_marks.values_list("made_at", "made_by_name"),
        *Voiding.objects.filter(document=document).values_list("made_at", "made_by_name"),
        *document.corrections.values_list("registered_at", "registered_by_name"),
        *((at, "") for at in document.files.values_list("attached_at", flat=True)),
    ]
    at, name = max(made, default=(None, ""))
    return {"changed_by": name, "changed_at": at}
