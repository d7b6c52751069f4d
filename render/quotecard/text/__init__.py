"""Text in, lines out: no card, no theme, no colour."""
