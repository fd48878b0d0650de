"""The people of the small county, by what they are to the process (see tests/factories.py)."""

ROLES = (
    "author", "colleague", "convener_a", "member_a", "convener_b", "receiver", "registrar",
    "decider", "assessor", "operator", "outsider",
)  # fmt: skip
