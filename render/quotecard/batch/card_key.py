"""What a card depends on, as one short word: two cards of one key are the same bytes.

The whole of the resolved job goes in, whatever fields it has or gets, and with it the fonts and the libraries that
draw. Left out is what no pixel and no byte shows: where a quote stands in its file, its number, id, tags, notices.
"""

from __future__ import annotations

import platform
import unicodedata
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from quotecard.fontbook import default_book, font_book
from quotecard.identity_key import IdentityKey
from quotecard.picture import Picture
from quotecard.version import __version__

if TYPE_CHECKING:
    from collections.abc import Hashable

    from quotecard.model import Job

LENGTH = 32
"""Hexadecimal digits: 128 bits."""

LIBRARIES = ("pillow", "uharfbuzz", "icu4py", "budoux", "opencc", "rjieba", "isal")
"""Those whose version may move a glyph, a break or a byte."""

_KEPT = 64
"""Parts of jobs remembered by identity: themes and their proportions are the same objects in every job."""


def card_key(job: Job, *choices: Hashable) -> str:
    """Return the key of a card; `choices` are what its caller asked for that the job does not hold."""
    quote = job.quote._replace(origin=None, number=0, id="", tags=(), notices=())
    plain = job._replace(quote=quote, notices=())
    return sha256(b"\0".join((_engine(), _tree(choices), _tree(plain)))).hexdigest()[:LENGTH]


@lru_cache(maxsize=1)
def _engine() -> bytes:
    """Return the digest of what draws: this program, its libraries, and the bundled fonts."""
    versions = [f"{name} {_version(name)}" for name in LIBRARIES]
    fonts = sorted(f"{font.file} {font.sha256}" for font in default_book().files)
    where = (platform.python_version_tuple()[:2], unicodedata.unidata_version, platform.machine())
    return sha256(repr((__version__, versions, fonts, where)).encode()).digest()


@lru_cache(maxsize=16)
def font_digests(folder: str) -> tuple[str, ...]:
    """Return the digests of a user's fonts; none where there is no folder."""
    own = font_book(folder).own if folder else None
    return (
        tuple(sorted({font.file.sha256 for family in own.families for font in family.fonts})) if own else ()
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""  # isal is left out on some machines: zlib takes its place


def _tree(value: object) -> bytes:
    """Return bytes that tell any two values apart: of named tuples, sequences, mappings and scalars.

    Raise TypeError for what has no such form, so that a new kind of field is not overlooked.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value).encode("utf-8", "surrogatepass")
    if isinstance(value, bytes | bytearray):
        return b"b" + sha256(value).digest()
    if isinstance(value, Picture):
        return b"picture " + value.sha256.encode()
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _remembered(value) if len(value) > 4 else _named(value)
    if isinstance(value, tuple | list):
        return b"(" + b",".join(map(_tree, value)) + b")"
    if isinstance(value, dict):
        return b"{" + b",".join(_tree(name) + b":" + _tree(value[name]) for name in sorted(value)) + b"}"
    if isinstance(value, frozenset | set):
        return b"<" + b",".join(sorted(map(_tree, value))) + b">"
    raise TypeError(f"a {type(value).__name__} has no place in a key")


def _named(value: Any) -> bytes:
    return f"{type(value).__name__}[".encode() + b",".join(map(_tree, value)) + b"]"


def _remembered(value: Any) -> bytes:
    # A job and its quote are new each time; what they share is worth a search.
    return _named(value) if type(value).__name__ in {"Job", "Quote"} else _digest(IdentityKey(value))


@lru_cache(maxsize=_KEPT)
def _digest(same: IdentityKey[Any]) -> bytes:
    return sha256(_named(same.value)).digest()
