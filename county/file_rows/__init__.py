"""What the rows of the county's own sections look like in the file."""
