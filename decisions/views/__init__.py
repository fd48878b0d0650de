"""Pages: meetings, matters, deciding, decisions at work, and the public list."""
