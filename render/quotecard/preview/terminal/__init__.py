"""Show a card in a terminal: detect what the terminal supports, and encode the picture for it."""
