"""The attribution: its words by language, its size in the room it has, and a name that stands upright."""

from __future__ import annotations

import pytest
from quotecard.attribution.parts import tracked, words
from quotecard.fontbook import default_book
from quotecard.model import Quote
from quotecard.text.line.small import small_text
from quotecard.text.shape.stack import stack, stackable
from quotecard.text.shape.voice import Voice

TC = Voice("ming", "zh-Hant")


@pytest.mark.parametrize(
    ("lang", "author", "name"),
    [
        ("zh-Hant", "孔子", "\u2014\u2014孔子"),
        ("zh-Hans", "孔子", "\u2014\u2014孔子"),
        ("ja", "松尾芭蕉", "\u2014\u2014松尾芭蕉"),
        ("ko", "윤동주", "\u2014 윤동주"),
        ("en", "Jane Austen", "\u2014 Jane Austen"),
        ("vi", "Nguyễn Du", "\u2014 Nguyễn Du"),
        ("zh-Hant", "Yann LeCun", "\u2014 Yann LeCun"),
        ("zh-Hant", "", ""),
    ],
)
def test_a_dash_leads_the_name_in_as_the_language_writes_it(lang: str, author: str, name: str):
    quote = Quote("好", author=author)
    assert words(quote, lang, dash=True).name == name
    assert words(quote, lang, dash=False).name == author


@pytest.mark.parametrize(
    "typed", ["\u2014\u2014孔子", "--孔子", "\u2014 孔子", "\u2015孔子", " - 孔子 ", "\u2e3a孔子", "孔子"]
)
@pytest.mark.parametrize(("dash", "name"), [(True, "\u2014\u2014孔子"), (False, "孔子")])
def test_a_dash_that_was_typed_is_not_doubled(typed: str, dash: bool, name: str):
    assert words(Quote("好", author=typed), "zh-Hant", dash=dash).name == name


@pytest.mark.parametrize(
    ("lang", "source", "date", "set_as"),
    [
        ("zh-Hant", "《論語》", "", "《論語》"),
        ("zh-Hant", "《金融時報》專訪", "2026", "《金融時報》專訪\uff0c2026"),
        ("zh-Hant", "Financial Times", "2026", "Financial Times, 2026"),
        ("zh-Hant", "", "2026", "2026"),
        ("ja", "『奥の細道』", "1702", "『奥の細道』\u30011702"),
        ("ko", "「서시」", "1941", "「서시」, 1941"),
        ("en", "Emma", "1815", "Emma, 1815"),
        ("en", "", "", ""),
    ],
)
def test_source_and_date_are_one_part(lang: str, source: str, date: str, set_as: str):
    assert words(Quote("好", source=source, date=date), lang, dash=False).source == set_as


def test_the_attribution_is_repaired_as_the_quote_is():
    quote = Quote("好", author="甲,乙", role='"顧問"', source="論語(學而)")
    repaired = words(quote, "zh-Hant", dash=False)
    assert (repaired.name, repaired.role, repaired.source) == (
        "甲\uff0c乙",
        "「顧問」",
        "論語\uff08學而\uff09",
    )
    kept = words(quote._replace(punctuation="keep"), "zh-Hant", dash=False)
    assert (kept.name, kept.role, kept.source) == (quote.author, quote.role, quote.source)


@pytest.mark.parametrize(
    ("name", "is_tracked"),
    [("孔子", True), ("楊立昆", True), ("\u2014\u2014楊立昆", True), ("松尾芭蕉", True), ("윤동주", True),
     ("阿爾伯特愛因斯坦", False), ("Yann LeCun", False), ("楊A", False), ("孔", False), ("", False)],
)  # fmt: skip
def test_only_a_short_name_in_han_is_opened_up(name: str, is_tracked: bool):
    assert tracked(name, 0.2) == (0.2 if is_tracked else 0.0)


@pytest.mark.parametrize(
    "text", ["楊立昆", "人工智慧研究者與圖靈獎得主", "Professor of Computer Science", "윤동주 시인"]
)
@pytest.mark.parametrize("tracking", [0.0, 0.2])
@pytest.mark.parametrize("room", [2.0, 1.0, 0.95, 0.6, 0.4])
def test_a_part_keeps_to_its_room(text: str, tracking: float, room: float):
    """As it is, then a little smaller, then on more lines; whole in each."""
    small = small_text(text, TC, default_book(), 1.5, tracking=tracking)
    natural, missing = small.at(40.0, 1e6), small.missing
    block = small.at(40.0, natural.width * room)
    assert missing == ()
    assert len(natural.lines) == 1
    assert "".join("".join(line.text for line in block.lines).split()) == "".join(text.split())
    if len(block.lines) == 1:
        assert 0.85 * 40 < block.size <= 40.0
        assert block.width <= natural.width * room + 1e-6
    else:
        assert room < 0.95
        assert block.size == 40.0


def test_tracking_adds_nothing_after_the_last_character():
    plain, opened = (
        small_text("楊立昆", TC, default_book(), 1.5, tracking=em).at(100.0, 1e6) for em in (0.0, 0.2)
    )
    assert plain.width == pytest.approx(300.0)
    assert opened.width == pytest.approx(340.0)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("楊立昆", True),
        ("윤동주", True),
        ("まど・みちお", True),
        ("阿爾伯特\u00b7愛因斯坦", True),
        ("《論語》", True),
        ("Yann", False),
        ("楊A", False),
        ("楊 立昆", False),
        ("2026", False),
        ("\u2014\u2014楊", False),
        ("\u201c楊\u201d", False),
        ("(楊)", False),
        ("", False),
    ],
)
def test_what_stands_upright(text: str, stands: bool):
    assert stackable(text) is stands
    assert (stack(text, TC, 40.0, 0.0, default_book()) is not None) is stands


@pytest.mark.parametrize(
    ("text", "role", "lang"), [("\U0002ebf0", "ming", "zh-Hant"), ("김", "kai", "zh-Hant")]
)
def test_a_column_is_of_one_face_or_is_none(text: str, role: str, lang: str):
    assert stack(text, Voice(role, lang), 40.0, 0.0, default_book()) is None


@pytest.mark.parametrize("tracking", [0.0, 0.2])
def test_a_column_goes_down_one_em_a_character(tracking: float):
    column = stack("楊立昆", TC, 100.0, tracking, default_book())
    assert column is not None
    assert (column.width, column.height) == (100.0, pytest.approx(300.0 + 200.0 * tracking))
    (run,) = column.lines[0].runs
    steps = [below - above for above, below in zip(run.y, run.y[1:], strict=False)]
    assert steps == pytest.approx([100.0 * (1 + tracking)] * 2)
    assert len(set(run.x)) == 1


def test_marks_in_a_column_have_their_upright_forms():
    column, line = (
        stack("《論語》", TC, 100.0, 0.0, default_book()),
        small_text("《論語》", TC, default_book(), 1.5).at(100.0, 1e6),
    )
    assert column is not None
    upright, lying = (one.lines[0].runs[0].glyphs for one in (column, line))
    assert [a == b for a, b in zip(upright, lying, strict=True)] == [False, True, True, False]
    assert column.height < 400.0
