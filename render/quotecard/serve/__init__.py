"""What `quotecard serve` does: a page on this machine that shows the card while it is written."""
