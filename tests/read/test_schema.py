"""The schema and the sample say what the reader does."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from quotecard.errors import BadQuote
from quotecard.read.document import read_quotes
from quotecard.read.item import quote_of
from quotecard.read.keys import DEFAULTS_KEYS, KEYS
from quotecard.read.schema import json_schema, sample_yaml

SCHEMA = json_schema()
QUOTE: dict[str, Any] = SCHEMA["$defs"]["quote"]
DEFAULTS: dict[str, Any] = SCHEMA["anyOf"][1]["properties"]["defaults"]


def test_the_schema_is_json_of_2020_12():
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"].endswith("2020-12/schema")


def test_every_key_is_described_and_no_other_is_allowed():
    assert list(QUOTE["properties"]) == list(KEYS)
    assert (
        list(DEFAULTS["properties"])
        == list(DEFAULTS_KEYS)
        == [key for key in KEYS if key not in {"text", "id", "translation"}]
    )
    assert QUOTE["additionalProperties"] is DEFAULTS["additionalProperties"] is False
    assert all(len(value["description"]) > 10 for value in QUOTE["properties"].values())


def test_references_lead_somewhere():
    names = re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA))
    assert set(names) == set(SCHEMA["$defs"])


@pytest.mark.parametrize("key", [name for name, value in QUOTE["properties"].items() if "enum" in value])
def test_the_schema_lists_the_values_that_are_read(key: str):
    value = QUOTE["properties"][key]
    assert [getattr(quote_of({"text": "a", key: word}), key) for word in value["enum"]] == value["enum"]
    assert getattr(quote_of("a"), key) == value["default"]
    with pytest.raises(BadQuote):
        quote_of({"text": "a", key: "another"})


@pytest.mark.parametrize(("word", "good"), [("a1", True), ("第一", True), ("12", False), ("", False)])
def test_an_id_of_the_schema_is_one_of_the_reader(word: str, good: bool):
    assert bool(re.search(QUOTE["properties"]["id"]["pattern"], word)) is good
    if good:
        assert quote_of({"text": "a", "id": word}).id == word
    else:
        with pytest.raises(BadQuote):
            quote_of({"text": "a", "id": word})


def test_the_sample_reads_without_a_word():
    quotes = read_quotes(sample_yaml().encode())
    assert quotes.errors == ()
    assert [notice for quote in quotes for notice in quote.notices] == []
    assert {quote.lang for quote in quotes} >= {"", "lzh", "zh-Hans", "ja", "ko", "en", "vi"}


def test_the_sample_shows_each_key():
    shown = re.findall(r"^ *(?:- |# )?(\w+):", sample_yaml(), re.MULTILINE)
    assert set(shown) - {"defaults", "quotes"} == set(KEYS)
