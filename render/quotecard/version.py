"""The version of this program: one value, that every stage may read."""

__version__ = "0.1.0"
