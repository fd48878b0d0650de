"""The county as data. One file per concept; every row can be loaded, edited and traced."""

from county.models.base import CountyRow
from county.models.body import Body, DecisionMandate, Seat
from county.models.county import County
from county.models.criterion import Criterion
from county.models.decision_record import HistoricDecision
from county.models.dependency import NationalDependency
from county.models.direction import (
    GoalImage,
    GuidingPrinciple,
    Shift,
    SuccessFactor,
    TargetGroup,
    Vision,
)
from county.models.edition import Approval, ApprovalStep, EditionArea, RoadmapEdition
from county.models.focus import DevelopmentArea, FocusArea, Objective
from county.models.goal_area import GoalArea
from county.models.loaded_row import LoadedRow
from county.models.membership import Membership
from county.models.organisation import District, Organisation
from county.models.priority import PriorityGoal, YearlyPriority
from county.models.question import CitizenQuestion
from county.models.reporting import ReportingRule
from county.models.result import YearlyResult
from county.models.role import Role
from county.models.steering_document import SteeringDocument
from county.models.term import Term
from county.models.user import User

__all__ = [
    "Approval",
    "ApprovalStep",
    "Body",
    "CitizenQuestion",
    "County",
    "CountyRow",
    "Criterion",
    "DecisionMandate",
    "DevelopmentArea",
    "District",
    "EditionArea",
    "FocusArea",
    "GoalArea",
    "GoalImage",
    "GuidingPrinciple",
    "HistoricDecision",
    "LoadedRow",
    "Membership",
    "NationalDependency",
    "Objective",
    "Organisation",
    "PriorityGoal",
    "ReportingRule",
    "RoadmapEdition",
    "Role",
    "Seat",
    "Shift",
    "SteeringDocument",
    "SuccessFactor",
    "TargetGroup",
    "Term",
    "User",
    "Vision",
    "YearlyPriority",
    "YearlyResult",
]
