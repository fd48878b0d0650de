"""What a registrar registers at the desk.

In a new case, in an existing one, or under a number given elsewhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from county.models import User
from diary import rules
from diary.models import DiaryCase, DiaryDocument
from diary.numbers import parse
from diary.services import once
from diary.services.cases import open_case
from diary.services.documents import correct, register_document
from diary.services.external import register_external
from diary.services.files import NewFile
from foundation.errors import NotAllowed, Problem, Refused
from foundation.text.dates import today

Where = Literal["new", "existing", "external"]


@transaction.atomic
def register_by_hand(
    *,
    token: UUID,
    where: Where,
    facts: Mapping[str, Any],
    actor: User,
    case_title: str = "",
    case_public_title: str = "",
    case_number: str = "",
    number_text: str = "",
    new_series: bool = False,
    files: Sequence[NewFile] = (),
) -> DiaryDocument:
    """Register one document, once per `token`.

    `facts` are the document's fields as `register_document` takes them. Only registrars.
    Raises AlreadyRegistered for the second of two equal forms, NotAllowed, and what the
    services raise that it calls.
    """
    if not rules.registers(actor):
        raise NotAllowed("Bara den som diarieför kan registrera en handling.")
    once.refuse_second(token)
    _refuse_future(facts["dated"])
    document: DiaryDocument
    if where == "external":
        document = register_external(
            number_text=number_text,
            new_series=new_series,
            case_title=case_title,
            case_public_title=case_public_title,
            files=files,
            actor=actor,
            **facts,
        )
    else:
        case = (
            _existing_case(case_number)
            if where == "existing"
            else _new_case(case_title, case_public_title, actor)
        )
        document = register_document(
            case=case, files=files, actor=actor, archive_expected=False, **facts
        )
    once.remember(token, document)
    return document


@transaction.atomic
def correct_by_hand(
    *,
    token: UUID,
    document: DiaryDocument,
    facts: Mapping[str, Any],
    actor: User,
    files: Sequence[NewFile] = (),
) -> DiaryDocument:
    """Rättelse from a form, once per `token`. Raises AlreadyRegistered and what `correct` does."""
    once.refuse_second(token)
    _refuse_future(facts["dated"])
    correction = correct(document=document, files=files, actor=actor, **facts)
    once.remember(token, correction)
    return correction


def _refuse_future(dated: date) -> None:
    if dated > today():
        message = (
            "Datumet ligger framåt i tiden. Ange dagen då handlingen kom in eller upprättades."
        )
        raise Refused(message, [Problem(message, "dated")])


def _existing_case(text: str) -> DiaryCase:
    number = parse(text)
    case = (
        DiaryCase.objects.filter(
            series__prefix=number.prefix, year=number.year, serial=number.case
        ).first()
        if number
        else None
    )
    if case is None:
        message = f"Ärendet ”{text.strip()}” finns inte i diariet. Kontrollera numret."
        raise Refused(message, [Problem(message, "case_number")])
    return case


def _new_case(title: str, public_title: str, actor: User) -> DiaryCase:
    try:
        return open_case(title=title, public_title=public_title, opened_on=today(), actor=actor)
    except Refused as refusal:
        names = {"title": "case_title", "public_title": "case_public_title"}
        problems = [
            Problem(problem.message, names.get(problem.field, problem.field))
            for problem in refusal.problems
        ]
        raise Refused(refusal.message, problems) from refusal
