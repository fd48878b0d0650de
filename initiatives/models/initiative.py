"""Initiatives: from a draft on the template to a joint initiative in test."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models import Body, FocusArea, GoalArea, Objective, Organisation, TargetGroup
from diary.models import DiaryCase
from foundation.history import LinkedRecords
from foundation.models import Stateful
from initiatives.models.need import Need
from initiatives.models.template import ProposalTemplate
from initiatives.querysets import InitiativeQuerySet


class Initiative(Stateful):
    """A proposal, and after the decision a joint initiative (gemensam satsning).

    Answers that other things refer to are relations; the rest stand in `answers` by field
    code. `received_at` is set by the server at the first hand-in and never moved: before it the
    text is a draft of its writers alone. `published_at` is set when the approving decision is
    diarised: before that the public sees nothing. `completion_fields` and `remitted_to` say
    what may be edited, and by whom, while more is asked for.
    """

    class State(models.TextChoices):
        """The states of the process; labels may hold `{term}` placeholders of the county."""

        DRAFT = "draft", "Utkast"
        PREPARING = "preparing", "Under beredning"
        SUBMITTED = "submitted", "Inskickat till {receiver:s}"
        NEEDS_COMPLETION = "needs_completion", "Komplettering begärd"
        SCHEDULED = "scheduled", "Upptaget på föredragningslista"
        TABLED = "tabled", "Bordlagt"
        REMITTED = "remitted", "Återremitterat"
        REJECTED = "rejected", "Avslag"
        WITHDRAWN = "withdrawn", "Återkallat"
        APPROVED = "approved", "Beslutad – direktiv tas fram"
        DIRECTIVE_REVIEW = "directive_review", "Direktiv för godkännande"
        TRIAL = "trial", "Test pågår"

    title = models.CharField("titel", max_length=120)
    summary = models.TextField("sammanfattning", blank=True)
    template = models.ForeignKey(ProposalTemplate, on_delete=models.PROTECT)
    originating_body = models.ForeignKey(
        Body, verbose_name="avsändande grupp", on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="författarens organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="initiatives"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kontaktperson",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ansvarig för uppdraget",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    principals = models.ManyToManyField(
        Organisation, verbose_name="deltagande huvudmän", blank=True, related_name="initiatives"
    )
    preparing_bodies = models.ManyToManyField(
        Body, verbose_name="berörda beredningsgrupper", blank=True, related_name="prepares"
    )
    needs = models.ManyToManyField(
        Need, verbose_name="kopplade behov", blank=True, related_name="initiatives"
    )
    target_groups = models.ManyToManyField(TargetGroup, verbose_name="målgrupp", blank=True)
    goal_areas = models.ManyToManyField(GoalArea, verbose_name="målområde", blank=True)
    focus_areas = models.ManyToManyField(FocusArea, verbose_name="fokusområde", blank=True)
    objectives = models.ManyToManyField(Objective, verbose_name="målsättning", blank=True)
    answers = models.JSONField("svar", default=dict, blank=True)
    lead_body = models.ForeignKey(
        Body,
        verbose_name="leder",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leads",
    )
    contributing_bodies = models.ManyToManyField(
        Body, verbose_name="medverkar", blank=True, related_name="contributes_to"
    )
    state = models.CharField("läge", max_length=20, choices=State, default=State.DRAFT)
    completion_fields = ArrayField(
        models.CharField(max_length=4),
        verbose_name="fält att komplettera",
        default=list,
        blank=True,
    )
    remitted_to = models.ForeignKey(
        Body,
        verbose_name="återremitterat till",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField("åter senast", null=True, blank=True)
    case = models.ForeignKey(
        DiaryCase, null=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    created_at = models.DateTimeField("påbörjat", auto_now_add=True)
    preparing_since = models.DateTimeField("under beredning sedan", null=True)
    received_at = models.DateTimeField("inkommet", null=True)
    published_at = models.DateTimeField("offentligt sedan", null=True)
    objects = InitiativeQuerySet.as_manager()
    history = LinkedRecords(
        m2m_fields=[
            principals, preparing_bodies, needs, target_groups, goal_areas, focus_areas, objectives,
        ]
    )  # fmt: skip

    class Meta:
        verbose_name = "initiativ"
        verbose_name_plural = "initiativ"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.title
