"""A digest of everything a card depends on: two cards with the same key have the same bytes.

It covers the whole resolved job, whatever fields it may gain, and the fonts and libraries that draw. Left out is what
changes no byte of the card: the place of a quote in its file, its number, id, tags and notices.
"""

from __future__ import annotations

import platform
import unicodedata
from dataclasses import fields, is_dataclass
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
"""Hexadecimal digits of a key: 128 bits."""

LIBRARIES = ("pillow", "uharfbuzz", "icu4py", "budoux", "opencc", "rjieba", "isal")
"""Distributions whose version may change a glyph, a line break or a byte."""

_KEPT = 64
"""Digests of parts of jobs kept by identity: all jobs share the same theme and proportions objects."""
_SMALL_TUPLE = 4
"""Fields up to which a named tuple is encoded rather than looked up by identity: it is as quick."""


def card_key(job: Job, *choices: Hashable) -> str:
    """Return the key of a card; `choices` are the options that affect it but are not in the job.

    Raises TypeError for a value of a kind that has no encoding.
    """
    quote = job.quote._replace(origin=None, number=0, id="", tags=(), notices=())
    plain = job._replace(quote=quote, notices=())
    return sha256(b"\0".join((_engine(), _encoded(choices), _encoded(plain)))).hexdigest()[:LENGTH]


@lru_cache(maxsize=1)
def _engine() -> bytes:
    """Return a digest of what draws: this program, its libraries and the bundled fonts."""
    versions = [f"{name} {_version(name)}" for name in LIBRARIES]
    fonts = sorted(f"{font.file} {font.sha256}" for font in default_book().files)
    where = (platform.python_version_tuple()[:2], unicodedata.unidata_version, platform.machine())
    return sha256(repr((__version__, versions, fonts, where)).encode()).digest()


@lru_cache(maxsize=16)
def font_digests(folder: str) -> tuple[str, ...]:
    """Return the digests of the fonts in the user's folder; none if `folder` is empty."""
    own = font_book(folder).own if folder else None
    return (
        tuple(sorted({font.file.sha256 for family in own.families for font in family.fonts})) if own else ()
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""  # isal is not available everywhere: zlib replaces it


def _encoded(value: object) -> bytes:
    """Return an injective encoding of named tuples, dataclasses, sequences, mappings, sets and scalars.

    Raises TypeError for any other kind of value, so that a new kind of field is not overlooked.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value).encode("utf-8", "surrogatepass")
    if isinstance(value, bytes | bytearray):
        return b"b" + sha256(value).digest()
    if isinstance(value, Picture):
        return b"picture " + value.sha256.encode()
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _cached(value) if len(value) > _SMALL_TUPLE else _named(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _digest_of(IdentityKey(value))
    if isinstance(value, tuple | list):
        return b"(" + b",".join(map(_encoded, value)) + b")"
    if isinstance(value, dict):
        return (
            b"{" + b",".join(_encoded(name) + b":" + _encoded(value[name]) for name in sorted(value)) + b"}"
        )
    if isinstance(value, frozenset | set):
        return b"<" + b",".join(sorted(map(_encoded, value))) + b">"
    raise TypeError(f"a {type(value).__name__} cannot be part of a card's key")


def _named(value: Any) -> bytes:
    parts = (getattr(value, one.name) for one in fields(value)) if is_dataclass(value) else value
    return f"{type(value).__name__}[".encode() + b",".join(map(_encoded, parts)) + b"]"


def _cached(value: Any) -> bytes:
    # A job and its quote are new each time; what they share is worth a lookup.
    return _named(value) if type(value).__name__ in {"Job", "Quote"} else _digest_of(IdentityKey(value))


@lru_cache(maxsize=_KEPT)
def _digest_of(key: IdentityKey[Any]) -> bytes:
    return sha256(_named(key.value)).digest()
