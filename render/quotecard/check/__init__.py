"""What `quotecard check` does: rules of typesetting, read against a file of quotes without drawing it."""
