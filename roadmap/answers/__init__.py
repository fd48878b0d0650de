"""The three questions the public asks, answered from the registers below. Reads only."""

from roadmap.answers.ahead import Ahead, how_the_plan_looks
from roadmap.answers.done import Done, what_is_done
from roadmap.answers.going import Going, how_it_goes

__all__ = ["Ahead", "Done", "Going", "how_it_goes", "how_the_plan_looks", "what_is_done"]
