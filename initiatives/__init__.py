"""From a need to a joint initiative and its directive."""
