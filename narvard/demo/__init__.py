"""The demo: starts everything a portal needs on one machine, and ends it again."""
