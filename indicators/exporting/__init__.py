"""Figures as tables to take away, each row with where it comes from."""
