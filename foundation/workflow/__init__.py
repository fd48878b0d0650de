"""Transition tables: what may happen to a thing, as data, and the one function that does it."""

from foundation.workflow.apply import apply
from foundation.workflow.table import Context, Transition, TransitionTable

__all__ = ["Context", "Transition", "TransitionTable", "apply"]
