"""Bytes → quotes: guarded YAML, the table of keys, inline markup, refused characters."""
