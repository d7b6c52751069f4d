"""Check a file of quotes against rules of typesetting, without drawing it: what `quotecard check` does."""
