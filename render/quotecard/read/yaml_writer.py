"""A Quote → the item of a YAML file that reads back as the same quote, with its markup."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from quotecard.model import Quote, Translation
from quotecard.picture import Picture
from quotecard.read.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP_SIGNS = frozenset("=\\{}|")
_UNFOLDED_WIDTH = 1 << 30
"""Columns at which PyYAML would fold a line: never reached, since a fold becomes a space between Han."""


def quote_to_yaml(quote: Quote, path: str = "") -> str:
    """Return the YAML of a list with one quote: keys in their usual order, default values left out.

    Paths of pictures are relative to the folder of the file `path`.
    """
    from yaml import SafeDumper, dump

    class Dumper(SafeDumper):
        """Writes a text of several lines as a literal block."""

    Dumper.add_representer(str, _represent_text)
    fields = dict(_written_fields(quote, path))
    value = fields["text"] if len(fields) == 1 else fields
    written: str = dump(
        [value],
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_UNFOLDED_WIDTH,
        default_flow_style=False,
    )
    return written


def text_with_markup(quote: Quote) -> str:
    """Return the quote's text with its markup, as typed in a file."""
    opens = {start for start, _ in quote.accents}
    closes = {end for _, end in quote.accents}
    rubies = {ruby.start: ruby for ruby in quote.rubies}
    edges, text = opens | closes, quote.text
    written, at = "", 0
    while at < len(text):
        written += "==" * ((at in closes) + (at in opens))
        ruby = rubies.get(at)
        if ruby:
            parts = (text[at : ruby.end], *ruby.readings)
            written += "{" + "|".join(map(_escape_in_braces, parts)) + "}"
            at = ruby.end
        else:
            written += _escape_outside_braces(text, at, edges)
            at += 1
    return written + "==" * (len(text) in closes)


def _escape_in_braces(part: str) -> str:
    return "".join(f"\\{char}" if char in _MARKUP_SIGNS else char for char in part)


def _escape_outside_braces(text: str, at: int, edges: set[int]) -> str:
    """Return one character, escaped if it could be read as markup."""
    char = text[at]
    if char in "\\{":
        return f"\\{char}"
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    if char == "=" and ("=" in beside or at in edges or at + 1 in edges):
        return "\\="
    return char


def _written_fields(quote: Quote, path: str) -> Iterator[tuple[str, Any]]:
    for name, key in KEYS.items():
        value = getattr(quote, name)
        if name == "text":
            yield name, text_with_markup(quote)
        elif isinstance(value, Picture):
            yield name, _relative_path(value, path)
        elif isinstance(value, float):
            yield name, value
        elif name == "focus" and value is not None:
            yield name, " ".join(f"{part:g}" for part in value)
        elif isinstance(value, Translation):
            yield name, _translation_value(value)
        elif isinstance(value, tuple):
            if value:
                yield name, list(value)
        elif value and value != (key.choices or ("",))[0]:
            yield name, value


def _relative_path(picture: Picture, path: str) -> str:
    """Return a picture's path relative to the folder of the file `path`, with / between folders."""
    return os.path.relpath(picture.path, os.path.dirname(path) or ".").replace(os.sep, "/")  # noqa: PTH120


def _translation_value(value: Translation) -> str | dict[str, str]:
    text = text_with_markup(Quote(value.text))
    return {"text": text, "lang": value.lang} if value.lang else text


def _represent_text(dumper: Any, value: str) -> Any:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)
