"""A matter in brief, as its readers meet it: what is proposed, what it costs, what is met."""

from dataclasses import dataclass
from functools import cached_property

from county.models import Criterion
from foundation.text.numbers import number
from initiatives.completeness import CriterionMark, criteria
from initiatives.models import Initiative, TemplateField
from initiatives.proposal import Proposal
from initiatives.rows import amount, columns_of
from initiatives.texts import as_text

Kind = TemplateField.Kind
LONGEST_NOTE = 300


@dataclass(frozen=True)
class Brief:
    """Reads a proposal through its template, whatever the county calls its fields."""

    proposal: Proposal

    @classmethod
    def of(cls, initiative: Initiative) -> "Brief":
        """The brief of an initiative."""
        return cls(Proposal.load(initiative))

    @cached_property
    def marks(self) -> list[CriterionMark]:
        """The county's criteria with how far each is met."""
        return criteria(self.proposal)

    @cached_property
    def proposed(self) -> list[str]:
        """The att-satser that the proposal asks for, one by one."""
        field = self._field_of_decision()
        text = as_text(self.proposal, field) if field else ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    @cached_property
    def cost(self) -> str:
        """What it costs in all, «400 000 kr», or why nothing; empty where it does not say."""
        for field in self.proposal.fields:
            rows = self.proposal.value(field) if field.kind == Kind.ROWS else None
            money = [each["key"] for each in columns_of(field) if each["kind"] == "money"]
            if money and self.proposal.instead(field) is not None:
                return as_text(self.proposal, field)
            if rows and money:
                key = (field.limits.get("balance") or money)[0]
                return f"{number(sum(amount(row.get(key)) for row in rows))}\u00a0kr"
        return ""

    def note_of(self, mark: CriterionMark) -> str:
        """What the proposal chose for a criterion: choices, short texts, reasons why not."""
        notes = [
            as_text(self.proposal, field)
            for field in self.proposal.fields
            if (field.kind in {Kind.CHOICE, Kind.TEXT} or self.proposal.instead(field) is not None)
            and mark.criterion in field.criteria.all()
        ]
        return ". ".join(note for note in notes if note)[:LONGEST_NOTE]

    def _field_of_decision(self) -> TemplateField | None:
        """The long text that shows the criterion which the decision itself meets."""
        for field in self.proposal.fields:
            met_at = {each.met_at for each in field.criteria.all()}
            if field.kind == Kind.LONG_TEXT and Criterion.MetAt.DECISION in met_at:
                return field
        return None
