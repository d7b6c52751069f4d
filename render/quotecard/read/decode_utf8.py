"""The bytes of a file → text with line feeds; bytes that are not UTF-8 are refused with their place."""

from __future__ import annotations

from quotecard.errors import QuoteFileError
from quotecard.read.nodes import SourceText

MAX_FILE_BYTES = 4 * 1024 * 1024
"""Size limit of a file that is read whole: YAML or JSON."""
_BOM_UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"


def decode_utf8(data: bytes, path: str) -> str:
    """Return the text without a byte order mark, every line end as U+000A.

    Raises QuoteFileError if the file is too large or not UTF-8.
    """
    if len(data) > MAX_FILE_BYTES:
        hint = "divide it into several files, or use JSON Lines or CSV, which may be of any length"
        raise QuoteFileError("the file is larger than 4 MiB", hint=hint, where=SourceText("", path).place(0))
    refuse_utf16(data, path)
    try:
        return normalise_newlines(data.removeprefix(BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise not_utf8_error(error, path) from None


def refuse_utf16(head: bytes, path: str) -> None:
    """Raise QuoteFileError if the first bytes of a file look like UTF-16."""
    if head.startswith(_BOM_UTF16) or b"\0" in head[:4]:
        raise QuoteFileError("the file is UTF-16", hint="save as UTF-8", where=SourceText("", path).place(0))


def not_utf8_error(error: UnicodeDecodeError, path: str, line: int = 1) -> QuoteFileError:
    """Return the error for bytes that are not UTF-8, with the place of the first; they begin on `line` of the file."""
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
