"""What stands in a goal area's report, and the file it becomes."""
