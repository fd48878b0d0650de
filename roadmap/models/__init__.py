"""The public face keeps no tables of its own."""
