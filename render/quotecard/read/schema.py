"""The JSON Schema of a quotes file, for editors, made from the table of keys; and a sample file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecard.read.keys import DEFAULTS_KEYS, KEYS, TRANSLATION_KEYS, ValueShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecard.read.keys import QuoteKey

# The reader keeps every value as text; to an editor some of them are numbers or booleans.
_SCALAR = ["string", "number", "boolean"]
_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a quotes file."""
    quotes = {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/item"},
        "description": "The quotes, in order.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quotes.yaml",
        "description": "Quotes to typeset as cards: a list, or a mapping with defaults and quotes.",
        "anyOf": [quotes, _file_schema(quotes)],
        "$defs": {
            "item": {
                "anyOf": [
                    {"type": _SCALAR, "description": "Only the text of a quote."},
                    {"$ref": "#/$defs/quote"},
                ]
            },
            "quote": _mapping_schema(KEYS) | {"required": ["text"]},
        },
    }


def sample_yaml() -> str:
    """Return a commented quotes file in YAML that shows every key."""
    return Path(__file__).with_name("sample.yaml").read_text("utf-8")


def _file_schema(quotes: dict[str, Any]) -> dict[str, Any]:
    defaults = _mapping_schema(DEFAULTS_KEYS) | {
        "description": "Values for every quote that does not set its own."
    }
    return {
        "type": "object",
        "properties": {"defaults": defaults, "quotes": quotes},
        "required": ["quotes"],
        "additionalProperties": False,
    }


def _mapping_schema(keys: Mapping[str, QuoteKey]) -> dict[str, Any]:
    properties = {name: _value_schema(key) | {"description": key.about} for name, key in keys.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value_schema(key: QuoteKey) -> dict[str, Any]:
    if key.choices:
        return {"enum": list(key.choices), "default": key.choices[0]}
    if key.shape is ValueShape.LINES:
        return {"anyOf": [{"type": _SCALAR}, {"type": "array", "items": {"type": _SCALAR}}]}
    if key.shape is ValueShape.TRANSLATION:
        own = _mapping_schema({name: KEYS[name] for name in TRANSLATION_KEYS}) | {"required": ["text"]}
        return {"anyOf": [{"type": _SCALAR}, own]}
    if key.shape is ValueShape.POINT:
        pair = {"type": "array", "items": _FRACTION, "minItems": 2, "maxItems": 2}
        return {"anyOf": [{"type": ["string", "null"]}, pair]}
    if key.shape is ValueShape.FRACTION:
        return {"anyOf": [_FRACTION, {"type": ["string", "null"]}]}
    if key.shape is ValueShape.PICTURE:
        return {"type": ["string", "null"]}
    if key.name == "id":
        return {"type": "string", "pattern": r"\D"}
    return {"type": _SCALAR if key.shape is ValueShape.TEXT else [*_SCALAR, "null"]}
