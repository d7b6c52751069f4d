from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quotecard.fontbook.clusters import emoji_presentation, may_be_emoji, needs_glyph, wants_emoji

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TAIWAN = "\U0001f1f9\U0001f1fc"
SEQUENCES = {
    "family": FAMILY,
    "flag": TAIWAN,
    "tag flag": ENGLAND,
    "keycap": "1\ufe0f\u20e3",
    "keycap star": "*\ufe0f\u20e3",
    "heart with selector": "\u2764\ufe0f",
    "coffee": "\u2615",
    "skin tone": "\U0001f44d\U0001f3fd",
    "heart on fire": "\u2764\ufe0f\u200d\U0001f525",
    "rainbow flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "copyright with selector": "\u00a9\ufe0f",
    "new in Unicode 15": "\U0001fae8",
}


@pytest.mark.parametrize("cluster", SEQUENCES.values(), ids=SEQUENCES)
@pytest.mark.parametrize("prefer", ["han", "latin"])
def test_emoji_go_to_the_emoji_font(book: FontBook, cluster: str, prefer: str):
    face = book.find(cluster, "ming", "zh-Hant", None, prefer)
    assert face is book.face("emoji")
    assert face.colour


@pytest.mark.parametrize("cluster", SEQUENCES.values(), ids=SEQUENCES)
def test_a_sequence_is_one_picture(book: FontBook, cluster: str):
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(cluster)
    buffer.guess_segment_properties()
    hb.shape(book.face("emoji").font, buffer)
    assert [info.codepoint for info in buffer.glyph_infos if info.codepoint == 0] == []
    assert len(buffer.glyph_infos) == 1


@pytest.mark.parametrize(
    "cluster", ["❤", "\u00a9", "\u00ae", "\u2122", "\u2660\ufe0e", "\u2194", "\u203c", "\u24c2", "\u3030"]
)
def test_symbols_stay_text_where_a_text_face_has_them(book: FontBook, cluster: str):
    face = book.find(cluster, "ming", "zh-Hant")
    assert face is not None
    assert not face.colour


@pytest.mark.parametrize("cluster", [" ", "0", "7", "#", "*", "\u3000", "1\ufe0f", "#\ufe0f", "\u00a0"])
def test_parts_of_keycaps_never_go_there_alone(book: FontBook, cluster: str):
    for role in ("ming", "latin", "round"):
        face = book.find(cluster, role, "en", None, "latin")
        assert face is not None
        assert not face.colour


def test_a_picture_that_only_the_emoji_font_has_is_drawn_even_as_text(book: FontBook):
    assert book.find("\u2615\ufe0e", "ming", "zh-Hant") is book.face("emoji")


def test_a_picture_of_a_later_unicode_is_missing_by_name(book: FontBook):
    assert book.find("\U0001fac8", "ming", "zh-Hant") is None  # Unicode 17
    assert "\U0001fac8" in emoji_presentation()


def test_presentation_and_the_emoji_font_agree(book: FontBook):
    # Unicode 17 counts 1,220 characters; the font has all but those added after Unicode 15.
    chars = emoji_presentation()
    missing = {char for char in chars if not book.face("emoji").covers(char)}
    assert len(chars) > 1200
    assert len(missing) < 25
    assert all(ord(char) > 0x1F6D6 for char in missing)


def test_ascii_han_and_arrows_do_not_ask_for_colour():
    assert not any(map(wants_emoji, (*map(chr, range(0x20, 0x7F)), "骨", "あ", "→", "☺", "☕\ufe0e")))


def test_hidden_characters_need_no_glyph():
    assert not any(map(needs_glyph, "\ufe0f\ufe0e\u200d\u200c\U000e0101\u2060 \u3000\u00a0\u202f"))
    assert all(map(needs_glyph, "骨Aあ가1#\u3164\U000e0067"))


def test_may_be_emoji_asks_for_one_character_of_its_own():
    assert may_be_emoji("☕")
    assert may_be_emoji("1\ufe0f\u20e3")
    assert not may_be_emoji("12")
    assert not may_be_emoji("\u200d")
