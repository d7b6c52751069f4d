"""What stands beside a text: readings, emphasis dots."""
