"""Languages as values, and the tags that name them."""
