"""The template of file names is small on purpose: what else it could hold is refused, not guessed."""

from __future__ import annotations

import pytest
from quotecard.batch.file_names import DEFAULT_TEMPLATE, fields, file_name
from quotecard.errors import UsageError
from quotecard.model import Quote


@pytest.mark.parametrize(
    ("template", "used"),
    [
        (DEFAULT_TEMPLATE, {"n", "slug"}),
        ("{n}", {"n"}),
        ("{n:3}", {"n"}),
        ("card", set()),
        ("{{x}}-{id}", {"id"}),
        ("{n:03}-{id}-{slug}-{theme}-{size}", {"n", "id", "slug", "theme", "size"}),
    ],
)
def test_known_fields_are_found(template: str, used: set[str]):
    assert fields(template) == used


@pytest.mark.parametrize(
    "template",
    [
        "{}",
        "{0}",
        "{author}",
        "{id.__class__}",
        "{id[0]}",
        "{id!r}",
        "{n!r}",
        "{n:>999999999}",
        "{n:099}",
        "{n:{size}}",
        "{slug:3}",
        "{n",
        "n}",
        "../{id}",
        "sub/{id}",
        "sub\\{id}",
    ],
)
def test_anything_else_is_a_usage_error_that_lists_the_fields(template: str):
    with pytest.raises(UsageError, match=r"\{n\}, \{id\}, \{slug\}, \{theme\}, \{size\}"):
        fields(template)


def name(template: str, quote: Quote, *added: str) -> str:
    return file_name(template, quote, theme="xuan", size="portrait", added=added)


@pytest.mark.parametrize(
    ("template", "quote", "expected"),
    [
        (DEFAULT_TEMPLATE, Quote("a", id="intelligence", number=7), "007-intelligence.png"),
        ("{id}", Quote("a", number=7), "7.png"),
        ("{theme}_{size}_{n:02}", Quote("a", number=7), "xuan_portrait_07.png"),
    ],
)
def test_fields_are_filled_in(template: str, quote: Quote, expected: str):
    assert name(template, quote) == expected


def test_the_text_names_a_quote_without_an_id():
    assert name(DEFAULT_TEMPLATE, Quote("\u9053\u53ef\u9053", number=1)).startswith("001-\u9053\u53ef\u9053")


def test_a_long_name_keeps_its_theme_and_number():
    quote = Quote("x", id="\u9053" * 400, number=12)
    made = name(DEFAULT_TEMPLATE, quote, "xuan", "square")
    assert made.startswith("012-")
    assert made.endswith("-xuan-square.png")
    assert len(made.encode()) <= 120


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "a/b\\c", "\x1b]0;x\x07", ".hidden", "-rf"])
def test_no_quote_steers_its_file_elsewhere(text: str):
    made = name("{id}", Quote(text, id=text))
    assert not set(made) & set('/\\:*?"<>|\x1b\x07')
    assert made[0] not in ".-"
    assert made.split(".")[0].upper() != "CON"
