"""What the pages show, read with a few queries however many figures there are."""
