"""A text made ready to be set: repaired, normalised."""
