"""Reads of the register. What the public may see is decided here and nowhere else."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from diary import rules

if TYPE_CHECKING:
    from diary.models import DiaryDocument  # noqa: F401 - the type's parameter

DISCLOSED, SECRET, VOIDED, WITHHELD = "disclosed", "secret", "voided", "withheld"


def is_disclosed() -> Q:
    """`standing == DISCLOSED` as a condition that is looked up once, not for each row."""
    from diary.models.marks import Voiding

    voided = Voiding.objects.values("document")
    return ~Q(public_title="") & ~_is_secret() & ~Q(pk__in=voided)


def _is_secret() -> Q:
    from diary.models.marks import SecrecyMark

    return Q(pk__in=SecrecyMark.objects.filter(lifts=None, lifted_by=None).values("document"))


class DocumentQuerySet(models.QuerySet["DiaryDocument"]):
    """Documents."""

    def disclosed(self) -> Self:
        """Those whose public fields may be shown, searched and exported."""
        return self.with_marks().filter(is_disclosed())

    def with_marks(self) -> Self:
        """Annotate `is_secret`, `void_reason` (empty when not voided) and `standing`.

        `standing` is what the public register may show: `disclosed` (the public fields),
        `secret` or `withheld` (number and date), `voided` (number, date and the reason).
        """
        from diary.models.marks import SecrecyMark

        active = SecrecyMark.objects.filter(document=OuterRef("pk"), lifts=None, lifted_by=None)
        return self.annotate(
            is_secret=Exists(active),
            void_reason=Coalesce("voiding__reason", Value("")),
        ).annotate(
            standing=Case(
                When(is_secret=True, then=Value(SECRET)),
                When(~Q(void_reason=""), then=Value(VOIDED)),
                When(public_title="", then=Value(WITHHELD)),
                default=Value(DISCLOSED),
                output_field=CharField(),
            )
        )

    def secret(self) -> Self:
        """Those with a secrecy mark that has not been lifted."""
        return self.filter(_is_secret())

    def visible_to(self, user: Any) -> Self:
        """Those whose internal fields `user` may read; agrees with `rules.may_read`."""
        if rules.registers(user):
            return self.with_marks()
        if rules.reads_register(user):
            return self.with_marks().filter(~_is_secret())
        return self.none()

    def in_case_order(self) -> Self:
        """The order of registration within a case; unnumbered documents last."""
        return self.order_by(F("serial").asc(nulls_last=True), "pk")
