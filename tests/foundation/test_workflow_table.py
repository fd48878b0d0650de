"""Transition tables as data: what they answer, what they refuse to be, how they draw themselves."""

import pytest
from django.db.models import TextChoices

from foundation.errors import Problem
from foundation.workflow import Context, Transition, TransitionTable
from foundation.workflow.diagram import markdown, mermaid


class State(TextChoices):
    """Where a thing stands."""

    DRAFT = "draft", "Utkast"
    SENT = "sent", "Inskickad"
    CLOSED = "closed", "Avslutad"


class Thing:
    """Anything with a state."""

    def __init__(self, state, *, title="Rubrik"):
        self.state = state
        self.title = title


def has_title(thing, _context):
    """Rubriken är ifylld."""
    if not thing.title:
        yield Problem("Fyll i rubriken.", "title")


def has_text(thing, context):
    """Text följer med.

    The second paragraph is for programmers alone.
    """
    if "text" not in context.data:
        yield Problem("Skriv en text.", "text")


def without_doc(_thing, _context):
    return ()


def owner(user, _thing):
    return user == "ägaren"


def system(user, _thing):
    return user is None


def row(**changes):
    facts = {
        "key": "send",
        "sources": (State.DRAFT,),
        "target": State.SENT,
        "label": "Skicka in",
        "who": owner,
        "who_label": "ägaren",
    }
    return Transition(**(facts | changes))


TABLE = TransitionTable(
    "Sak",
    State,
    [
        row(guards=(has_title, has_text, without_doc)),
        row(
            key="close",
            sources=(State.DRAFT, State.SENT),
            target=State.CLOSED,
            label="Avsluta",
            reason_required="Skriv varför.",
        ),
        row(key="expire", sources=(State.SENT,), target=State.CLOSED, who=system, hidden=True),
    ],
)


def test_it_offers_what_state_and_person_allow_in_the_tables_order():
    assert [each.key for each in TABLE.available("ägaren", Thing("draft"))] == ["send", "close"]
    assert [each.key for each in TABLE.available("ägaren", Thing("sent"))] == ["close"]
    assert TABLE.available("ägaren", Thing("closed")) == []
    assert TABLE.available("någon annan", Thing("draft")) == []


def test_a_hidden_transition_is_allowed_but_no_button():
    assert TABLE.allows(None, Thing("sent"), "expire")
    assert not TABLE.allows(None, Thing("draft"), "expire")
    assert TABLE.available(None, Thing("sent")) == []


def test_guards_are_not_asked_for_what_is_offered():
    """The button is there, and pressing it tells what is missing."""
    assert TABLE.allows("ägaren", Thing("draft", title=""), "send")


def test_all_problems_are_told_at_once_in_the_guards_order():
    found = TABLE["send"].problems(Thing("draft", title=""), Context(actor=None))
    assert found == [Problem("Fyll i rubriken.", "title"), Problem("Skriv en text.", "text")]
    assert TABLE["send"].problems(Thing("draft"), Context(actor=None, data={"text": "x"})) == []


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_required_reason_that_says_nothing_is_missing(reason):
    found = TABLE["close"].problems(Thing("sent"), Context(actor=None, reason=reason))
    assert found == [Problem("Skriv varför.", "reason")]
    assert TABLE["close"].problems(Thing("sent"), Context(actor=None, reason="Klart")) == []


@pytest.mark.parametrize(
    "wrong", [{"sources": ("draft", "lost")}, {"target": "lost"}], ids=["source", "target"]
)
def test_a_table_that_names_an_unknown_state_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"Sak.send names unknown states: \['lost'\]"):
        TransitionTable("Sak", State, [row(**wrong)])


def test_a_table_with_two_transitions_of_one_name_cannot_be_made():
    with pytest.raises(ValueError, match="Sak has two transitions named send"):
        TransitionTable("Sak", State, [row(), row(label="Skicka igen")])


def test_a_transition_nobody_wrote_is_a_programmers_mistake():
    with pytest.raises(KeyError):
        TABLE["förinta"]


def test_a_row_cannot_be_changed():
    with pytest.raises(AttributeError):
        TABLE["send"].target = "closed"


def test_it_draws_itself_with_swedish_words():
    drawing = mermaid(TABLE).splitlines()
    assert drawing[0] == "stateDiagram-v2"
    assert '    state "Utkast" as draft' in drawing
    assert "    draft --> sent : Skicka in" in drawing
    assert "    draft --> closed : Avsluta" in drawing
    assert "    sent --> closed : Avsluta" in drawing
    assert len(drawing) == 1 + 3 + 4


def test_it_writes_itself_as_a_table_with_its_guards_in_words():
    text = markdown(TABLE)
    assert text.startswith("# Sak\n\n```mermaid\nstateDiagram-v2")
    assert (
        "| Utkast | Inskickad | Skicka in | ägaren | Rubriken är ifylld. Text följer med. |" in text
    )
    assert "| Utkast, Inskickad | Avslutad | Avsluta | ägaren | Skäl anges. |" in text
