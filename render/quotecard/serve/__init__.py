"""`quotecard serve`: a local page that shows the card while it is being written."""
