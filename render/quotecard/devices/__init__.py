"""The devices that decorate a card, one per file: the table, what it needs, reserves, measures and draws.

To add a device, add a file and a line in `DEVICES`.
"""

from quotecard.devices.base import Device, Placed, devices_of
from quotecard.devices.border import Border
from quotecard.devices.bubble import Bubble
from quotecard.devices.cells import Cells
from quotecard.devices.disc import Disc
from quotecard.devices.divider import Divider
from quotecard.devices.marks import LargeMarks
from quotecard.devices.masthead import Masthead
from quotecard.devices.portrait import Portrait
from quotecard.devices.rule import ShortRule
from quotecard.devices.scrim import Scrim
from quotecard.devices.seal import Seal
from quotecard.devices.spine import Spine

DEVICES: tuple[type[Device], ...] = (
    Disc,
    Spine,
    Bubble,
    LargeMarks,
    Masthead,
    Cells,
    Border,
    ShortRule,
    Seal,
    Divider,
    Portrait,
    Scrim,
)
"""All devices, in the order in which they are drawn."""

__all__ = ["DEVICES", "Device", "Placed", "devices_of"]
