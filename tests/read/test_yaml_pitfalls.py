"""What YAML does to pasted text is put right or said kindly."""

from __future__ import annotations

import pytest
from quotecard.errors import QuoteFileError
from quotecard.read.document import Quotes, read_quotes


def read(text: str) -> Quotes:
    return read_quotes(text.encode())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- 他說: 好", ["colon and the space after '他說'", "- '他說: 好'"]),
        ("- Note: it's late", ["colon and the space after 'Note'", "- 'Note: it''s late'"]),
        ("- {漢字|かんじ}", ["braces", "- '{漢字|かんじ}'"]),
        ("- text: {漢字|かんじ}", ["braces", "text: '{漢字|かんじ}'"]),
        ("- [注] ", ["brackets", "- '[注]'"]),
        ("- - 你好", ["dash", "- '- 你好'"]),
        ("- #東京", ["#東京 is a comment", "'#東京'"]),
        ("- text: #東京", ["#東京 is a comment", "'#東京'"]),
        ("- text\uff1a我們", ["the colon after text is full-width", "write text:"]),
        ("- quote: 我們", ["unknown key 'quote'", "use one of text, author"]),
    ],
)
def test_an_item_that_yaml_misread_shows_the_line_as_it_must_be(line: str, words: list[str]):
    [error] = read(f"- 好\n{line}\n- 也好").errors
    assert all(word in str(error) for word in words), str(error)
    assert error.where
    assert (error.where.line, error.quote) == (2, "2")


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("- *重點*", 3, "- '*重點*'"),
        ("- *", 3, "- '*'"),
        ("- *a", 3, "- '*a'"),
        ("- &a 好", 3, "- '&a 好'"),
        ("- !好", 3, "- '!好'"),
        ("- !!str 好", 3, "- '!!str 好'"),
        ("- @某人", 3, "- '@某人'"),
        ("- `x`", 3, "- '`x`'"),
        ("- %好", 3, "- '%好'"),
        ("- >引用", 3, "- '>引用'"),
        ("- |漢字", 3, "- '|漢字'"),
        ("- text: 他說: 好", 11, "text: '他說: 好'"),
        ('- "今天"是好日子', 7, """- '"今天"是好日子'"""),
        ('- "今天"和"明天"', 7, """- '"今天"和"明天"'"""),
        ("- 'it's'", 7, "- 'it''s'"),
        ("- {漢字|かんじ}を読む", 11, "- '{漢字|かんじ}を読む'"),
        ('- "沒有完', 3, 'close it with "'),
        ("- {沒有完", 3, "- '{沒有完'"),
        ("-\ttext: a", 2, "indent with spaces"),
        ("- text: a\n\tauthor: b", 1, "indent with spaces"),
        ("- text: a\n autor: b", 2, "keys of a quote start in the same column"),
        ("- text: a\n author: b", 2, "start it in column 3, under text:"),
        ("- text: a\n  author\uff1a楊", 3, "write author: with an ASCII colon"),
    ],
)
def test_a_line_that_is_not_yaml_is_shown_as_it_must_be(line: str, column: int, hint: str):
    with pytest.raises(QuoteFileError) as caught:
        read(f"# 註\n- 好\n{line}\n")
    error = caught.value
    assert hint in error.hint
    assert error.where
    assert (error.where.line, error.where.column) == (3 + line.count("\n"), column)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("- 東京 #tag", "#tag"),
        ("- text: 東京  #tag #more", "#tag #more"),
        ("- C # is a language", "# is a language"),
        ("- text: a\n  author: 楊 #1", "#1"),
        ("- text: a\n  tags: [b, c] #1\n", ""),
        ("- 東京  # a comment of the file", ""),
        ("- '東京' #tag", ""),
        ("- a#b", ""),
    ],
)
def test_what_a_hash_takes_is_shown(text: str, lost: str):
    [quote] = read(text)
    notices = [n.message for n in quote.notices if n.kind == "comment"]
    assert [f": {lost} (" in message for message in notices] == ([True] if lost else [])


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("- >\n  我們飽受\n  愚蠢之苦\n", "我們飽受愚蠢之苦"),
        ("- >-\n  第一段\n  接著\n\n  第二段\n", "第一段接著\n第二段"),
        ("- >\n  ひらがな\n  カタカナ\n", "ひらがなカタカナ"),
        ("- >\n  你好\uff0c\n  世界\n  “好”\n  ——他\n", "你好\uff0c世界“好”——他"),
        ("- >\n  就是\n  ==更多的\n  智能==\n  。\n", "就是更多的智能。"),
        ("- >\n  就是==更多==\n  ==智能==\n", "就是更多 智能"),
        ("- 我們飽受\n  愚蠢之苦", "我們飽受愚蠢之苦"),
        ('- "我們飽受\n  愚蠢之苦"', "我們飽受愚蠢之苦"),
        (
            "- >\n  春眠不覺曉 處處聞啼鳥\n  夜來風雨聲 花落知多少\n",
            "春眠不覺曉 處處聞啼鳥夜來風雨聲 花落知多少",
        ),
        ("- >\n  죽는 날까지\n  하늘을\n", "죽는 날까지 하늘을"),
        ("- >\n  two\n  words\n", "two words"),
        ("- >\n  用 GPU\n  來算\n", "用 GPU 來算"),
        ("- |\n  第一\n  第二\n", "第一\n第二"),
        ("- 東京 大阪", "東京 大阪"),
        ("- >  # 註\n  第一\n  第二\n", "第一第二"),
    ],
)
def test_a_fold_puts_no_spaces_into_chinese(text: str, set_as: str):
    [quote] = read(text)
    assert quote.text == set_as


def test_a_fold_is_noticed_only_where_it_changed_something():
    first, second = read("- >\n  我\n  們\n- >\n  a\n  b\n")
    assert [n.kind for n in first.notices] == ["folded"]
    assert second.notices == ()
