"""Files of figures: received, read by the worker, compared, let in by a second person."""
