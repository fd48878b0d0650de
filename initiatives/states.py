"""Groups of states that rules, reads and pages share. Values of `Initiative.State`."""

WRITING = ("draft", "preparing", "needs_completion", "remitted")
"""The text can be edited, by those whom `rules.can_edit_initiative` names."""

BEFORE_THE_BODY = (
    "scheduled", "tabled", "remitted", "rejected", "approved", "directive_review", "trial",
)  # fmt: skip
"""The deciding body has had it on its agenda, and its members may read it."""

JOINT = ("approved", "directive_review", "trial")
"""A joint initiative: the deciding body has said yes."""

ENDED = ("rejected", "withdrawn")
"""Nothing more happens."""
