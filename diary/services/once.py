"""One form, one registration: the token of the form is kept with the document it gave."""

from uuid import UUID

from django.db import IntegrityError, transaction

from diary.errors import AlreadyRegistered
from diary.models import DiaryDocument, Submission


def refuse_second(token: UUID) -> None:
    """Raise AlreadyRegistered when the form with `token` has given a document."""
    earlier = _earlier(token)
    if earlier:
        raise AlreadyRegistered(earlier)


def remember(token: UUID, document: DiaryDocument) -> None:
    """Keep the token in the caller's transaction.

    Two copies of a form at the same time: the second waits here for the first to commit, and
    then raises AlreadyRegistered, so that the number it took goes back.
    """
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, document=document)
    except IntegrityError:
        earlier = _earlier(token)
        if earlier is None:
            raise
        raise AlreadyRegistered(earlier) from None


def _earlier(token: UUID) -> DiaryDocument | None:
    submission = Submission.objects.filter(token=token).select_related("document__case").first()
    return submission.document if submission else None
