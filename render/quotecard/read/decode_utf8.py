"""Bytes of a file → text with line feeds; whatever is not UTF-8 is refused with its place."""

from __future__ import annotations

from quotecard.errors import QuoteFileError
from quotecard.read.nodes import SourceText

MAX_FILE_BYTES = 4 * 1024 * 1024
"""Of a file that is read whole: YAML or JSON."""
BOM = b"\xef\xbb\xbf"


def decode_utf8(data: bytes, path: str) -> str:
    """Return the text with line ends as U+000A; the byte order mark is no part of it."""
    if len(data) > MAX_FILE_BYTES:
        hint = "divide it into several files, or write it as JSON Lines or CSV, which may be of any length"
        raise QuoteFileError("the file is larger than 4 MiB", hint=hint, where=SourceText("", path).place(0))
    refuse_utf16(data, path)
    try:
        return normalise_newlines(data.removeprefix(BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise not_utf8_error(error, path) from None


def refuse_utf16(head: bytes, path: str) -> None:
    """Raise QuoteFileError where the first bytes of a file are those of UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        raise QuoteFileError("the file is UTF-16", hint="save as UTF-8", where=SourceText("", path).place(0))


def not_utf8_error(error: UnicodeDecodeError, path: str, line: int = 1) -> QuoteFileError:
    """Return the error for bytes that begin on a `line` of a file and are not UTF-8, with the place of the first."""
    before = SourceText(normalise_newlines(error.object[: error.start].decode("utf-8")), path, line)
    return QuoteFileError(
        "the file is not UTF-8",
        why=f"byte 0x{error.object[error.start]:02x}",
        hint="save as UTF-8",
        where=before.place(len(before.text)),
    )


def normalise_newlines(text: str) -> str:
    """Return `text` with every line end as U+000A."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
