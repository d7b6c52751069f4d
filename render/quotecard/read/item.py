"""One item of a file, or one value from Python → a Quote, or a BadQuote with its place."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quotecard.errors import BadQuote
from quotecard.model import Notice, Origin, Quote, Translation
from quotecard.picture import Picture
from quotecard.read import input_chars, line_start, picture_keys, yaml_pitfalls
from quotecard.read.keys import (
    KEYS,
    TRANSLATION_KEYS,
    ValueShape,
    canonical_language,
    closest_name,
    unknown_name_error,
)
from quotecard.read.markup import parse_markup
from quotecard.read.nodes import List, Map, PythonValue, SourceText, Text

if TYPE_CHECKING:
    from quotecard.read.keys import QuoteKey
    from quotecard.read.nodes import Node


class FieldValues(NamedTuple):
    """What the value of one key sets."""

    fields: dict[str, Any]
    """Values of fields of Quote, by name."""
    notices: tuple[Notice, ...] = ()
    """What the reader changed in the value."""


def quote_of(value: str | Mapping[str, object] | Quote, number: int = 1) -> Quote:
    """Return the quote in a text, a mapping with the keys of a quotes file, or a Quote.

    Numbers and dates become the text that `str` gives; None counts as a missing key. Raises BadQuote if
    the value is not a valid quote.
    """
    if isinstance(value, Quote):
        return _validated(value)
    node = _node_from_python(value)
    if isinstance(node, List):
        raise BadQuote("a quote must be a text or a mapping, not a list", quote=str(number))
    return read_item(node, number, SourceText(), {})


def _validated(quote: Quote) -> Quote:
    """Apply the rules of the reader to a Quote built in Python; one from a file already passed them."""
    if quote.origin is not None:
        return quote
    try:
        _refuse_fields(quote)
        checked = quote._replace(
            lang=canonical_language(quote.lang),
            translation=_validated_translation(quote.translation),
            background=picture_keys.picture_from_python(quote.background, "background"),
            portrait=picture_keys.picture_from_python(quote.portrait, "portrait"),
            logo=picture_keys.picture_from_python(quote.logo, "logo"),
        )
    except BadQuote as error:
        error.quote = quote.name
        raise
    return quote if checked == quote else checked


def _refuse_fields(quote: Quote) -> None:
    for name in ("text", "author", "role", "source", "date", "id"):
        _refuse_chars(name, getattr(quote, name))
    if input_chars.is_blank(quote.text):
        raise BadQuote("the text is empty")
    if input_chars.is_too_long(quote.text):
        raise _too_long_error(KEYS["text"])


def _validated_translation(translation: Translation | None) -> Translation | None:
    if translation is None:
        return None
    _refuse_chars("translation", translation.text)
    return translation._replace(lang=canonical_language(translation.lang))


def _refuse_chars(name: str, text: str) -> None:
    if refused := input_chars.clean_text(text).refused:
        raise BadQuote(
            f"{name} contains {input_chars.describe_char(refused)}", hint=input_chars.char_remedy(refused)
        )


def read_item(node: Node, number: int, source: SourceText, defaults: Mapping[str, FieldValues]) -> Quote:
    """Return the quote in `node`, with the values of `defaults` for keys that it does not set.

    Raises BadQuote if the item is invalid.
    """
    name = _id_for_messages(node) or str(number)
    try:
        own = _fields_of_item(node, source)
    except BadQuote as error:
        error.quote = name
        error.where = error.where or source.place(node.start)
        raise
    fields: dict[str, Any] = {}
    notices: list[Notice] = []
    for values in {**defaults, **own}.values():
        fields.update(values.fields)
        notices.extend(values.notices)
    return Quote(**fields, number=number, origin=_origin(node, source), notices=tuple(notices))


def read_fields(node: Map, source: SourceText, keys: Mapping[str, QuoteKey]) -> dict[str, FieldValues]:
    """Return what a mapping sets, by key. Raises BadQuote if a key is not in `keys` or a value is invalid."""
    settings = {}
    for key, value in node.pairs:
        name = key.value if isinstance(key, Text) else source.written(key)
        try:
            if name not in keys:
                raise unknown_name_error("key", name, keys)
            settings[name] = _read_value(keys[name], value, source)
        except BadQuote as error:
            at = key if name not in keys else value
            error.where = error.where or source.place(at.start)
            raise
    return settings


def _id_for_messages(node: Node) -> str:
    named = node.get("id") if isinstance(node, Map) else None
    name = named.value.strip() if isinstance(named, Text) else ""
    return "" if name.isdigit() or len(name) > input_chars.MAX_EXCERPT_CHARS else name


def _origin(node: Node, source: SourceText) -> Origin | None:
    place = source.place(node.start)
    return Origin(place, source.written(node)) if place else None


def _fields_of_item(node: Node, source: SourceText) -> dict[str, FieldValues]:
    if isinstance(node, Text):
        return {"text": _read_value(KEYS["text"], node, source)}
    if isinstance(node, List | PythonValue):
        _refuse_value_shape(node, source, "-")
    if _is_prose(node):
        _refuse_value_shape(node, source, "-")
    settings = read_fields(node, source, KEYS)
    if "text" not in settings:
        raise BadQuote("the quote has no text", hint="add a line text: …")
    return settings


def _is_prose(node: Map) -> bool:
    """Return whether a mapping is a sentence with a colon: its first key does not look like a key at all."""
    first = next(iter(node.names()), "")
    looks_like_key = first.isascii() and first.islower() and first.isidentifier()
    if looks_like_key or any(name in KEYS for name in node.names()):
        return False
    return bool(first) and not closest_name(first, tuple(KEYS))


def _refuse_value_shape(node: List | Map | PythonValue, source: SourceText, lead: str) -> NoReturn:
    if isinstance(node, PythonValue):
        raise _not_text_error(node.value)
    written = source.written(node)
    if not written:
        kind = "a list" if isinstance(node, List) else "a mapping"
        raise BadQuote(f"{lead.rstrip(':')} must be a text, not {kind}")
    if isinstance(node, List):
        what, hint = yaml_pitfalls.explain_accidental_list(written, lead)
    else:
        first = source.written(node.pairs[0][0]) if node.pairs else ""
        what, hint = yaml_pitfalls.explain_accidental_mapping(first, written, lead, flow=node.flow)
    raise BadQuote(what, hint=hint)


def _read_value(key: QuoteKey, node: Node, source: SourceText) -> FieldValues:
    if isinstance(node, PythonValue):
        return _read_python_value(key, node)
    if key.shape is ValueShape.LINES:
        return _read_tags(key, node, source)
    if key.shape is ValueShape.TRANSLATION:
        return _read_translation(key, node, source)
    if key.shape is ValueShape.POINT and isinstance(node, List):
        node = _words_on_one_line(node)
    if not isinstance(node, Text):
        _refuse_value_shape(node, source, f"{key.name}:")
    raw, notices = _plain_text(key, node, source)
    if key.shape is ValueShape.PICTURE:
        return FieldValues(
            {key.name: picture_keys.picture_from_name(_single_line(key, raw), source)}, notices
        )
    if key.shape is not ValueShape.TEXT:
        return FieldValues({key.name: _single_line(key, raw)}, notices)
    marked = parse_markup(raw)
    if input_chars.is_blank(marked.plain):
        _refuse_blank(node, source)
    return FieldValues({key.name: marked.plain, "accents": marked.accents, "rubies": marked.rubies}, notices)


def _read_python_value(key: QuoteKey, node: PythonValue) -> FieldValues:
    if key.shape is ValueShape.PICTURE:
        return FieldValues({key.name: picture_keys.picture_from_python(node.value, key.name)})
    if key.shape is ValueShape.FRACTION and isinstance(node.value, float):
        return FieldValues({key.name: key.check(str(node.value))})
    raise _not_text_error(node.value)


def _words_on_one_line(node: List) -> Node:
    """Return a list of words as one text, or the list itself if it holds anything else."""
    if not node.items or not all(isinstance(item, Text | PythonValue) for item in node.items):
        return node
    words = (str(item.value) for item in node.items if isinstance(item, Text | PythonValue))
    return Text(" ".join(words), node.start, node.end)


def _read_translation(key: QuoteKey, node: Node, source: SourceText) -> FieldValues:
    own = {name: KEYS[name] for name in TRANSLATION_KEYS}
    settings = (
        read_fields(node, source, own)
        if isinstance(node, Map) and not _is_prose(node)
        else {"text": _read_value(KEYS["text"], node, source)}
    )
    if "text" not in settings:
        raise BadQuote("the translation has no text", hint='write it as translation: {text: "…", lang: en}')
    fields: dict[str, Any] = {}
    for setting in settings.values():
        fields.update(setting.fields)
    notices = tuple(notice for setting in settings.values() for notice in setting.notices)
    return FieldValues({key.name: Translation(fields["text"], fields.get("lang", ""))}, notices)


def _read_tags(key: QuoteKey, node: Node, source: SourceText) -> FieldValues:
    nodes = node.items if isinstance(node, List) else [node]
    words: list[str] = []
    notices: list[Notice] = []
    for item in nodes:
        if not isinstance(item, Text):
            _refuse_value_shape(item, source, f"{key.name}:")
        word, noticed = _plain_text(key, item, source)
        words.append(_single_line(key, word))
        notices.extend(noticed)
    return FieldValues({key.name: tuple(dict.fromkeys(word for word in words if word))}, tuple(notices))


def _single_line(key: QuoteKey, text: str) -> Any:
    if "\n" in text:
        raise BadQuote(f"{key.name} must be a single line", hint="remove the line break")
    return key.check(text)


def _refuse_blank(node: Text, source: SourceText) -> NoReturn:
    lost = yaml_pitfalls.find_lost_comment(source.rest(node.end)) if not node.style else ""
    if lost:
        raise BadQuote(
            f"the text is empty: {input_chars.shorten(lost)} is a comment",
            hint=f"put it in quotes: {yaml_pitfalls.single_quoted(lost)}",
        )
    raise BadQuote("the text is empty")


def _plain_text(key: QuoteKey, node: Text, source: SourceText) -> tuple[str, tuple[Notice, ...]]:
    """Return the text that was meant, without accidents of YAML, and notices of what was changed.

    Raises BadQuote if it is too long or contains a forbidden character.
    """
    if len(node.value) > input_chars.MAX_CODE_POINTS:
        raise _too_long_error(key)
    if not node.style and (
        wrong := line_start.find_swallowed_key(source.written(node), whole=key.shape is ValueShape.TEXT)
    ):
        raise BadQuote(wrong[0], hint=wrong[1])
    text, notices = _undo_yaml_accidents(node, source)
    cleaned = input_chars.clean_text(text)
    if cleaned.refused:
        what = f"{key.name} contains {input_chars.describe_char(cleaned.refused)}"
        hint = input_chars.char_remedy(cleaned.refused)
        raise BadQuote(what, hint=hint, where=source.find(node, cleaned.refused))
    if cleaned.dropped:
        names = ", ".join(input_chars.describe_char(char) for char in cleaned.dropped)
        notices = (*notices, Notice("invisible", f"{key.name}: left out {names}"))
    text = cleaned.text.strip(" \n")
    if input_chars.is_too_long(text):
        raise _too_long_error(key)
    return text, notices


def _too_long_error(key: QuoteKey) -> BadQuote:
    limit = f"at most {input_chars.MAX_CLUSTERS:,} characters"
    return BadQuote(f"{key.name} is too long", why=limit, hint="split it into several quotes")


def _undo_yaml_accidents(node: Text, source: SourceText) -> tuple[str, tuple[Notice, ...]]:
    """Return the text as it was meant, and notices of what YAML did to it."""
    written = source.written(node)
    text, notices = node.value, []
    if not node.style and (lost := yaml_pitfalls.find_lost_comment(source.rest(node.end))):
        notices.append(_comment_notice(lost))
    if node.style != "|" and "\n" in written:
        text = yaml_pitfalls.remove_folded_spaces(text, written)
        if text != node.value:
            notices.append(_FOLD_NOTICE)
    return text, tuple(notices)


_FOLD_NOTICE = Notice(
    "folded",
    "spaces that YAML put in place of line ends between Chinese or Japanese characters are removed; "
    "begin the value with | to keep the line breaks",
)


def _comment_notice(lost: str) -> Notice:
    what = f"ignored as a comment of the file: {input_chars.shorten(lost)}"
    return Notice("comment", f"{what} (put the value in quotes to keep it)")


def _node_from_python(value: object, depth: int = 2) -> Node:
    """Return the node of a value from Python, as if read from a file; lists and mappings nest `depth` levels."""
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, Mapping) and depth:
        named = ((str(key), item) for key, item in value.items() if item is not None)
        return Map(pairs=[(Text(key), _node_from_python(item, depth - 1)) for key, item in named])
    if isinstance(value, list | tuple) and depth:
        return List(items=[_node_from_python(item, depth - 1) for item in value])
    if isinstance(value, int | dt.date) and not isinstance(value, bool):
        return Text(str(value))
    if isinstance(value, float | bytes | bytearray | memoryview | os.PathLike | Picture):
        return PythonValue(value)
    raise _not_text_error(value)


def _not_text_error(value: object) -> BadQuote:
    return BadQuote(f"a value of type {type(value).__name__} is not a text", hint="pass a str")
