"""A card shown inside a terminal: what the terminal can do, and the picture in its own language."""
