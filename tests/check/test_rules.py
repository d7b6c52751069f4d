"""Each rule: what it finds, where, what it would write, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quotecard.check.finding import ERROR, WARNING
from quotecard.check.rules import RULES
from quotecard.read.document import load_quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.check.finding import CheckReport, Finding

    Look = Callable[[str], CheckReport]

ROOT = Path(__file__).parent.parent.parent
COMMA, STOP, ASKS = "\uff0c", "\u3002", "\uff1f"
LONG = "我們真正應該擁有的就是更多的智能\u3002"

# source, rule, place of its first finding, and a word of message or advice
FOUND = [
    ("- {colour: red, text: a}", "item", (1, 4), "use one of text"),
    ("- {text: 好, theme: inc}", "theme", (1, 20), "did you mean ink?"),
    ("- {text: 好, size: 9x9}", "size", (1, 19), "at least 200 px"),
    ("- text: 第\u0e23二", "coverage", (1, 10), "U+0E23"),
    ("- {text: 好, author: 王\u0e23}", "coverage", (1, 22), "U+0E23"),
    ("- {text: 好, translation: {text: a \u0e23, lang: en}}", "coverage", (1, 35), "U+0E23"),
    (f"- {LONG * 30}", "fit", (1, 3), "% too much"),
    ("- {id: a, text: 好}\n- {text: 壞, id: a}", "item", (2, 17), "already used"),
    (f"- 好的{STOP}\n- text: 好 的", "duplicate", (2, 9), "quote 1 (line 1)"),
    ("- |\n" + "".join(f"  第{n}行\n" for n in "一二三四五六七八九十甲乙丙"), "lines", (2, 3), "13 lines"),
    (
        "- {text: アイデンティティクライシス, size: 220x220, direction: horizontal}",
        "word-break",
        (1, 10),
        "inside a word",
    ),
    ("- text: 好人\n    壞人", "folded", (1, 9), "begin the value with |"),
    ("- 東京 #tag", "comment", (1, 3), "#tag"),
    ("- 東\u200b京", "invisible", (1, 3), "U+200B"),
    ("- 好,壞", "half-width", (1, 4), f"write {COMMA}"),
    ("- 好 , 壞", "half-width", (1, 5), f"write {COMMA}"),
    ("- text: 好\n  source: 某書,上", "half-width", (2, 13), f"write {COMMA}"),
    ("- {text: 好, translation: {text: '很好,對', lang: zh-Hant}}", "half-width", (1, 36), COMMA),
    ("- 好...", "ellipsis", (1, 4), "write \u2026\u2026"),
    (f"- 好{STOP * 3}", "ellipsis", (1, 4), "write \u2026\u2026"),
    ("- So...", "ellipsis", (1, 5), "write \u2026"),
    ("- 好--壞", "dash", (1, 4), "write \u2014\u2014"),
    ('- 他說"好"', "quotation-marks", (1, 5), "write \u300c"),
    ("- The dog's bone", "quotation-marks", (1, 10), "write \u2019"),
    ("- 他說\u201c好\u201d", "quotation-marks", (1, 5), "write \u300c"),
    ("- 他說\u300c我\u201c好\u201d\u300d", "quotation-marks", (1, 7), "write \u300e"),
    ("- 这说\u201c好\u201d\n- 这说\u201c坏\u201d\n- 说\u300c这\u300d", "mixed-quotation-marks", (3, 4), "\u201c"),
    ("- 好  abc", "spaces", (1, 4), "write one"),
    ("- a  b", "spaces", (1, 4), "write one"),
    ("- a b ,", "spaces", (1, 6), "before ,"),
    ("- 好 壞", "spaces", (1, 4), "between 好 and 壞"),
    (f"- 好 {COMMA}壞", "spaces", (1, 4), f"before {COMMA}"),
    ("- |\n  好  \n  壞", "spaces", (2, 4), "end of a line"),
    ("- |\n  好\n    壞", "spaces", (3, 5), "beginning of a line"),
    ("- |\n  好\n  \u3000\u3000壞", "spaces", (3, 5), "beginning of a line"),
    ("- 這是頭发", "simplified", (1, 6), "write 髮"),
    ("- {text: 這是好的話, author: 杨先生}", "simplified", (1, 25), "write 楊"),
    ("- {text: 这说为过时们发, lang: zh-TW}", "simplified", (1, 10), "set lang: zh-Hans"),
    ("- {text: 汉語, lang: zh-Hans}", "traditional", (1, 11), "write 语"),
    ("- 該怎么做", "conversion", (1, 5), "write 怎麼"),
    ("- 你就落后了", "conversion", (1, 6), "write 落後"),
    ("- 公司里很多人", "conversion", (1, 5), "write 公司裡"),
    ("- 這里很好", "conversion", (1, 4), "write 這裡"),
    ("- 这里還有頭髮", "conversion", (1, 4), "write 這裡"),
    ("- {text: 這里很好, lang: zh-HK}", "conversion", (1, 11), "write 這裏"),
    ("- 太後與皇後", "conversion", (1, 7), "write 皇后"),
    ("- 台灣\n- 臺北\n- 臺中", "variants", (1, 3), "write 臺"),
    ("- {text: 好的, author: Yann LeCun}", "author-script", (1, 22), "Yann LeCun"),
    ("- {text: Good, author: 老子}", "author-script", (1, 24), "alphabet"),
]  # fmt: skip

LEFT = [
    f"- 好{COMMA}壞\u2026\u2026對\u2014\u2014錯{ASKS}",
    "- 他說\u300c好\u300d\u300e壞\u300f",
    "- {text: '好,壞...\"對\"', punctuation: keep}",
    "- Alex\u2019s idea is good; it costs 3.50",
    "- {text: 'Quoi\u00a0?', lang: fr, author: Paul}",
    "- 用 Python 3.11 寫的",
    "- 한 점 부끄럼이 없기를",
    "- 『草枕』を読んだ\u3002",
    "- 皇后走了幾里路\uff0c不相干\u3002里程\uff0c干涉\uff0c山谷\uff0c北斗\uff0c茶几",
    "- 一公里面積\uff0c方面包括\uff0c關系統\uff0c不能干涉\uff0c批准備案\uff0c樂團團長范仲淹",
    "- 李白云\uff1a千里江陵一日還",
    "- 天台山在台州\n- 臺北",
    "- {text: 这说好, lang: zh-Hans}\n- 這說好",
    "- {text: 王后来了\uff0c后来又走了, lang: zh-Hans}",
    "- {text: 以后, lang: lzh}",
    "- {text: 好的, author: 楊立昆 Yann LeCun}",
    "- {text: 고맙다, author: 李箱}",
    "- {text: 好的, author: '———'}",
    "- {text: 👩‍👩‍👧 好, date: 1921}",
    "- {text: '{漢字|かんじ}を', author: 漱石}",
]


@pytest.mark.parametrize(("source", "rule", "at", "word"), FOUND, ids=lambda value: str(value)[:24])
def test_a_rule_finds(look: Look, source: str, rule: str, at: tuple[int, int], word: str):
    found = [finding for finding in look(source).findings if finding.rule == rule]
    assert found, f"nothing of {rule}"
    assert (found[0].place.line, found[0].place.column) == at, found[0]
    assert found[0].place.path == "q.yaml"
    assert any(word in f"{one.message} {one.suggestion}" for one in found), found


@pytest.mark.parametrize("source", LEFT)
def test_what_is_right_is_left_alone(look: Look, source: str):
    assert look(source).findings == ()


def test_every_rule_is_shown_to_find_something():
    assert {rule.id for rule in RULES} == {row[1] for row in FOUND}


def test_the_table_is_whole():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.severity for rule in RULES} == {ERROR, WARNING}
    assert all(rule.about.endswith(".") for rule in RULES)
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.id}` | {rule.severity} | {rule.about[:-1]}" in page


def test_a_value_of_the_defaults_is_told_once(look: Look):
    source = (
        "defaults: {author: 'A,B 王,李', theme: nosuch}\nquotes:\n- 好\n- 壞\n- {text: 對, author: '王,李'}\n"
    )
    found = {(f.rule, f.number) for f in look(source).findings if f.rule in ("theme", "half-width")}
    assert found == {("half-width", 1), ("half-width", 3), ("theme", 1)}


def test_one_slip_has_one_finding(look: Look):
    assert [f.rule for f in look("- 他有頭发和怎么").findings] == ["simplified", "conversion"]


def test_spaces_that_a_repair_takes_are_not_told_twice(look: Look):
    assert [f.rule for f in look("- 好 , 壞").findings] == ["half-width"]


def test_the_article_shows_what_was_pasted():
    from quotecard.check.apply_rules import check_quotes

    report = check_quotes(load_quotes(ROOT / "tests" / "data" / "article-quotes.yaml"))
    rules = [finding.rule for finding in report.findings]
    assert {"half-width", "conversion"} == set(rules)
    slips = [finding.message for finding in report.findings if finding.rule == "conversion"]
    assert {message[0] for message in slips} == {"么", "后", "里"}
    assert len(slips) == 11
    source = (ROOT / "tests" / "data" / "article-quotes.yaml").read_text(encoding="utf-8").splitlines()
    assert all(shown(finding, source) in ",()!么后里" for finding in report.findings)


def shown(finding: Finding, source: list[str]) -> str:
    return source[finding.place.line - 1][finding.place.column - 1]


def test_the_sample_of_the_project_is_clean():
    from quotecard.check.apply_rules import check_quotes

    assert check_quotes(load_quotes(ROOT / "quotes.yaml")).findings == ()
