"""Write the README of a package index: an index has neither the pictures nor the pages beside README.md.

Where QUOTECARD_DOCS_URL names the address at which the files of this release can be read, relative links
and pictures lead there. Without it each picture is left out and each link to a file keeps its text, so that
nothing on the index is broken. docs/releasing.md says when to set it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

DOCS_URL = "QUOTECARD_DOCS_URL"
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)")
_PICTURE_LINE = re.compile(rf"^{_PICTURE.pattern}\n\n?", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)")


class ReadmeHook(MetadataHookInterface):
    """Give the distribution the README as an index can show it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `readme`, which pyproject.toml leaves to this hook."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = for_index(readme, os.environ.get(DOCS_URL, ""))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def for_index(readme: str, docs_url: str = "") -> str:
    """Return the README with its relative pictures and links made absolute, or else taken out."""
    if docs_url:
        base = docs_url.rstrip("/")
        pictures = _PICTURE.sub(rf"![\1]({base}/\2)", readme)
        return _LINK.sub(rf"[\1]({base}/\2)", pictures)
    return _LINK.sub(r"\1", _PICTURE.sub("", _PICTURE_LINE.sub("", readme)))
