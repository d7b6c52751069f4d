"""What `quotecard batch` does: a plan of all cards, then one after the other, then the account."""
