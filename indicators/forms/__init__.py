"""The forms of those who bring figures and words to the indicators."""
