"""Card sizes by name, `WxH`, and `@2x`."""

from __future__ import annotations

import re

from quotecard.errors import UsageError
from quotecard.model import Size

DEFAULT = "portrait"
NAMED = {
    "portrait": (1080, 1350),
    "square": (1080, 1080),
    "story": (1080, 1920),
    "wide": (1200, 630),
    "xiaohongshu": (1242, 1660),
    "wechat": (900, 383),
    "a6": (1240, 1748),
}
MAX_SIDE = 8192
MAX_PIXELS = 40_000_000
MIN_SIDE = 200
_FORM = re.compile(
    r"(?:(?P<name>[a-z]\w*)|(?P<width>[0-9]{1,6})[x\u00d7](?P<height>[0-9]{1,6}))(?:@(?P<scale>[1-4])x)?"
)


def sizes() -> tuple[str, ...]:
    """Return the names of the sizes, the default first."""
    return tuple(NAMED)


def parse_size(text: str) -> Size:
    """Return the size named by `text` (`square`, `800x600`, `wide@2x`).

    Raises UsageError if the name is unknown, a side is shorter than 200 px or longer than 8,192 px, or the card has
    more than 40 megapixels.
    """
    if not isinstance(text, str):
        raise UsageError(f"the size is {text!r}", hint="use a name, or WxH such as '800x600'")
    match = _FORM.fullmatch(text.strip().lower())
    known = f"use one of {', '.join(NAMED)}, or WxH in px; @2x to @4x may follow"
    if match is None or (match["name"] and match["name"] not in NAMED):
        raise UsageError(f"unknown size {text!r}", hint=known)
    scale = int(match["scale"] or 1)
    width, height = NAMED[match["name"]] if match["name"] else (int(match["width"]), int(match["height"]))
    width, height = width * scale, height * scale
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise UsageError(
            f"the size {text!r} is {width}x{height} px",
            why="a card has at most 8192 px per side and 40 megapixels",
        )
    if min(width, height) < MIN_SIDE:
        raise UsageError(
            f"the size {text!r} is {width}x{height} px", why=f"a card has at least {MIN_SIDE} px per side"
        )
    return Size(text.strip().lower(), width, height, scale)
