"""Which lines, and how wide: spacing, the strip of a text, the programme that chooses."""
