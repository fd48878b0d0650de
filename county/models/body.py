"""Bodies: the groups in which the county prepares, decides and follows up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models.base import CountyRow, NamedRow
from county.models.organisation import District, Organisation
from foundation.text.dates import DatePrecision


class Body(NamedRow):
    """A group, board, network or council. Its rights are its mandates; its people its seats."""

    class Kind(models.TextChoices):
        """What kind of body."""

        JOINT_BOARD = "joint_board", "gemensam nämnd"
        POLITICAL = "political", "politisk nivå"
        TOP_MANAGEMENT = "top_management", "högsta tjänsteledning"
        STEERING_GROUP = "steering_group", "styrgrupp"
        PRESIDIUM = "presidium", "presidium"
        PROJECT_STEERING = "project_steering", "projektstyrgrupp"
        PREPARATORY_GROUP = "preparatory_group", "beredningsgrupp"
        WORKING_GROUP = "working_group", "arbetsgrupp"
        LOCAL_GROUP = "local_group", "lokal grupp"
        SUPPORT_UNIT = "support_unit", "stödfunktion"
        RD_UNIT = "rd_unit", "FoU-enhet"
        NETWORK = "network", "nätverk"
        REFERENCE_GROUP = "reference_group", "referensgrupp"
        COUNCIL = "council", "råd"
        CITIZEN_FORUM = "citizen_forum", "brukarforum"
        PROGRAMME_AREA = "programme_area", "programområde"
        PROGRAMME = "programme", "program"
        CATEGORY = "category", "grupper av ett slag"

    kind = models.CharField("slag", max_length=20, choices=Kind)
    short = models.CharField("kort namn", max_length=60, blank=True)
    aliases = models.CharField("även kallad", max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="under", null=True, blank=True, on_delete=models.PROTECT
    )
    district = models.ForeignKey(
        District, verbose_name="länsdel", null=True, blank=True, on_delete=models.PROTECT
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="hör till", null=True, blank=True, on_delete=models.PROTECT
    )
    advisory = models.BooleanField("rådgivande", default=False)
    historic = models.BooleanField("historisk", default=False)
    valid_from = models.DateField("från och med", null=True, blank=True)
    valid_to = models.DateField("till och med", null=True, blank=True)
    validity_precision = models.CharField(
        "datumens noggrannhet", max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    rhythm = models.CharField("mötesrytm", max_length=120, blank=True)
    size_note = models.CharField("storlek", max_length=120, blank=True)
    decision_rule = models.CharField("beslutsregel", max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField("beslutsför vid antal", null=True, blank=True)
    requires_all_principals = models.BooleanField("alla huvudmän krävs", default=False)

    class Meta(NamedRow.Meta):
        verbose_name = "organ"
        verbose_name_plural = "organ"


class Seat(CountyRow):
    """A place in a body for a role. `count` is empty where the source gives no number."""

    body = models.ForeignKey(
        Body, verbose_name="organ", on_delete=models.CASCADE, related_name="seats"
    )
    role = models.CharField("roll", max_length=150)
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    per = models.CharField("en per", max_length=100, blank=True)
    count = models.PositiveSmallIntegerField("antal", null=True, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "plats"
        verbose_name_plural = "platser"

    def __str__(self) -> str:
        return f"{self.body}: {self.role}"


class DecisionMandate(CountyRow):
    """What a body may do with a kind of matter. The absence of a row is the absence of a right."""

    class Action(models.TextChoices):
        """What the body does."""

        ORIGINATES = "originates", "väcker"
        PREPARES = "prepares", "bereder"
        DECIDES = "decides", "beslutar"
        ADOPTS = "adopts", "antar"
        APPROVES = "approves", "godkänner"
        RECEIVES = "receives", "tar emot"
        INFORMED = "informed", "informeras"

    body = models.ForeignKey(
        Body, verbose_name="organ", on_delete=models.CASCADE, related_name="mandates"
    )
    action = models.CharField("åtgärd", max_length=12, choices=Action)
    subjects = ArrayField(models.CharField(max_length=60), verbose_name="ärendeslag", default=list)

    class Meta(CountyRow.Meta):
        verbose_name = "beslutanderätt"
        verbose_name_plural = "beslutanderätter"

    def __str__(self) -> str:
        return f"{self.body} {self.get_action_display()}"
