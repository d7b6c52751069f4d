"""Fonts of a brand, made of bundled ones: fewer characters, other names, bodies and weights."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from quotecard.fontbook.listing import bundled_folder

if TYPE_CHECKING:
    from pathlib import Path

HAN = (
    "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6\u5b78\u800c\u6642\u7fd2\u4e0d\u4ea6\u8aaa\u4e4e\u6709\u670b"
    "\u81ea\u9060\u65b9\u4f86\u6a02\u4eba\u77e5\u614d\u541b\u5b50\u5929\u5730\u7384\u9ec3"
)
MARKS = "\uff0c\u3002\u300c\u300d\u2014\u2026 "
ASCII = "".join(map(chr, range(32, 127)))
KAI, LATIN, CJK = "LXGWWenKaiTC-Regular.ttf", "EBGaramond-VF.ttf", "NotoSansCJK-VF.ttc"


@lru_cache(maxsize=16)
def _cut(source: str, text: str, number: int) -> bytes:
    options = subset.Options(
        font_number=number, notdef_outline=True, name_IDs=["*"], prune_codepage_ranges=False
    )
    with subset.load_font(str(bundled_folder() / source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        return saved(font)


def saved(font: Any) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    return TTFont(BytesIO(data))


def named(font: Any, family: str) -> Any:
    """Name a font's family, in its legacy and typographic records."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in (1, 4, 16, 17, 21)]
    table.setName(family, 1, 3, 1, 0x409)
    return font


def brand(
    family: str, source: str = LATIN, text: str = ASCII, *, number: int = 0, weight: int | None = None
) -> Any:
    """Return a font of `text` under another family name; `weight` makes a static one of it."""
    font = named(opened(_cut(source, text, number)), family)
    if weight is not None:
        if "fvar" in font:
            font = instancer.instantiateVariableFont(font, {"wght": weight})
        font["OS/2"].usWeightClass = weight
    return font


def write(folder: Path, **fonts: Any) -> Path:
    """Write fonts, or bytes, into a folder: NAME.ttf each."""
    for name, font in fonts.items():
        (folder / f"{name}.ttf").write_bytes(font if isinstance(font, bytes) else saved(font))
    return folder


def moved(font: Any, *, up: int = 0, advance: int | None = None) -> Any:
    """Move every outline of a TrueType font up, or give every glyph one advance; no vertical metrics then."""
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if not glyph.isComposite() and glyph.numberOfContours > 0:
            glyph.coordinates.translate((0, up))
            glyph.recalcBounds(font["glyf"])
        if advance is not None:
            font["hmtx"][name] = (advance, font["hmtx"][name][1])
    for tag in ("vmtx", "vhea", "VORG"):
        if tag in font:
            del font[tag]
    return font
