"""Shape a text once with HarfBuzz, in em: every size and every set of lines is arithmetic after that."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as hb

from render.text.chars import CJK_LANGS
from render.text.itemise import Voice, itemise

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.text.itemise import Item

# Beside Ming and Kai, EB Garamond is set larger so that its x-height meets the Han body; words all
# in capitals less so, and tracked, or they shout.
_LATIN_SCALE, _CAPITALS_SCALE, _CAPITALS_TRACKING = 1.12, 1.04, 0.02
_SCALED_ROLES = frozenset({"latin", "latin-italic"})

_HB_LANGUAGES = {"lzh": "zh-hant"}


class Shaped(NamedTuple):
    """A text as glyph clusters, in parallel lists; lengths in em of the text's size."""

    text: str
    lang: str
    starts: list[int]
    """First code point of each cluster, and the text's length at the end."""
    advances: list[float]
    glyphs: list[list[tuple[int, float, float]]]
    """(glyph, x, y) from the cluster's pen, y up"""
    faces: list[str]
    scales: list[float]
    """px of the run's em for one px of the text's"""
    missing: list[str]
    """Clusters that no bundled face sets."""


def shape(text: str, voice: Voice, book: FontBook) -> Shaped:
    """Return `text` as clusters in the faces of `voice`; line feeds become clusters without a glyph."""
    items, missing = itemise(text, voice, book)
    shaped = Shaped(text, voice.lang, [], [], [], [], [], missing)
    for item in items:
        _shape_item(shaped, text, item, voice)
    shaped.starts.append(len(text))
    return shaped


def _shape_item(shaped: Shaped, text: str, item: Item, voice: Voice) -> None:
    font = item.face.font
    scale, tracking = _optical(text, item)
    to_em = scale / item.face.upem
    last = -1
    for info, position in _run(font, text, item, voice.lang):
        cluster = info.cluster
        if cluster != last:
            shaped.starts.append(cluster)
            shaped.advances.append(tracking)
            shaped.glyphs.append([])
            shaped.faces.append(item.face.key)
            shaped.scales.append(scale)
            last = cluster
        pen = shaped.advances[-1] - tracking
        x, y = position.x_offset, position.y_offset
        if text[cluster] != "\n":
            shaped.glyphs[-1].append((info.codepoint, pen + x * to_em if x else pen, y * to_em))
            shaped.advances[-1] += position.x_advance * to_em


def _run(font: Any, text: str, item: Item, lang: str) -> Any:
    buffer = hb.Buffer()
    # Code points, so that a glyph's cluster is an offset of the text.
    buffer.add_codepoints([ord(char) for char in text], item.start, item.end - item.start)
    buffer.direction = "ltr"
    buffer.script = item.script
    buffer.language = _language(lang, item.script)
    hb.shape(font, buffer)
    return zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)


@lru_cache
def _language(lang: str, script: str) -> str:
    if script == "Latn" and lang in CJK_LANGS:
        return "en"
    return _HB_LANGUAGES.get(lang, lang)


def _optical(text: str, item: Item) -> tuple[float, float]:
    """Return the scale and tracking of a Latin run beside Han."""
    if not item.latin or item.face.role not in _SCALED_ROLES:
        return 1.0, 0.0
    letters = [char for char in text[item.start : item.end] if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return _CAPITALS_SCALE, _CAPITALS_TRACKING
    return _LATIN_SCALE, 0.0
