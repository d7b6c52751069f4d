"""iTerm2's inline images: a PNG in one sequence.

https://iterm2.com/documentation-images.html
"""

from __future__ import annotations

from base64 import standard_b64encode
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.preview.terminal.scale import TerminalFit


def iterm_sequence(shown: TerminalFit) -> bytes:
    """Return the sequence that shows a picture at the cursor."""
    file = BytesIO()
    shown.image.save(file, "PNG", compress_level=1)
    data = file.getvalue()
    control = (
        f"inline=1;size={len(data)};width={shown.columns};height={shown.rows};"
        "preserveAspectRatio=1;doNotMoveCursor=1"
    )
    return f"\x1b]1337;File={control}:".encode() + standard_b64encode(data) + b"\x07"
