"""Indicators and measures that follow the goals."""
