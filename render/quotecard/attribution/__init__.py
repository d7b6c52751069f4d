"""The placements of the attribution, one per file: the room each takes, and how it is set and placed.

To add a placement, add a file and an object in `_ALL`.
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
"""The placements by name, which is the value of `signature` in a theme."""
_BY_PLACE = {place: one for one in _ALL for place in one.places}


def candidates(job: Job) -> tuple[Placement, ...]:
    """Return the placements to try, the theme's own first; `below` follows if that one may lack room."""
    asked = PLACEMENTS[job.proportions.signature]
    if asked.name == Slip.name and not job.theme.device(Spine):
        asked = _BELOW
    return (asked, _BELOW) if asked.can_fail else (asked,)


def placement_at(place: str) -> Placement:
    """Return the placement for a value of `Blocks.place`."""
    return _BY_PLACE[place]
