"""Small builders of a county with people, a template and initiatives in any state.

Every builder makes real rows through real services; `small_county()` is a county with all the
roles of the process, and `initiative_in(world, state)` walks an initiative there.
"""

from tests.factories.initiatives import (
    LONG,
    complete_answers,
    complete_directive,
    initiative_in,
    make_initiative,
    make_need,
)
from tests.factories.people import (
    TERMS,
    add_membership,
    fresh,
    log_in,
    make_body,
    make_county,
    make_organisation,
    make_role,
    make_user,
)
from tests.factories.template import TEMPLATE, Row, make_template
from tests.factories.world import World, small_county

__all__ = [
    "LONG",
    "TEMPLATE",
    "TERMS",
    "Row",
    "World",
    "add_membership",
    "complete_answers",
    "complete_directive",
    "fresh",
    "initiative_in",
    "log_in",
    "make_body",
    "make_county",
    "make_initiative",
    "make_need",
    "make_organisation",
    "make_role",
    "make_template",
    "make_user",
    "small_county",
]
