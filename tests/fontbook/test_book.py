from __future__ import annotations

import pickle
import random
import subprocess
import sys
from typing import Any

import pytest
from quotecard.errors import FontError
from quotecard.fontbook import FontBook

LANGS = ("zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko", "en", "vi")
ROLES = ("ming", "hei", "kai", "round", "latin", "latin-italic", "emoji")
CUNEIFORM = "\U00012000"


@pytest.mark.parametrize("role", ["ming", "hei"])
@pytest.mark.parametrize("char", "直骨")
def test_one_code_point_is_drawn_by_language(book: FontBook, role: str, char: str):
    glyphs = {lang: book.pick(role, lang).glyph(char) for lang in ("zh-Hant", "zh-Hans", "ja")}
    assert 0 not in glyphs.values()
    if char == "直":
        # TC and SC share 直; Japan turns its left stroke.
        assert glyphs["ja"] != glyphs["zh-Hant"]
    else:
        assert len(set(glyphs.values())) > 1
        assert glyphs["zh-Hant"] != glyphs["zh-Hans"]


def test_classical_chinese_takes_the_tc_face(book: FontBook):
    assert book.pick("ming", "lzh") is book.pick("ming", "zh-Hant")
    assert book.pick("ming", "zh-HK").family == "Noto Serif CJK HK"


@pytest.mark.parametrize(
    ("role", "lang", "text"),
    [
        ("ming", "zh-Hant", "我們飽受愚蠢之苦\uff0c。「」——……"),
        ("ming", "zh-HK", "佢哋嘅嘢喺邊度"),
        ("ming", "zh-Hans", "我们饱受愚蠢之苦“”"),
        ("ming", "ja", "古池や蛙飛びこむ水の音ゔ々ー"),
        ("ming", "ko", "죽는 날까지 하늘을 우러러 뷁"),
        ("hei", "ja", "雪国であった"),
        ("kai", "zh-Hant", "學而時習之\uff0c不亦說乎"),
        ("round", "zh-Hant", "今天也要好好吃飯"),
        ("latin", "en", "The “quick” brown fox — naïve"),
        ("latin", "vi", "ế ữ ợ Ế Ữ Ợ đ Đ ẵ"),
        ("latin-italic", "vi", "ế ữ ợ"),
        ("latin", "ru", "Все счастливые семьи"),
        ("latin", "el", "γνῶθι σεαυτόν"),
    ],
)
def test_each_language_is_covered(book: FontBook, role: str, lang: str, text: str):
    face = book.pick(role, lang)
    assert face.role == role
    assert [char for char in text if not face.sets(char)] == []


def test_kai_and_round_have_no_hangul(book: FontBook):
    assert not book.pick("kai", "ko").covers("가")
    assert not book.pick("round", "ko").covers("가")


def test_weights_are_clamped_and_named_in_the_key(book: FontBook):
    assert book.pick("hei", "ja").key == "hei:ja@400"
    assert book.pick("hei", "ja", 700).key == "hei:ja@700"
    assert book.pick("hei", "ja", 2000).key == "hei:ja@900"
    assert book.pick("latin", "en").key == "latin:440"
    assert book.pick("latin", "en", 100).key == "latin:400"
    assert book.pick("ming", "zh-Hant", 900).key == "ming:zh-Hant"
    assert [book.pick(role, "zh-Hant").key for role in ("kai", "round", "emoji")] == ["kai", "round", "emoji"]


def test_the_weight_reaches_the_outlines(book: FontBook):
    light, bold = book.pick("hei", "zh-Hant", 300), book.pick("hei", "zh-Hant", 900)
    widths = []
    for face in (light, bold):
        left, _, right, _ = face.bounds(face.glyph("十"))
        stem = sorted(x for contour in face.outline(face.glyph("丨")) for x, _ in contour)
        widths.append(stem[-1] - stem[0])
        assert 0.5 < right - left < 1
    assert widths[1] > 1.5 * widths[0]


def test_only_latin_is_slanted(book: FontBook):
    assert book.pick("latin", "en", italic=True).key == "latin-italic:440"
    assert book.pick("ming", "ja", italic=True).key == "ming:ja"


@pytest.mark.parametrize(
    ("role", "weight", "key"),
    [
        ("ming", None, "latin:440"),
        ("kai", None, "latin:440"),
        ("hei", 700, "hei:zh-Hant@700"),
        ("round", None, "round"),
    ],
)
def test_latin_beside_a_role(book: FontBook, role: str, weight: int | None, key: str):
    assert book.latin_beside(role, "zh-Hant", weight).key == key


def test_the_chain_goes_by_language_before_it_goes_by_coverage(book: FontBook):
    keys = [face.key for face in book.chain("round", "ja", None)]
    assert keys == ["round", "ming:ja", "latin:440", "hei:ja@400", "kai", "emoji"]
    keys = [face.key for face in book.chain("hei", "ko", 700)]
    assert keys == ["hei:ko@700", "ming:ko", "latin:440", "kai", "round", "emoji"]


@pytest.mark.parametrize(
    ("cluster", "role", "prefer", "key"),
    [
        ("骨", "ming", "han", "ming:zh-Hant"),
        ("骨", "ming", "latin", "ming:zh-Hant"),
        ("骨", "kai", "han", "kai"),
        ("“", "ming", "han", "ming:zh-Hant"),
        ("“", "ming", "latin", "latin:440"),
        ("ế", "ming", "latin", "latin:440"),
        ("e\u0302\u0301", "ming", "latin", "latin:440"),
        ("A", "hei", "latin", "hei:zh-Hant@400"),
        ("A", "round", "latin", "round"),
        ("łódź", "hei", "latin", "latin:440"),
        ("①", "latin", "han", "ming:zh-Hant"),
        ("가", "kai", "han", "ming:zh-Hant"),
        ("\u9feb", "ming", "han", "hei:zh-Hant@400"),
        ("→", "kai", "han", "kai"),
        ("\u3000", "ming", "han", "ming:zh-Hant"),
        ("\u202f", "latin", "latin", "latin:440"),
        ("葛\U000e0100", "ming", "han", "ming:zh-Hant"),
        ("か\u3099", "ming", "han", "ming:zh-Hant"),
    ],
)
def test_the_face_of_a_cluster(book: FontBook, cluster: str, role: str, prefer: str, key: str):
    face = book.find(cluster, role, "zh-Hant", None, prefer)
    assert face is not None
    assert face.key == key


def test_what_nobody_has_is_none(book: FontBook):
    assert book.find(CUNEIFORM, "ming", "zh-Hant") is None
    assert book.find("ก", "ming", "th", None, "latin") is None
    assert book.find("骨" + CUNEIFORM, "ming", "zh-Hant") is None


@pytest.mark.parametrize("role", ["kai", "round"])
def test_one_missing_letter_moves_the_whole_quote(book: FontBook, role: str):
    assert book.whole_quote_role("有朋自遠方來", role, "zh-Hant") == role
    assert book.whole_quote_role("有朋自遠方來가", role, "zh-Hant") == "ming"
    assert book.whole_quote_role("龘有朋自遠方來" + "\u9feb", role, "zh-Hant") == "ming"


@pytest.mark.parametrize("extra", ["☕", "❤\ufe0f", "👨‍👩‍👧", "✓", "\u2e3a", "\U000e0100", " \n\u3000"])
def test_symbols_and_emoji_do_not_move_it(book: FontBook, extra: str):
    assert book.whole_quote_role("學而時習之" + extra, "round", "zh-Hant") == "round"


def test_a_latin_letter_is_asked_of_the_face_that_sets_it(book: FontBook):
    # U+1E9E is in EB Garamond, which sets Latin beside Kai.
    kai, latin = book.pick("kai", "zh-Hant"), book.pick("latin", "zh-Hant")
    char = next(
        chr(code) for code in range(0x1D00, 0x1F00) if latin.covers(chr(code)) and not kai.covers(chr(code))
    )
    assert book.whole_quote_role(f"學而{char}", "kai", "zh-Hant") == "kai"
    assert book.whole_quote_role("學而Ω", "round", "zh-Hant") == "ming"


def test_ming_and_hei_stay(book: FontBook):
    assert book.whole_quote_role(CUNEIFORM, "ming", "zh-Hant") == "ming"
    assert book.whole_quote_role(CUNEIFORM, "hei", "zh-Hant") == "hei"


def test_keys_rebuild_the_same_face(book: FontBook):
    other = FontBook(book.folder)
    for role in ROLES:
        for lang in LANGS:
            for weight in (None, 350, 700):
                face = book.pick(role, lang, weight)
                again = other.face(pickle.loads(pickle.dumps(face.key)))
                assert (again.key, again.family, again.weight) == (face.key, face.family, face.weight)
                assert other.face(face.key) is again
                char = "☕" if role == "emoji" else "A"
                assert again.outline(again.glyph(char)) == face.outline(face.glyph(char))


@pytest.mark.parametrize(
    "key", ["", "song", "ming", "ming:", "ming:xx", "hei:ja", "hei:ja@50", "latin:x", "../x"]
)
def test_a_key_of_no_face_is_a_font_error(book: FontBook, key: str):
    with pytest.raises(FontError):
        FontBook(book.folder).face(key)


def test_an_unknown_role_names_the_known_ones(book: FontBook):
    with pytest.raises(FontError, match="the roles are ming, hei, kai"):
        book.pick("song", "zh-Hant")


def test_nothing_is_opened_before_it_is_used():
    code = (
        "import sys; from quotecard.fontbook import default_book; "
        "book = default_book(); [book.chain(r, 'ja') for r in ('ming', 'kai')]; "
        "sys.exit('uharfbuzz' in sys.modules or 'fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_was_found_is_forgotten_before_it_fills_the_memory(
    book: FontBook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("quotecard.fontbook.book.MAX_REMEMBERED_CLUSTERS", 10)
    small = FontBook(book.folder)
    chars = [chr(code) for code in random.Random(3).sample(range(0x4E00, 0x9F00), 50)]
    assert all(small.find(char, "ming", "ja") is small.pick("ming", "ja") for char in chars + chars)
    assert len(small._found) <= 10


@pytest.mark.parametrize(
    ("cluster", "prefer", "key", "reason"),
    [
        ("骨", "han", "ming:zh-Hant", "ROLE"),
        ("a", "latin", "latin:440", "LATIN"),
        ("\u20b9", "han", "latin:440", "FALLBACK"),
        ("\U0001f600", "han", "emoji", "EMOJI"),
        (CUNEIFORM, "han", None, "MISSING"),
    ],
)
def test_a_face_is_chosen_for_a_reason(
    book: FontBook, cluster: str, prefer: Any, key: str | None, reason: str
):
    choice = book.choose(cluster, "ming", "zh-Hant", None, prefer)
    assert (choice.face and choice.face.key, choice.reason.name) == (key, reason)
    assert choice.face is book.find(cluster, "ming", "zh-Hant", None, prefer)
    assert bool(choice.lacking(cluster)) == (reason in ("FALLBACK", "MISSING", "EMOJI"))
