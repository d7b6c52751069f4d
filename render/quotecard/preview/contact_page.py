"""A contact sheet as one self-contained HTML page: pictures embedded, no script, no external address."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from quotecard.console import escape_controls
from quotecard.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from quotecard.preview.contact import Thumb

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>Contact sheet</title>
<style>
body { margin: 0; padding: 2rem; background: #9a9893; color: #1e1d1b; font: 15px/1.4 Georgia, serif; }
main { display: grid; gap: 1.75rem; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(WIDTHpx, 100%), 1fr)); }
figure { margin: 0; max-width: WIDTHpx; }
img { display: block; width: 100%; height: auto; }
figcaption { padding-top: .5rem; overflow-wrap: anywhere; }
.wrong { background: #85837e; padding: 1rem; }
</style></head>
<body><main>
"""
_FOOT = "</main></body></html>\n"


def sheet_html(found: Sequence[Thumb], width: int) -> bytes:
    """Return the page in UTF-8, its body well-formed as XML too; a card is at most `width` px wide."""
    return "".join((_HEAD.replace("WIDTH", str(width)), *map(_figure, found), _FOOT)).encode()


def _figure(one: Thumb) -> str:
    label = escape(escape_controls(one.label))
    if one.image is None:
        body = f'<p class="wrong">{escape(escape_controls(one.wrong))}</p>'
    else:
        size = f'width="{one.image.width}" height="{one.image.height}"'
        body = (
            f"<img {size} alt={quoteattr(escape_controls(one.alt))} src={quoteattr(_data_url(one.image))}/>"
        )
    return f"<figure>{body}<figcaption>{label}</figcaption></figure>\n"


def _data_url(image: Image.Image) -> str:
    return "data:image/png;base64," + base64.b64encode(encode_thumb(image)).decode()


def encode_thumb(image: Image.Image) -> bytes:
    """Return a picture as PNG."""
    held = io.BytesIO()
    image.save(held, "PNG", compress_level=4)
    return held.getvalue()


def check_sheet_file(output: str) -> None:
    """Raise UsageError if the name ends neither in .png nor in .html."""
    if not output.lower().endswith((".png", ".html")):
        raise UsageError(f"{output} must end in .png or .html", hint="use -o sheet.png or -o sheet.html")


def write_sheet(found: Sequence[Thumb], output: str, width: int, columns: int) -> None:
    """Write a sheet to a file: a page or a picture, depending on its ending. Raises OutputError."""
    from quotecard.preview.contact import sheet_image
    from quotecard.store import write_file

    if output.lower().endswith(".html"):
        write_file(output, sheet_html(found, width))
    else:
        write_file(output, encode_thumb(sheet_image(found, width, columns)))
