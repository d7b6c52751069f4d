"""A face together with the reason why it was taken."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from quotecard.fontbook.clusters import needs_glyph

if TYPE_CHECKING:
    from quotecard.fontbook.face import Face


class FaceReason(IntEnum):
    """Why a face was taken; of a run's clusters, the lowest says why the run is in its face."""

    ROLE = 0
    """It is the face of the text's role."""
    EMOJI = 1
    """The cluster is an emoji."""
    ITALIC = 2
    """Latin in italics."""
    LATIN = 3
    """Latin letters have a face of their own beside the role's."""
    FALLBACK = 4
    """The face that was asked first does not set the cluster."""
    MISSING = 5
    """No face sets the cluster."""


class FaceChoice(NamedTuple):
    """The face that sets a cluster, or None where none does."""

    face: Face | None
    reason: FaceReason
    first: Face
    """The face that was asked first."""

    def lacking(self, text: str) -> list[str]:
        """Return the characters of `text` that the first face has no glyph for, each once."""
        return [char for char in dict.fromkeys(text) if needs_glyph(char) and not self.first.covers(char)]
