"""The public face, composed from all floors below."""
