"""The base class of placements with the name as an upright column beside lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution.parts import name_voice
from quotecard.attribution.placement import Placement
from quotecard.text.shape.stack import stack

if TYPE_CHECKING:
    from quotecard.attribution.parts import ShapedParts
    from quotecard.fontbook import FontBook
    from quotecard.model import Block, Job
    from quotecard.text.shape.voice import Voice


class Upright(Placement):
    """A placement with the name as an upright column, which a quote may leave no room for."""

    can_fail: ClassVar[bool] = True

    def column(self, job: Job, parts: ShapedParts, voice: Voice, book: FontBook) -> Block | None:
        """Return the name as a column if its characters can be stacked and the text is set in lines; else None."""
        if job.vertical or not parts.name:
            return None
        size = float(round(job.proportions.signature_max * job.unit))
        return stack(parts.words.name, name_voice(job, voice), size, parts.name.tracking, book)

    def can_stand(self, parts: ShapedParts, column: Block | None) -> bool:
        """Tell whether the name could be set as a column."""
        return column is not None
