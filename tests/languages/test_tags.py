"""Tags of BCP 47 as people and programs write them become the few that the text stage knows."""

from __future__ import annotations

import pytest
from quotecard import legal_breaks, render_card, set_lines
from quotecard.errors import BadQuote, UsageError
from quotecard.languages.tags import NoLanguageError, canonical
from quotecard.model import Quote, Translation
from quotecard.read.item import quote_of

KNOWN = {
    "zh-Hant": [
        *("zh-TW", "zh_tw", "ZH-HANT", "zh-Hant-TW", "zh-Hant-MY", "cmn-Hant", "zh-cmn-Hant", "cmn-Hant-TW"),
        *("zh-Hant-TW-x-own", "zh-Hani-TW", "nan-Hant", "hak-TW", "yue-Hant-TW"),
    ],
    "zh-HK": [
        "zh-HK",
        "zh-MO",
        "zh-Hant-HK",
        "zh-Hant-MO",
        "yue",
        "yue-Hant",
        "yue-HK",
        "zh-yue",
        "zh-yue-Hant-HK",
    ],
    "zh-Hans": [
        *("zh-CN", "zh-SG", "zh-MY", "zh-Hans-MY", "zh-Hans-CN", "zh-Hans-HK", "cmn-Hans", "cmn-Hans-CN"),
        *("yue-Hans", "yue-CN", "wuu-Hans", "lzh-Hans"),
    ],
    "lzh": ["lzh", "lzh-Hant", "LZH-TW"],
    "ja": ["ja", "ja-JP", "ja-Jpan", "ja-Jpan-JP", "ja_JP", "ja-Hira"],
    "ko": ["ko", "ko-KR", "ko-Kore", "ko-Kore-KR", "ko-KP", "ko-Hang"],
    "en-US": ["en-us", "en-US-u-lb-strict"],
    "": ["", "zh", "cmn", "zh-US"],
}
AS_GIVEN = ["en", "vi", "pt-BR", "es-419", "sr-Latn-RS", "ja-Latn", "ko-Latn-KR", "zh-Latn", "nan-Latn-TW"]
NONE = [
    "!!",
    "\u4e2d\u6587",
    "chinese",
    "e",
    "en-",
    "en US",
    "zh-",
    "zh--Hant",
    "zh-Hant-",
    "12",
    "x-own",
    "\u212ao",
]


@pytest.mark.parametrize(("tag", "known"), [(tag, known) for known, tags in KNOWN.items() for tag in tags])
def test_a_tag_becomes_the_one_that_is_known(tag: str, known: str):
    assert canonical(tag) == known
    assert canonical(known) == known


@pytest.mark.parametrize("tag", AS_GIVEN)
def test_other_languages_keep_script_and_region(tag: str):
    assert canonical(tag) == canonical(tag.lower()) == canonical(tag.upper().replace("-", "_")) == tag


@pytest.mark.parametrize("tag", NONE)
def test_what_is_no_tag_is_refused_by_every_door(tag: str):
    with pytest.raises(NoLanguageError, match="not a language tag"):
        canonical(tag)
    for quote in (Quote("a", lang=tag), Quote("a", translation=Translation("b", tag))):
        with pytest.raises(BadQuote, match=r"quote 1: lang .* is not a language tag; write it as zh-Hant"):
            render_card(quote)
    for call in (set_lines, legal_breaks):
        with pytest.raises(UsageError, match=r"is not a language tag; write it as zh-Hant"):
            call("\u4f60\u597d", tag)


@pytest.mark.parametrize(
    ("tag", "meant"), [("cn", "zh-Hans"), ("cn-Hans", "zh-Hans"), ("jp", "ja"), ("JP-jp", "ja")]
)
def test_a_country_taken_for_a_language_is_named(tag: str, meant: str):
    with pytest.raises(UsageError, match=f"did you mean {meant}"):
        legal_breaks("a", tag)


def test_a_quote_made_by_hand_is_set_in_the_language_it_means():
    assert quote_of(Quote("a", lang="cmn-Hans")).lang == "zh-Hans"
    given = Quote("a", translation=Translation("b", "ja-Jpan"))
    assert quote_of(given).translation == Translation("b", "ja")
    assert render_card(Quote("\u76f4", lang="ja-Jpan")).job.lang == "ja"


def test_helpers_without_a_card_take_any_tag():
    text = "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6\u3002"
    assert legal_breaks(text, "zh-Hant-TW") == legal_breaks(text, "zh-Hant") == legal_breaks(text, "zh")
    assert set_lines(text, "ja-Jpan", 6) == set_lines(text, "ja", 6)
