"""The page stage: Job + Blocks → Scene. Places texts, and what stands about them; knows px only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.model import sheet_pitch
from render.page.backdrop import backdrop
from render.page.columns import columns
from render.page.devices import devices
from render.page.flow import flow
from render.page.scene import Scene
from render.page.sheet import on_sheet

if TYPE_CHECKING:
    from render.model import Blocks, Job
    from render.page.parts import Placed


def compose(job: Job, blocks: Blocks) -> Scene:
    """Return the scene of a card: texts where the theme holds them, its devices under them."""
    placed = _texts(job, blocks)
    items = (*devices(job, blocks, placed), *placed.items)
    return Scene(job.size.width, job.size.height, job.theme.ground, items, backdrop(job))


def _texts(job: Job, blocks: Blocks) -> Placed:
    if not blocks.quote.vertical:
        return flow(job, blocks)
    return on_sheet(job, blocks) if sheet_pitch(job) else columns(job, blocks)
