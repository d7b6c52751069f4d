"""Bytes → quotes: YAML, JSON and CSV within limits, the table of keys, inline markup, forbidden characters."""
