"""The sections of the county file that fill the county's own tables."""

from county import models
from county.file_rows import direction, people_and_bodies, plan
from county.loader.registry import Section
from county.loader.rows import Named

SECTIONS = (
    Section("county", people_and_bodies.CountyFileRow, models.County, "Länet"),
    Section("districts", people_and_bodies.DistrictRow, models.District, "Länsdelar"),
    Section(
        "organisations", people_and_bodies.OrganisationRow, models.Organisation, "Organisationer"
    ),
    Section("bodies", people_and_bodies.BodyRow, models.Body, "Organ"),
    Section("seats", people_and_bodies.SeatRow, models.Seat, "Platser"),
    Section("roles", people_and_bodies.RoleRow, models.Role, "Roller"),
    Section("mandates", people_and_bodies.MandateRow, models.DecisionMandate, "Beslutanderätter"),
    Section("terms", people_and_bodies.TermRow, models.Term, "Begrepp"),
    Section("decisions", plan.DecisionRow, models.HistoricDecision, "Tidigare beslut"),
    Section(
        "steering_documents", plan.SteeringDocumentRow, models.SteeringDocument, "Styrdokument"
    ),
    Section("vision", direction.VisionRow, models.Vision, "Vision"),
    Section("goal_image", direction.GoalImageRow, models.GoalImage, "Målbild"),
    Section("goal_areas", direction.GoalAreaRow, models.GoalArea, "Målområden"),
    Section("focus_areas", direction.FocusAreaRow, models.FocusArea, "Fokusområden"),
    Section("objectives", direction.ObjectiveRow, models.Objective, "Målsättningar"),
    Section(
        "development_areas",
        direction.DevelopmentAreaRow,
        models.DevelopmentArea,
        "Utvecklingsområden",
    ),
    Section("shifts", Named, models.Shift, "Förflyttningar"),
    Section("principles", Named, models.GuidingPrinciple, "Principer"),
    Section("success_factors", Named, models.SuccessFactor, "Framgångsfaktorer"),
    Section("target_groups", direction.TargetGroupRow, models.TargetGroup, "Målgrupper"),
    Section("criteria", direction.CriterionRow, models.Criterion, "Kriterier"),
    Section("approval_steps", plan.ApprovalStepRow, models.ApprovalStep, "Steg i beslutskedjan"),
    Section("editions", plan.EditionRow, models.RoadmapEdition, "Upplagor av färdplanen"),
    Section("edition_areas", plan.EditionAreaRow, models.EditionArea, "Områden i upplagor"),
    Section("approvals", plan.ApprovalRow, models.Approval, "Antaganden av upplagor"),
    Section(
        "dependencies", direction.DependencyRow, models.NationalDependency, "Nationella beroenden"
    ),
    Section("priorities", plan.PriorityRow, models.YearlyPriority, "Årets prioriteringar"),
    Section("priority_goals", plan.PriorityGoalRow, models.PriorityGoal, "Mål för prioriteringar"),
    Section("results", plan.ResultRow, models.YearlyResult, "Resultat"),
    Section("questions", plan.QuestionRow, models.CitizenQuestion, "Frågor från invånare"),
    Section("reporting_rules", plan.ReportingRuleRow, models.ReportingRule, "Uppföljningsregler"),
)
