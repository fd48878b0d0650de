"""What a load did, in numbers and in Swedish."""

from dataclasses import dataclass, field


@dataclass
class SectionReport:
    """Row counts of one section."""

    label: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass
class LoadReport:
    """The whole load. `conflicts` names each field where the file won over an edit made here."""

    county: str
    sections: dict[str, SectionReport] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    @property
    def changed_anything(self) -> bool:
        """True when at least one row was written or removed."""
        return any(each.new or each.changed or each.removed for each in self.sections.values())

    def lines(self) -> list[str]:
        """The summary for a person at a terminal."""
        if not self.changed_anything:
            rows = sum(each.unchanged for each in self.sections.values())
            return [f"{self.county}: inget nytt i länsfilen, {rows} rader är oförändrade."]
        width = max(len(each.label) for each in self.sections.values())
        said = [
            f"{self.county}: länsfilen är laddad.",
            f"{'':{width}}   nya ändrade borttagna oförändrade",
        ]
        said += [
            f"{each.label:{width}} {each.new:5} {each.changed:7} {each.removed:9}"
            f" {each.unchanged:11}"
            for each in self.sections.values()
            if each.new or each.changed or each.removed or each.unchanged
        ]
        if self.conflicts:
            said.append("Både filen och portalen hade ändrat följande. Filens värde gäller nu:")
            said += [f"  {conflict}" for conflict in self.conflicts]
        return said
