"""Tell a PNG that quotecard wrote from any other file, by reading its first chunks only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"

MAX_CHUNKS = 16
"""Chunks that are looked at before giving up: `png.encode` writes at most eight before the pixels."""

OWN_SOFTWARE = b"Software\0\0\0\0\0quotecard"
"""How the body of our iTXt chunk `Software` begins: keyword, no compression, no language, the program's name."""

_LENGTH_AND_TYPE = 8
"""Bytes before a chunk's data."""
_CRC = 4
"""Bytes after a chunk's data."""


def is_own_png(file: BinaryIO) -> bool:
    """Return whether a file, read from its start, is a PNG whose iTXt chunk `Software` names quotecard.

    Seeks over what it need not read, so a file of any size costs a few hundred bytes. A new format of card has a
    function like this one beside its encoder.
    """
    if file.read(len(SIGNATURE)) != SIGNATURE:
        return False
    for _ in range(MAX_CHUNKS):
        header = file.read(_LENGTH_AND_TYPE)
        if len(header) < _LENGTH_AND_TYPE or header[4:] in (b"IDAT", b"IEND"):
            return False
        size = int.from_bytes(header[:4], "big")
        start = file.read(min(size, len(OWN_SOFTWARE))) if header[4:] == b"iTXt" else b""
        if start == OWN_SOFTWARE:
            return True
        file.seek(size - len(start) + _CRC, os.SEEK_CUR)
    return False
