"""Glyphs: runs of one face and script, shaped once, in em."""
