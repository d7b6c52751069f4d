"""What `quotecard preview` and `explain` do with one quote."""
