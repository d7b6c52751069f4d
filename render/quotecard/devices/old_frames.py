"""Where things may stand on a card: its margins, and within them what the theme's devices leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.model import Frame

if TYPE_CHECKING:
    from quotecard.model import Size
    from quotecard.theme import Proportions, Theme

_HEAD_MARGIN = 0.66
"""of the margin: a full card comes nearer to head and foot"""
_FOOT_GAP = 1.3
"""em of a name at the foot, from the quote's room to it"""
_DEVICE_HEIGHT = 1350
"""px: the height that devices are measured for"""
_DISC_GAP = 1.6
"""times a disc's radius, from its middle to lines"""
_PICTURE_GAP = 2.2
"""em of a name, from the quote's room to a picture at the foot"""
_PAGE_MARGIN = 0.8
"""of the margin, on the page beside a spine"""


class Look(NamedTuple):
    """What decides the frames of a card."""

    theme: Theme
    card: Size
    unit: float
    vertical: bool
    kicker: bool
    """whether words stand over the quote"""
    signed: bool
    """whether there is an attribution"""
    pictured: bool
    """whether a portrait stands at the foot"""

    @property
    def device_unit(self) -> float:
        """What px of devices about the text are scaled by: a low card leaves them less room."""
        return min(self.unit, self.card.height / _DEVICE_HEIGHT)

    @property
    def shape(self) -> Proportions:
        """The proportions for the card's shape."""
        return self.theme.shapes[self.card.shape]


def outer(look: Look) -> Frame:
    """Return the margins, and what a story's own interface leaves."""
    card, shape = look.card, look.shape
    margin = shape.margin * min(card.width, card.height)
    foot = max(margin, shape.bottom * card.height)
    return Frame(margin, card.width - margin, max(margin, shape.top * card.height), card.height - foot)


def inner(look: Look) -> Frame:
    """Return where the quote may stand, with what is tied to it."""
    frame = _bare(look)
    for device in (_spine, _masthead, _foot, _border, _cells, _quotes, _bubble, _disc):
        frame = device(look, frame)
    return frame


def head(look: Look, frame: Frame) -> float:
    """Return where the longest text may begin: columns that reach a disc begin under it."""
    disc, card = look.theme.disc, look.card
    if not disc or not look.vertical:
        return frame.top
    return max(frame.top, disc.y * card.height + _DISC_GAP * disc.radius * min(card.width, card.height))


def _bare(look: Look) -> Frame:
    card, shape = look.card, look.shape
    margin = shape.margin * min(card.width, card.height)
    top = max(_HEAD_MARGIN * margin, shape.top * card.height)
    foot = card.height - max(_HEAD_MARGIN * margin, shape.bottom * card.height)
    return Frame(margin, card.width - margin, top, foot)


def _spine(look: Look, frame: Frame) -> Frame:
    if not look.theme.spine:
        return frame
    width = look.theme.spine.width * min(look.card.width, look.card.height)
    margin = _PAGE_MARGIN * frame.left
    if look.vertical:
        return frame._replace(left=margin, right=look.card.width - width - margin)
    return frame._replace(left=width + margin, right=look.card.width - margin)


def _masthead(look: Look, frame: Frame) -> Frame:
    head = look.theme.masthead
    if not head:
        return frame
    gap = head.gap * look.device_unit
    top = outer(look).top + head.head * look.device_unit + gap
    if look.kicker:
        top += head.kicker * look.unit + gap
    return frame._replace(top=top)


def _foot(look: Look, frame: Frame) -> Frame:
    """Keep the foot for a signature that stands there."""
    if look.shape.signature != "foot" or not look.signed:
        return frame
    name = look.shape.signature_max * look.unit
    row = max(name, look.theme.portrait.side * look.unit) if look.theme.portrait and look.pictured else name
    rule = look.theme.masthead.gap * look.device_unit if look.theme.masthead else 0.0
    gap = _PICTURE_GAP if row > name else _FOOT_GAP
    return frame._replace(foot=outer(look).foot - row - rule - gap * name)


def _border(look: Look, frame: Frame) -> Frame:
    """Keep the head and foot of a frame of one height whatever stands in it, like a sheet of letter paper."""
    border = look.theme.border
    if not border:
        return frame
    height, middle = look.card.height * look.shape.fill, look.card.height * look.shape.centre
    head = border.head * look.unit
    side = 0.0 if look.vertical else head
    return Frame(
        frame.left + side, frame.right - side, middle - height / 2 + head, middle + height / 2 - head
    )


def _cells(look: Look, frame: Frame) -> Frame:
    cells = look.theme.cells
    if not cells:
        return frame
    pad = cells.pad * look.unit
    margin = outer(look)
    return _inset(
        Frame(margin.left, margin.right, margin.top, margin.foot), pad if look.vertical else 2.4 * pad, pad
    )


def _quotes(look: Look, frame: Frame) -> Frame:
    marks = look.theme.quotes
    if not marks:
        return frame
    unit, margin = look.device_unit, outer(look)
    side = (marks.thickness + marks.pad) * unit
    top = margin.top + marks.head * unit * (not look.vertical)
    return Frame(margin.left + side, margin.right - side, top, margin.foot - marks.pad * unit / 2)


def _bubble(look: Look, frame: Frame) -> Frame:
    if not look.theme.bubble:
        return frame
    pad = look.theme.bubble.pad * look.device_unit
    return _inset(frame, pad, pad)


def _disc(look: Look, frame: Frame) -> Frame:
    """Keep lines off a disc: under it, or on a wide card beside it."""
    disc, card = look.theme.disc, look.card
    if not disc or look.vertical:
        return frame
    radius = disc.radius * min(card.width, card.height)
    if card.width > card.height:
        return frame._replace(right=min(frame.right, (1 - disc.x) * card.width - _DISC_GAP * radius))
    return frame._replace(top=max(frame.top, disc.y * card.height + _DISC_GAP * radius))


def _inset(frame: Frame, x: float, y: float) -> Frame:
    return Frame(frame.left + x, frame.right - x, frame.top + y, frame.foot - y)
