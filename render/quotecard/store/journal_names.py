"""What the manifest of a store is called, and that of each part of a batch."""

from __future__ import annotations

_STEM = "quotecard"
"""Not hidden: a site build reads the file."""
_SUFFIX = ".jsonl"


def journal_name(label: str) -> str:
    """Return the file name of the manifest of the part `label` of a batch; of the whole batch if it is empty."""
    return f"{_STEM}.{label}{_SUFFIX}" if label else f"{_STEM}{_SUFFIX}"


def label_of(name: str) -> str:
    """Return the label in a file name: the inverse of `journal_name` for a part of a batch."""
    return name.removeprefix(f"{_STEM}.").removesuffix(_SUFFIX)
