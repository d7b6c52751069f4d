"""Measurements: speed beside a plain script, and scores of line breaks."""
