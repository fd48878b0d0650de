"""Fetching figures: asking for a run, carrying it out in batches, storing what was read."""
