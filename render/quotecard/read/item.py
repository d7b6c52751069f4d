"""One item of the file, or one value from Python → a Quote, or BadQuote with its place."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quotecard.errors import BadQuote
from quotecard.model import Notice, Origin, Quote, Translation
from quotecard.picture import Picture
from quotecard.read import image, margin, mistakes
from quotecard.read import input_chars as chars
from quotecard.read.keys import KEYS, TRANSLATION_KEYS, Takes, language, nearest, unknown
from quotecard.read.markup import parse
from quotecard.read.nodes import Given, List, Map, SourceText, Text

if TYPE_CHECKING:
    from quotecard.read.keys import Key
    from quotecard.read.nodes import Node


class FileSettings(NamedTuple):
    """The value of one key, and what was noticed on the way."""

    fields: dict[str, Any]
    """Fields of Quote."""
    notices: tuple[Notice, ...] = ()


def quote_of(value: str | Mapping[str, object] | Quote, number: int = 1) -> Quote:
    """Return the quote that a text, a mapping with the keys of the file, or a Quote stands for.

    Numbers and dates are taken as they print; None is as good as a missing key. Raises BadQuote.
    """
    if isinstance(value, Quote):
        return _checked(value)
    node = _node(value)
    if isinstance(node, List):
        raise BadQuote("a quote is a text or a mapping, not a list", quote=str(number))
    return read_item(node, number, SourceText(), {})


def _checked(quote: Quote) -> Quote:
    """Refuse what no file may hold in a quote made by hand; one from a file was read by the same rules."""
    if quote.origin is not None:
        return quote
    try:
        _refuse_fields(quote)
        checked = quote._replace(
            lang=language(quote.lang),
            translation=_checked_translation(quote.translation),
            background=image.given(quote.background, "background"),
            portrait=image.given(quote.portrait, "portrait"),
            logo=image.given(quote.logo, "logo"),
        )
    except BadQuote as error:
        error.quote = quote.name
        raise
    return quote if checked == quote else checked


def _refuse_fields(quote: Quote) -> None:
    for name in ("text", "author", "role", "source", "date", "id"):
        _refuse_chars(name, getattr(quote, name))
    if chars.is_blank(quote.text):
        raise BadQuote("the text is empty")
    if chars.is_too_long(quote.text):
        raise _too_long(KEYS["text"])


def _checked_translation(translation: Translation | None) -> Translation | None:
    if translation is None:
        return None
    _refuse_chars("translation", translation.text)
    return translation._replace(lang=language(translation.lang))


def _refuse_chars(name: str, text: str) -> None:
    if refused := chars.clean(text).refused:
        raise BadQuote(f"{name} holds {chars.describe(refused)}", hint=chars.remedy(refused))


def read_item(node: Node, number: int, source: SourceText, defaults: Mapping[str, FileSettings]) -> Quote:
    """Return the quote that `node` is, with the `defaults` where it is silent; raises BadQuote."""
    name = _name(node) or str(number)
    try:
        own = _settings_of_item(node, source)
    except BadQuote as error:
        error.quote = name
        error.where = error.where or source.place(node.start)
        raise
    fields: dict[str, Any] = {}
    notices: list[Notice] = []
    for setting in {**defaults, **own}.values():
        fields.update(setting.fields)
        notices.extend(setting.notices)
    return Quote(**fields, number=number, origin=_origin(node, source), notices=tuple(notices))


def read_settings(node: Map, source: SourceText, keys: Mapping[str, Key]) -> dict[str, FileSettings]:
    """Return the settings of a mapping whose keys are among `keys`; raises BadQuote."""
    settings = {}
    for key, value in node.pairs:
        name = key.value if isinstance(key, Text) else source.written(key)
        try:
            if name not in keys:
                raise unknown("key", name, keys)
            settings[name] = _read(keys[name], value, source)
        except BadQuote as error:
            at = key if name not in keys else value
            error.where = error.where or source.place(at.start)
            raise
    return settings


def _name(node: Node) -> str:
    named = node.get("id") if isinstance(node, Map) else None
    name = named.value.strip() if isinstance(named, Text) else ""
    return "" if name.isdigit() or len(name) > chars.SHOWN else name


def _origin(node: Node, source: SourceText) -> Origin | None:
    place = source.place(node.start)
    return Origin(place, source.written(node)) if place else None


def _settings_of_item(node: Node, source: SourceText) -> dict[str, FileSettings]:
    if isinstance(node, Text):
        return {"text": _read(KEYS["text"], node, source)}
    if isinstance(node, List | Given):
        _refuse_shape(node, source, "-")
    if _is_prose(node):
        _refuse_shape(node, source, "-")
    settings = read_settings(node, source, KEYS)
    if "text" not in settings:
        raise BadQuote("the quote has no text", hint="add a line text: …")
    return settings


def _is_prose(node: Map) -> bool:
    """Return whether a mapping is a sentence with a colon: it begins with no key, known, misspelt or foreign."""
    first = next(iter(node.names()), "")
    looks_like_key = first.isascii() and first.islower() and first.isidentifier()
    if looks_like_key or any(name in KEYS for name in node.names()):
        return False
    return bool(first) and not nearest(first, tuple(KEYS))


def _refuse_shape(node: List | Map | Given, source: SourceText, lead: str) -> NoReturn:
    if isinstance(node, Given):
        raise _no_text(node.value)
    written = source.written(node)
    if not written:
        kind = "a list" if isinstance(node, List) else "a mapping"
        raise BadQuote(f"{lead.rstrip(':')} takes text, and here is {kind}")
    if isinstance(node, List):
        what, hint = mistakes.listed(written, lead)
    else:
        first = source.written(node.pairs[0][0]) if node.pairs else ""
        what, hint = mistakes.prose(first, written, lead, flow=node.flow)
    raise BadQuote(what, hint=hint)


def _read(key: Key, node: Node, source: SourceText) -> FileSettings:
    if isinstance(node, Given):
        return _read_given(key, node)
    if key.takes is Takes.LINES:
        return _read_lines(key, node, source)
    if key.takes is Takes.TRANSLATION:
        return _read_translation(key, node, source)
    if key.takes is Takes.POINT and isinstance(node, List):
        node = _on_a_line(node)
    if not isinstance(node, Text):
        _refuse_shape(node, source, f"{key.name}:")
    raw, notices = _plain(key, node, source)
    if key.takes is Takes.PICTURE:
        return FileSettings({key.name: image.named(_line(key, raw), source)}, notices)
    if key.takes is not Takes.TEXT:
        return FileSettings({key.name: _line(key, raw)}, notices)
    marked = parse(raw)
    if chars.is_blank(marked.plain):
        _refuse_blank(node, source)
    return FileSettings({key.name: marked.plain, "accents": marked.accents, "rubies": marked.rubies}, notices)


def _read_given(key: Key, node: Given) -> FileSettings:
    if key.takes is Takes.PICTURE:
        return FileSettings({key.name: image.given(node.value, key.name)})
    if key.takes is Takes.SHARE and isinstance(node.value, float):
        return FileSettings({key.name: key.check(str(node.value))})
    raise _no_text(node.value)


def _on_a_line(node: List) -> Node:
    """Return a list of words as if they stood on a line, or the list where it holds anything else."""
    if not node.items or not all(isinstance(item, Text | Given) for item in node.items):
        return node
    words = (str(item.value) for item in node.items if isinstance(item, Text | Given))
    return Text(" ".join(words), node.start, node.end)


def _read_translation(key: Key, node: Node, source: SourceText) -> FileSettings:
    own = {name: KEYS[name] for name in TRANSLATION_KEYS}
    settings = (
        read_settings(node, source, own)
        if isinstance(node, Map) and not _is_prose(node)
        else {"text": _read(KEYS["text"], node, source)}
    )
    if "text" not in settings:
        raise BadQuote("the translation has no text", hint='write it as translation: {text: "…", lang: en}')
    fields: dict[str, Any] = {}
    for setting in settings.values():
        fields.update(setting.fields)
    notices = tuple(notice for setting in settings.values() for notice in setting.notices)
    return FileSettings({key.name: Translation(fields["text"], fields.get("lang", ""))}, notices)


def _read_lines(key: Key, node: Node, source: SourceText) -> FileSettings:
    nodes = node.items if isinstance(node, List) else [node]
    words: list[str] = []
    notices: list[Notice] = []
    for item in nodes:
        if not isinstance(item, Text):
            _refuse_shape(item, source, f"{key.name}:")
        word, noticed = _plain(key, item, source)
        words.append(_line(key, word))
        notices.extend(noticed)
    return FileSettings({key.name: tuple(dict.fromkeys(word for word in words if word))}, tuple(notices))


def _line(key: Key, text: str) -> Any:
    if "\n" in text:
        raise BadQuote(f"{key.name} takes one line", hint="take the line break out")
    return key.check(text)


def _refuse_blank(node: Text, source: SourceText) -> NoReturn:
    lost = mistakes.lost_comment(source.rest(node.end)) if not node.style else ""
    if lost:
        raise BadQuote(
            f"the text is empty: {chars.shorten(lost)} is a comment",
            hint=f"put it in quotes: {mistakes.quoted(lost)}",
        )
    raise BadQuote("the text is empty")


def _plain(key: Key, node: Text, source: SourceText) -> tuple[str, tuple[Notice, ...]]:
    """Return the value without the accidents of YAML and without refused characters."""
    if len(node.value) > chars.MAX_CODE_POINTS:
        raise _too_long(key)
    if not node.style and (wrong := margin.swallowed(source.written(node), whole=key.takes is Takes.TEXT)):
        raise BadQuote(wrong[0], hint=wrong[1])
    text, notices = _mended(node, source)
    cleaned = chars.clean(text)
    if cleaned.refused:
        what = f"{key.name} holds {chars.describe(cleaned.refused)}"
        hint = chars.remedy(cleaned.refused)
        raise BadQuote(what, hint=hint, where=source.find(node, cleaned.refused))
    if cleaned.dropped:
        names = ", ".join(chars.describe(char) for char in cleaned.dropped)
        notices = (*notices, Notice("invisible", f"{key.name}: left out {names}"))
    text = cleaned.text.strip(" \n")
    if chars.is_too_long(text):
        raise _too_long(key)
    return text, notices


def _too_long(key: Key) -> BadQuote:
    limit = f"at most {chars.MAX_CLUSTERS:,} characters"
    return BadQuote(f"{key.name} is too long", why=limit, hint="divide it into several quotes")


def _mended(node: Text, source: SourceText) -> tuple[str, tuple[Notice, ...]]:
    """Return the value as it was meant, with a notice for what YAML did to it."""
    written = source.written(node)
    text, notices = node.value, []
    if not node.style and (lost := mistakes.lost_comment(source.rest(node.end))):
        notices.append(_comment_notice(lost))
    if node.style != "|" and "\n" in written:
        text = mistakes.unfold(text, written)
        if text != node.value:
            notices.append(_FOLDED)
    return text, tuple(notices)


_FOLDED = Notice(
    "folded",
    "line ends that YAML folds to spaces are left out between Chinese or Japanese characters; "
    "begin the value with | to keep the lines",
)


def _comment_notice(lost: str) -> Notice:
    what = f"left out as a comment of the file: {chars.shorten(lost)}"
    return Notice("comment", f"{what} (put the value in quotes to keep it)")


def _node(value: object, depth: int = 2) -> Node:
    """Return the node that a value from Python would be in a file; lists and mappings go `depth` deep."""
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, Mapping) and depth:
        named = ((str(key), item) for key, item in value.items() if item is not None)
        return Map(pairs=[(Text(key), _node(item, depth - 1)) for key, item in named])
    if isinstance(value, list | tuple) and depth:
        return List(items=[_node(item, depth - 1) for item in value])
    if isinstance(value, int | dt.date) and not isinstance(value, bool):
        return Text(str(value))
    if isinstance(value, float | bytes | bytearray | memoryview | os.PathLike | Picture):
        return Given(value)
    raise _no_text(value)


def _no_text(value: object) -> BadQuote:
    return BadQuote(f"a value of type {type(value).__name__} is no text", hint="give a str")
