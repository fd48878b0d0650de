"""Everything that writes figures, and what is said of them. One module per task."""
