"""The county's own tables, as operators meet them."""

from county import models
from county.tables import EditableTable, register

WHO = "Vilka som samverkar"
AIM = "Vision och mål"
PLAN = "Färdplan och prioriteringar"
PAST = "Beslut och dokument"

register(
    EditableTable("lanet", models.County, WHO),
    EditableTable("personer", models.User, WHO, ("email", "is_active")),
    EditableTable("uppdrag", models.Membership, WHO, ("valid_from", "valid_to")),
    EditableTable("organisationer", models.Organisation, WHO, ("kind", "is_principal")),
    EditableTable("lansdelar", models.District, WHO),
    EditableTable("organ", models.Body, WHO, ("kind", "parent")),
    EditableTable("platser", models.Seat, WHO, ("organisation", "count")),
    EditableTable("roller", models.Role, WHO),
    EditableTable("beslutanderatter", models.DecisionMandate, WHO),
    EditableTable("begrepp", models.Term, WHO, ("definite", "plural")),
    EditableTable("vision", models.Vision, AIM),
    EditableTable("malbild", models.GoalImage, AIM, ("target_year",)),
    EditableTable("malomraden", models.GoalArea, AIM),
    EditableTable("fokusomraden", models.FocusArea, AIM, ("valid_from_year", "valid_to_year")),
    EditableTable("malsattningar", models.Objective, AIM, ("focus_area",)),
    EditableTable("utvecklingsomraden", models.DevelopmentArea, AIM, ("focus_area", "group")),
    EditableTable("forflyttningar", models.Shift, AIM),
    EditableTable("principer", models.GuidingPrinciple, AIM),
    EditableTable("framgangsfaktorer", models.SuccessFactor, AIM),
    EditableTable("malgrupper", models.TargetGroup, AIM, ("prioritised",)),
    EditableTable("kriterier", models.Criterion, AIM, ("code", "met_at")),
    EditableTable("upplagor", models.RoadmapEdition, PLAN, ("year", "period")),
    EditableTable("upplagors-omraden", models.EditionArea, PLAN, ("edition",)),
    EditableTable("beslutskedja", models.ApprovalStep, PLAN, ("required",)),
    EditableTable("antaganden", models.Approval, PLAN, ("decided_on", "date_precision")),
    EditableTable("prioriteringar", models.YearlyPriority, PLAN, ("year", "owner")),
    EditableTable("prioriteringars-mal", models.PriorityGoal, PLAN, ("priority", "body")),
    EditableTable("beroenden", models.NationalDependency, PLAN, ("reference", "effective_year")),
    EditableTable("uppfoljningsregler", models.ReportingRule, PLAN, ("times_per_year",)),
    EditableTable("resultat", models.YearlyResult, PLAN, ("year", "status")),
    EditableTable("fragor", models.CitizenQuestion, PLAN, ("focus_area",)),
    EditableTable("tidigare-beslut", models.HistoricDecision, PAST, ("decided_on", "body")),
    EditableTable("styrdokument", models.SteeringDocument, PAST, ("category", "status")),
)
