"""The scorer of anybody's lines finds each kind of fault, and none in ours."""

from __future__ import annotations

from bench.corpora import cards
from bench.lines import ours, plain, score

TEXT = "我們真正應該擁有的\uff0c就是更多的智能。"


def found(*lines: str, text: str = TEXT) -> dict[str, int]:
    return dict(score([{"text": text, "lang": "zh-Hant", "lines": list(lines)}]))


def test_each_fault_is_found():
    good = found("我們真正應該擁有的\uff0c", "就是更多的智能。")
    assert (good["breaks"], good["forbidden"], good["orphan"], good["inside"]) == (1, 0, 0, 0)
    assert found("我們真正應該擁有的", "\uff0c就是更多的智能。")["forbidden"] == 1
    assert found("我們真正應該擁有的\uff0c就是更多的智", "能。")["orphan"] == 1
    assert found("我們真正應該擁有的\uff0c就是更多的智", "能。")["inside"] == 1
    assert found("我們真正應該擁有的\uff0c")["lost"] == 1


def test_ours_have_none_and_the_plain_script_has():
    quotes = cards(30)
    mine, theirs = score(ours(quotes)), score(plain(quotes))
    assert mine["forbidden"] == mine["orphan"] == mine["lost"] == 0
    assert theirs["forbidden"] > 0
    assert theirs["inside"] > mine["inside"]
