"""Needs, ongoing work, proposals on the template, directives."""

from initiatives.models.directive import Directive
from initiatives.models.initiative import Initiative
from initiatives.models.need import Need
from initiatives.models.project import Project
from initiatives.models.readiness import ReadyNote
from initiatives.models.submission import Submission
from initiatives.models.template import ProposalTemplate, TemplateField, TemplateSection

__all__ = [
    "Directive",
    "Initiative",
    "Need",
    "Project",
    "ProposalTemplate",
    "ReadyNote",
    "Submission",
    "TemplateField",
    "TemplateSection",
]
