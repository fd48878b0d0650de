"""Public pages of the roadmap."""
