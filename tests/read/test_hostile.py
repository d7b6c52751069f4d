"""Any bytes give quotes or one QuoteFileError: no other exception, no changed text, no work out of proportion."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st
from quotecard.errors import BadQuote, QuoteFileError
from quotecard.model import Quote
from quotecard.read.document import Quotes, read_quotes
from quotecard.read.input_chars import clean_text, is_blank
from quotecard.read.item import quote_of
from quotecard.read.nodes import List, Text
from quotecard.read.schema import sample_yaml
from quotecard.read.yaml_nodes import parse_yaml

from tests.counted_work import count_calls

HOSTILE = Path(__file__).parent.parent / "hostile"
FILES = sorted([*HOSTILE.glob("yaml-hostile/*"), *HOSTILE.glob("yaml-test-suite/*")])
BLNS: list[str] = json.loads((HOSTILE / "blns.json").read_text("utf-8"))
SEEDS = [path.read_bytes() for path in FILES if path.stat().st_size < 2000]
GOOD = [sample_yaml().encode(), (HOSTILE.parent / "data" / "article-quotes.yaml").read_bytes()]


CALLS_PER_BYTE = 40
"""Calls that reading may make for a byte of a file, twice what PyYAML's own parser needs; libyaml needs 2."""
CALLS_PER_FILE = 50_000
"""Calls that reading may make for any file: the first may import modules and compile patterns."""


def quotes_or_error(data: bytes) -> Quotes | QuoteFileError:
    try:
        return read_quotes(data)
    except QuoteFileError as error:
        return error


def read(data: bytes, calls_per_byte: int = CALLS_PER_BYTE) -> Quotes | QuoteFileError:
    """Read, and check what is promised for any bytes; another exception fails the test by itself."""
    result, calls = count_calls(lambda: quotes_or_error(data))
    assert calls <= CALLS_PER_FILE + calls_per_byte * len(data)
    if isinstance(result, Quotes):
        assert all(error.where and error.quote for error in result.errors)
        assert all(quote.text and quote.origin for quote in result)
    else:
        assert result.where
        assert min(result.where.line, result.where.column) >= 1
        assert result.where.line <= data.count(b"\n") + data.count(b"\r") + 2
    return result


def quote_or_error(text: str) -> Quote | BadQuote:
    """Return what `text` gives, typed so that nothing of it is markup."""
    try:
        return quote_of("".join("\\" + char if char in "=\\{}|" else char for char in text))
    except BadQuote as error:
        return error


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "python":
        monkeypatch.delattr(pyyaml, "CBaseLoader")
    return request.param


def test_the_corpora_are_here():
    assert (len(FILES), len(BLNS)) == (225, 515)


def test_hostile_files(parser: str):
    """Each file alone and as an item of a list; every file that fails is reported."""
    assert len(FILES) == 225
    failures = []
    for path in FILES:
        data = path.read_bytes()
        for form, written in (("alone", data), ("as an item", b"- good\n- " + data.replace(b"\n", b"\n  "))):
            try:
                read(written)
            except Exception as error:  # noqa: BLE001  # each is reported with its file
                failures.append(f"{path.name} {form}: {type(error).__name__}: {error}")
    assert not failures, "\n".join(failures)


def test_a_merge_bomb_is_refused_at_once():
    data = (HOSTILE / "yaml-hostile" / "laughs-string-merge.yaml").read_bytes()
    assert isinstance(read(data), QuoteFileError)  # also imports what the message needs
    result, calls = count_calls(lambda: quotes_or_error(data))
    assert isinstance(result, QuoteFileError)
    assert calls < 1_000  # the bomb would expand to a million values


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"\n" * 4_000_000,
            b"- " * 2_000_000,
            b"[" * 4_000_000,
            b"- a\n" * 1_000_000,
            b"- " + b"{a|" * 1_000_000,
        ),
        *("- 字\n".encode() + "  字\n".encode() * 600_000, b"- a: " + b" " * 4_000_000 + b"b"),
        b"- {" + b"a: b, " * 600_000,
    ],
    ids=["lines", "dashes", "brackets", "items", "braces", "folds", "spaces", "keys"],
)
@pytest.mark.soak
def test_large_files_are_read_or_refused_in_proportion(data: bytes):
    read(data, calls_per_byte=3)


def test_blns_through_yaml_and_back():
    data = "".join(f"- {json.dumps(text, ensure_ascii=False)}\n" for text in BLNS)
    escaped = data.translate({code: f"\\x{code:02x}" for code in [0x7F, *range(0x80, 0xA0)]})
    escaped = escaped.replace("\ufffe", "\\ufffe")
    root, _ = parse_yaml(escaped.encode(), "blns.yaml")
    assert isinstance(root, List)
    assert [node.value for node in root.items if isinstance(node, Text)] == BLNS


def test_blns_as_quotes_are_set_as_they_are_or_refused_by_name():
    read = {text: quote_or_error(text) for text in BLNS}
    kept = {text: quote for text, quote in read.items() if isinstance(quote, Quote)}
    refused = {text: error for text, error in read.items() if isinstance(error, BadQuote)}
    assert all(quote.text == clean_text(text).text.strip(" \n") for text, quote in kept.items())
    assert all(quote.text == text.strip(" ") for text, quote in kept.items() if text.isprintable())
    for text, error in refused.items():
        name = f"U+{ord(clean_text(text).refused):04X}" if clean_text(text).refused else "the text is empty"
        assert name in str(error)
    assert len(kept) > 480


def mutated(rng: random.Random) -> bytes:
    """Return a seed cut short, with flipped bits, or with a piece of another in it."""
    data = bytearray(rng.choice(rng.choice([SEEDS, GOOD])))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                del data[at:]
            case 1 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 2:
                other = rng.choice([*SEEDS, *GOOD])
                data[at:at] = other[rng.randrange(len(other) + 1) :][: rng.randint(1, 40)]
            case _:
                data[at:at] = rng.choice(
                    [b": ", b"- ", b"\n", b"{", b"|", b"\xff", b"'", b"  ", b"\t", b"&a ", b"*a"]
                )
    return bytes(data)


def test_mutations():
    rng = random.Random(20261123)
    for _ in range(300):
        read(mutated(rng))


@pytest.mark.soak
def test_mutations_in_full():
    rng = random.Random(2)
    for _ in range(20_000):
        read(mutated(rng))


@given(st.text("-: \n\t{}[]|>&*!#'\"%@`,?=\\ab字の\u3000\u2028\x85\ufeff", max_size=60))
def test_any_text(text: str):
    read(text.encode())


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes):
    read(data)


@given(st.text(max_size=30))
def test_any_text_in_quotes_is_kept_or_refused(text: str):
    result = quote_or_error(text)
    if isinstance(result, Quote):
        assert result.text == clean_text(text).text.strip(" \n")
    else:
        assert clean_text(text).refused or is_blank(clean_text(text).text)
