"""Transition tables: what may happen to a thing, as data, and the two functions that do it."""

from foundation.workflow.apply import apply, apply_all
from foundation.workflow.table import Context, Transition, TransitionTable

__all__ = ["Context", "Transition", "TransitionTable", "apply", "apply_all"]
