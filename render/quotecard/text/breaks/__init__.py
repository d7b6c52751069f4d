"""Where a line may end, and what it costs."""
