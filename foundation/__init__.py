"""Domain-free ground that every floor stands on."""
