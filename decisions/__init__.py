"""Meetings, decisions, assignments and the documents they yield."""
