"""What a program that imports `quotecard` may rely on."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from quotecard import (
    BadQuote,
    Card,
    CardError,
    DoesNotFit,
    FileInTheWay,
    FontError,
    MissingGlyphs,
    Notice,
    OutputError,
    Place,
    Quote,
    QuoteError,
    QuoteFileError,
    Scene,
    ThemeError,
    TooLarge,
    UsageError,
    errors,
    load_quotes,
    load_theme,
    parse_size,
    render_card,
    set_lines,
    sizes,
    themes,
)
from quotecard.read.document import read_quotes
from quotecard.scene import dump

ROOT = Path(__file__).parent.parent
TEXT = "我們飽受愚蠢之苦"
THAI = "\u0e01"
WHERE = Place("quotes.yaml", 3, 9)
EVERY_ERROR = (
    CardError("it is wrong", why="so", hint="do this", where=WHERE, quote="7"),
    QuoteError("it is wrong"),
    BadQuote("unknown key 'autor'", hint="did you mean author?", where=WHERE),
    MissingGlyphs([THAI, "\U00013000"], where=WHERE, quote="7"),
    DoesNotFit(852.4, 837.0, size_px=36.0, quote="7"),
    DoesNotFit(2234.0, 853.0, size_px=30.0, across=True, where=WHERE),
    TooLarge("no file of the card is as small as 500 bytes", why="with the fewest shades it takes 900"),
    UsageError("unknown theme 'xaun'", hint="did you mean xuan?"),
    ThemeError("margin is 'wide'", why="it must be a number", where=WHERE),
    QuoteFileError("the file cannot be opened"),
    FontError("no bundled font answers to the key 'x'"),
    OutputError("the card cannot be written"),
    FileInTheWay("the card was not made by quotecard"),
)
EXIT_CODES = {CardError: 1, QuoteError: 1, BadQuote: 1, MissingGlyphs: 1, DoesNotFit: 1, TooLarge: 1, FontError: 1, UsageError: 2, ThemeError: 2, QuoteFileError: 3, OutputError: 4, FileInTheWay: 4}  # fmt: skip


@pytest.mark.parametrize("quote", [TEXT, {"text": TEXT}, Quote(TEXT)], ids=["str", "mapping", "Quote"])
def test_a_quote_may_come_in_three_forms(quote: object):
    assert dump(render_card(quote).scene) == dump(render_card(TEXT).scene)


def test_a_mapping_has_the_keys_of_the_file():
    card = render_card(
        {
            "text": "就是==更多的智能==\u3002",
            "author": "楊立昆",
            "lang": "zh-TW",
            "theme": "ink",
            "size": "square",
            "id": "a",
        }
    )
    assert card.job.quote.accents == ((2, 7),)
    assert (card.job.lang, card.job.theme.id, card.job.size.name, card.job.quote.name) == (
        "zh-Hant",
        "ink",
        "square",
        "a",
    )


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("size", [*sizes(), "300x400", "square@2x"])
def test_a_card_is_what_it_says(name: str, size: str):
    card = render_card({"text": TEXT, "author": "楊立昆"}, theme=name, size=size)
    asked = parse_size(size)
    assert isinstance(card, Card)
    assert isinstance(card.scene, Scene)
    assert card.image.mode == "RGB"
    assert card.image.size == (card.scene.width, card.scene.height) == (asked.width, asked.height)
    assert "".join(card.lines) == TEXT
    assert [notice for notice in card.notices if notice.kind != "material"] == []


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("text", [TEXT, f"=={TEXT}==", "好☕🙂"], ids=["flat", "accent", "emoji"])
def test_the_png_is_the_picture(name: str, text: str):
    card = render_card({"text": text, "author": "楊立昆"}, theme=name, size="360x450")
    with Image.open(io.BytesIO(card.png()), formats=("PNG",)) as decoded:
        assert ImageChops.difference(decoded.convert("RGB"), card.image).getbbox() is None
        assert decoded.text["Author"] == "楊立昆"
        assert decoded.text["Description"] == f"{card.blocks.text} \u2014 楊立昆" == card.alt
        assert "srgb" in decoded.info
    assert len(card.image.getcolors(1 << 16)) > 2


def test_an_argument_outranks_the_quote_and_may_be_a_value():
    quote = Quote(TEXT, theme="ink", size="wide")
    assert render_card(quote).job.theme.id == "ink"
    made = load_theme("ink")._replace(palette=load_theme("ink").palette._replace(ground=(1, 2, 3)))
    card = render_card(quote, theme=made, size=parse_size("300x300"))
    assert card.image.size == (300, 300)
    assert card.image.getpixel((0, 0)) == (1, 2, 3)


@pytest.mark.parametrize(("size", "limit"), [("portrait", 84.0), ("portrait@2x", 168.0), ("portrait", 60.5)])
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_a_limit_is_the_size_where_it_fits(size: str, limit: float, direction: str):
    quote = {"text": TEXT, "direction": direction}
    alone = render_card(quote, size=size)
    assert alone.blocks.quote.size > limit
    assert render_card(quote, size=size, at_most=limit).blocks.quote.size == limit // 1
    assert render_card(quote, size=size, at_most=9999).blocks == alone.blocks
    assert render_card("字" * 90, at_most=120).blocks.quote.size < 120


def test_explain_says_why_in_plain_values():
    card = render_card({"text": "AI說,好", "id": "one"})
    facts = card.explain()
    assert {"id", "lang", "direction", "size_px", "lines", "runs", "notices", "alternatives"} <= set(facts)
    assert len(facts["line_costs"]) == len(card.lines)
    assert all(use["why"] and use["texts"] for use in facts["faces"])
    assert json.loads(json.dumps(facts)) == facts
    assert (facts["id"], facts["lang"], facts["direction"]) == ("one", "zh-Hant", "horizontal")
    assert facts["lines"] == card.lines
    assert facts["size_px"] == card.blocks.quote.size
    assert {run["family"] for run in facts["runs"]} == {"EB Garamond", "Noto Serif CJK TC"}
    assert "".join(run["text"] for run in facts["runs"]) == "AI說\uff0c好"
    assert facts["notices"] == [str(notice) for notice in card.notices] != []
    assert all(isinstance(notice, Notice) for notice in card.notices)
    assert all(set(one) == {"lines", "size_px", "cost"} for one in facts["alternatives"])
    assert all("".join(one["lines"]) == "AI說\uff0c好" for one in facts["alternatives"])


@pytest.mark.parametrize(
    "wrong", ["", " \n", {}, {"text": ""}, Quote(""), Quote(" "), {"text": TEXT, "autor": "x"}, [TEXT], None]
)
def test_what_is_no_quote_is_refused(wrong: object):
    with pytest.raises(BadQuote):
        render_card(wrong)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"theme": "xaun"}, "unknown theme 'xaun'.*did you mean xuan"),
        ({"size": "poster"}, "unknown size 'poster'.*portrait, square, story, wide"),
        ({"on_missing": "ignore"}, "on_missing is 'ignore'.*error or warn"),
        ({"at_most": -1}, "at_most is -1; use a size in px"),
        ({"size": 5}, "the size is 5; use a name"),
        ({"theme": 5}, "the theme is 5; use a name"),
    ],
)
def test_a_wrong_call_is_a_usage_error(call: dict[str, object], message: str):
    with pytest.raises(UsageError, match=message):
        render_card(TEXT, **call)


@pytest.mark.parametrize("name", ["ink", "INK", " Ink "])
def test_a_theme_is_found_however_its_name_is_cased(name: str):
    assert render_card(TEXT, theme=name).job.theme.id == "ink"
    assert render_card({"text": TEXT, "theme": name}).job.theme.id == "ink"


@pytest.mark.parametrize(
    "call",
    [{"text": 5}, {"lang": None}, {"measure": "12"}, {"measure": 0}, {"measure": -3}, {"direction": "up"}],
    ids=str,
)
def test_lines_are_set_of_text_only(call: dict[str, object]):
    with pytest.raises(UsageError):
        set_lines(**{"text": TEXT, **call})


def test_a_pair_taken_off_is_told():
    quoted = {"text": f"「{TEXT}」", "lang": "zh-Hant"}
    assert [(notice.kind, str(notice)) for notice in render_card({**quoted, "marks": "none"}).notices] == [
        ("marks", "「 」 around the text were taken off; marks: keep leaves them")
    ]
    kept = render_card({**quoted, "marks": "keep"})
    assert kept.notices == ()
    assert "".join(kept.lines) == f"「{TEXT}」"


def test_readings_belong_to_the_text_and_are_no_part_of_it():
    card = render_card({"text": "{愚蠢|ㄩˊ|ㄔㄨㄣˇ}之苦", "author": "楊立昆"})
    assert "".join(card.lines) == card.blocks.text == "愚蠢之苦"
    assert card.alt == "愚蠢之苦 \u2014 楊立昆"
    assert [ruby.readings for ruby in card.job.quote.rubies] == [("ㄩˊ", "ㄔㄨㄣˇ")]


@pytest.mark.parametrize("reading", [THAI, f"か{THAI}", f"a{THAI}"])
def test_a_missing_character_of_a_reading_costs_the_quote(reading: str):
    with pytest.raises(MissingGlyphs, match=r"U\+0E01"):
        render_card(f"{{好|{reading}}}")


def test_every_error_is_a_card_error():
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert {type(error) for error in EVERY_ERROR} == set(classes)
    assert all(issubclass(one, CardError) for one in classes)
    assert {one: one.exit_code for one in classes} == EXIT_CODES


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: type(error).__name__)
def test_an_error_crosses_processes_whole(error: CardError):
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert "\n" not in str(error)
    assert vars(back) == vars(error)


def test_an_error_says_where_which_what_why_and_what_to_do():
    assert str(EVERY_ERROR[0]) == "quotes.yaml:3:9: quote 7: it is wrong (so); do this"
    assert "852 px" in str(EVERY_ERROR[4])
    assert "the card has 837 (2 % too much)" in str(EVERY_ERROR[4])


def test_a_card_crosses_processes_whole():
    card = render_card({"text": TEXT, "author": "楊立昆"}, size="300x400")
    back = pickle.loads(pickle.dumps(card))
    assert back.png() == card.png()


def test_a_missing_character_is_named_with_its_place_in_the_file(tmp_path: Path):
    path = tmp_path / "quotes.yaml"
    path.write_text(f"- text: 好\n- id: second\n  text: |\n    大道\n    至{THAI}簡\n", encoding="utf-8")
    good, bad = load_quotes(path)
    assert render_card(good).lines == ["好"]
    with pytest.raises(MissingGlyphs, match=rf"U\+0E01 {THAI}") as caught:
        render_card(bad)
    assert str(caught.value).startswith(f"{path}:5:6: quote second: ")
    assert caught.value.chars == (THAI,)


def test_each_of_several_missing_characters_is_named_with_its_place():
    (quote,) = read_quotes(f"- text: 好{THAI}\n  author: A\U00013000\n  source: '\u0e02'\n".encode())
    with pytest.raises(MissingGlyphs) as caught:
        render_card(quote)
    message = str(caught.value)
    assert message.startswith("quotes.yaml:1:10: quote 1: no bundled font has U+0E01 ")
    assert f"U+0E01 {THAI} at 1:10, U+13000 \U00013000 at 2:12, U+0E02 \u0e02 at 3:12" in message


def test_a_missing_character_without_a_known_place_is_named_without():
    known = Place("q.yaml", 3, 4)
    error = MissingGlyphs([THAI, "\u0e02"], places=[None, known])
    assert (error.where, error.what) == (known, f"no bundled font has U+0E01 {THAI}, U+0E02 \u0e02 at 3:4")
    assert MissingGlyphs([THAI], places=[known]).what == f"no bundled font has U+0E01 {THAI}"
    (quote,) = read_quotes(b'- "a\\u0e01\\u0e02"')
    with pytest.raises(MissingGlyphs, match=rf"^quotes\.yaml:1:3: .*U\+0E01 {THAI}, U\+0E02 \u0e02; "):
        render_card(quote)


@pytest.mark.parametrize("part", ["text", "author", "role", "source"])
def test_a_missing_character_costs_the_quote_wherever_it_stands(part: str):
    with pytest.raises(MissingGlyphs, match=r"quote 1: .*U\+0E01") as caught:
        render_card({"text": "好", part: f"好{THAI}"})
    assert caught.value.where is None


def test_or_is_drawn_as_a_box_and_told():
    card = render_card(f"好{THAI}{THAI}", on_missing="warn")
    assert [(notice.kind, notice.message) for notice in card.notices] == [
        ("missing", "no bundled font has U+0E01: drawn as a box")
    ]
    assert card.lines == [f"好{THAI}{THAI}"]
    boxes = [item for item in card.scene.items if 0 in item.glyphs]
    assert sum(item.glyphs.count(0) for item in boxes) == 2


def test_a_quote_that_does_not_fit_says_so_with_its_place(tmp_path: Path):
    path = tmp_path / "quotes.yaml"
    path.write_text(f"- text: {TEXT * 100}\n", encoding="utf-8")
    (quote,) = load_quotes(path)
    with pytest.raises(DoesNotFit) as caught:
        render_card(quote)
    assert str(caught.value).startswith(f"{path}:1:3: quote 1: the text does not fit")


def test_the_same_input_gives_the_same_bytes_in_every_process():
    """Not even the seed of Python's hashes may show."""
    code = (
        "import hashlib, sys; sys.stdin.reconfigure(encoding='utf-8'); from quotecard import render_card\n"
        "for line in sys.stdin.read().splitlines(): print(hashlib.sha256(render_card({'text': line, 'author': '楊立昆', 'size': 'wide'}).png()).hexdigest())"
    )
    texts = [TEXT, "他說==AI==是好東西,我們都知道了,還有很多事要做.", "古池や蛙飛びこむ水の音", "好☕🙂"]

    def run(seed: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code],
            input="\n".join(texts), env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60,
        )  # fmt: skip
        return done.stdout.split()

    here = [
        hashlib.sha256(render_card({"text": text, "author": "楊立昆", "size": "wide"}).png()).hexdigest()
        for text in texts
    ]
    assert run("1") == run("4242") == here


def test_threads_draw_cards_of_many_sizes_as_one_does():
    """They share the pixels of cards that are done: none may get another's, or too many."""
    asked = [
        (f"{n}. {TEXT}", size) for n in range(4) for size in ("portrait", "300x400", "square", "360x450")
    ]
    alone = {each: render_card(each[0], size=each[1]).png() for each in asked}
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            drawn = pool.map(lambda each: (each, render_card(each[0], size=each[1]).png()), asked * 4)
            assert [each for each, data in drawn if data != alone[each]] == []
    finally:
        sys.setswitchinterval(switch)
