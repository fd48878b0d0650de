"""The county as data: who works together, what they aim for, and who may act."""
