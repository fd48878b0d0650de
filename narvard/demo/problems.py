"""What can stop the demo: one sentence that says what to do."""


class StartProblem(Exception):
    """Something the person at the keyboard must put right; the text is one line of Swedish."""
