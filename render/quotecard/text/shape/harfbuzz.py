"""One call to HarfBuzz: a run of one face and script becomes glyphs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from quotecard.languages.known import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook import Face
    from quotecard.text.shape.itemise import FaceRun


def shape_run(text: str, item: FaceRun, lang: str, direction: str = "ltr") -> Iterator[tuple[Any, Any]]:
    """Return (info, position) for each glyph of an item; a glyph's cluster is an offset of `text`.

    Script and language are set: without them dashes and regional forms are wrong.
    """
    buffer = hb.Buffer()
    buffer.add_codepoints(list(map(ord, text)), item.start, item.end - item.start)
    buffer.direction = direction
    buffer.script = item.script
    buffer.language = _language(lang, item.script)
    hb.shape(item.face.font, buffer)
    return zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)


@lru_cache
def _language(lang: str, script: str) -> str:
    own = language(lang)
    return own.harfbuzz_latin if script == "Latn" else own.harfbuzz


@lru_cache(maxsize=1024)
def has_vertical_form(face: Face, char: str) -> bool:
    """Tell whether a face draws `char` otherwise in a column than in a line."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.direction = "ttb"
    buffer.script = "Hani"
    hb.shape(face.font, buffer)
    return [info.codepoint for info in buffer.glyph_infos] != [face.glyph(char)]
