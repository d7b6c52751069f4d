"""Where a quote's attribution may stand, a placement a file: what it takes of the card, how it is set and placed.

A new placement is one file, and a line in `_ALL`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution.below import Below
from quotecard.attribution.corner import Corner
from quotecard.attribution.foot import Foot
from quotecard.attribution.side import Side
from quotecard.attribution.slip import Slip
from quotecard.devices.spine import Spine

if TYPE_CHECKING:
    from quotecard.attribution.placement import Placement
    from quotecard.model import Job

_BELOW = Below()
_ALL: tuple[Placement, ...] = (_BELOW, Side(), Foot(), Corner(), Slip())
PLACEMENTS = {one.name: one for one in _ALL}
"""By the name that a theme has for each: the value of `signature`."""
_BY_PLACE = {place: one for one in _ALL for place in one.places}


def candidates(job: Job) -> tuple[Placement, ...]:
    """Return the placements to try, the theme's own first; a quote that leaves no room there may leave it below."""
    asked = PLACEMENTS[job.proportions.signature]
    if asked.name == Slip.name and not job.theme.device(Spine):
        asked = _BELOW
    return (asked, _BELOW) if asked.can_fail else (asked,)


def placement_at(place: str) -> Placement:
    """Return the placement that gives a value of `Blocks.place`."""
    return _BY_PLACE[place]
