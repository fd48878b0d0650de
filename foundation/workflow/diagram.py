"""A transition table drawn as Mermaid text and as a Markdown table, for docs/."""

from foundation.workflow.table import TransitionTable


def mermaid(table: TransitionTable) -> str:
    """The table as a Mermaid state diagram with Swedish labels."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{label}" as {value}' for value, label in table.states.choices]
    lines += [
        f"    {source} --> {row.target} : {row.label}" for row in table for source in row.sources
    ]
    return "\n".join(lines)


def markdown(table: TransitionTable) -> str:
    """The diagram followed by one row per transition: from, to, button, who, guards."""
    names = dict(table.states.choices)
    rows = [
        "| Från | Till | Knapp | Vem | Villkor |",
        "|---|---|---|---|---|",
    ]
    for row in table:
        guards = [guard.__doc__.strip().splitlines()[0] for guard in row.guards if guard.__doc__]
        if row.reason_required:
            guards.insert(0, "Skäl anges.")
        sources = ", ".join(str(names[source]) for source in row.sources)
        rows.append(
            f"| {sources} | {names[row.target]} | {row.label} | {row.who_label} "
            f"| {' '.join(guards)} |"
        )
    return f"# {table.name}\n\n```mermaid\n{mermaid(table)}\n```\n\n" + "\n".join(rows) + "\n"
