"""The second half of the page stage: Job + Blocks → Scene. Places texts, devices and logo; all lengths in px."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.devices import devices_of
from quotecard.devices.logo import logo
from quotecard.devices.ruled_sheet import ruled_sheet
from quotecard.page.ground import backdrop, quietest
from quotecard.page.in_columns import in_columns
from quotecard.page.in_lines import in_lines
from quotecard.page.on_sheet import on_sheet
from quotecard.scene import Scene

if TYPE_CHECKING:
    from quotecard.devices import Placed
    from quotecard.model import Blocks, Job

ANCHORS = ("foot", "head", "centre")
"""The anchors tried to find the quiet part of a photograph; of equally quiet ones, the first is used"""


def compose(job: Job, blocks: Blocks) -> Scene:
    """Return the scene of a card: the backdrop, the devices, the texts and the logo."""
    placed = _placed(job, blocks)
    items = [item for device in devices_of(job.theme) for item in device.draw(job, blocks, placed)]
    items += placed.items
    items += logo(job, items)
    return Scene(job.size.width, job.size.height, job.theme.ground, tuple(items), backdrop(job, placed.items))


def _placed(job: Job, blocks: Blocks) -> Placed:
    """Place the texts; with the anchor `quiet`, where the photograph is quietest."""
    if job.proportions.anchor != "quiet":
        return _texts(job, blocks)
    tried = [
        _texts(job._replace(proportions=job.proportions._replace(anchor=anchor)), blocks)
        for anchor in (ANCHORS if job.background else ANCHORS[:1])
    ]
    if job.background is None:
        return tried[0]
    return tried[quietest(job, job.background, [one.items for one in tried])]


def _texts(job: Job, blocks: Blocks) -> Placed:
    if not blocks.quote.vertical:
        return in_lines(job, blocks)
    ruled = ruled_sheet(job)
    return on_sheet(job, blocks, ruled) if ruled else in_columns(job, blocks)
