"""Readings: where they stand, what they do to their bases and neighbours, in lines and in columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard import DoesNotFit, render_card
from quotecard.fontbook import default_book
from quotecard.model import Ruby
from quotecard.read.markup import parse_markup
from quotecard.text.annotate.ruby import moved, readings
from quotecard.text.breaks.costs import Break
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.spacing import space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, GlyphRun
    from quotecard.text.annotate.notes import Notes
    from quotecard.text.line.spacing import Spaced

SCALE, OVERHANG, APART = 0.45, 0.225, 0.12
DIRECTIONS = [False, True]
NAMED = pytest.mark.parametrize("vertical", DIRECTIONS, ids=["horizontal", "vertical"])


class Box(NamedTuple):
    """Ink, em, y up; from the pen that starts the text, or px from a block's corner with y down."""

    left: float
    bottom: float
    right: float
    top: float

    def along(self, *, vertical: bool) -> tuple[float, float]:
        return (-self.top, -self.bottom) if vertical else (self.left, self.right)

    def meets(self, other: Box, slack: float = 1e-6) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )


def box(face: str, glyph: int, scale: float, x: float, y: float, *, turned: bool) -> Box:
    left, bottom, right, top = (edge * scale for edge in default_book().face(face).bounds(glyph))
    if turned:
        left, bottom, right, top = bottom, -right, top, -left
    return Box(x + left, y + bottom, x + right, y + top)


class Set(NamedTuple):
    """A text with its readings, on one endless line."""

    spaced: Spaced
    notes: Notes

    @property
    def vertical(self) -> bool:
        return self.spaced.shaped.vertical

    def _at(self, cluster: int) -> tuple[float, float]:
        pen = self.spaced.pens[cluster]
        return (0.0, -pen) if self.vertical else (pen, 0.0)

    def readings(self) -> list[tuple[int, Box]]:
        """Each glyph of a reading with the first cluster of its base."""
        found = []
        for note in self.notes.notes:
            dx, dy = self._at(note.cluster)
            for glyph, x, y in note.glyphs:
                ink = box(note.face, glyph, note.scale, dx + x, dy + y, turned=note.turned)
                if ink.right > ink.left:
                    found.append((note.cluster, ink))
        return found

    def bases(self) -> Iterator[Box]:
        shaped = self.spaced.shaped
        for at, glyphs in enumerate(shaped.glyphs):
            dx, dy = self._at(at)
            for glyph, x, y in glyphs:
                yield box(
                    shaped.faces[at], glyph, shaped.scales[at], dx + x, dy + y, turned=shaped.turned[at]
                )

    def cells(self) -> list[tuple[float, float]]:
        """From where to where each character of a kana reading has its em, on the whole line."""
        found = []
        for note in self.notes.notes:
            ((_, x, y),) = note.glyphs
            # In a column HarfBuzz puts a glyph's origin 0.88 em below the top of its body.
            pen = self.spaced.pens[note.cluster] + (-y - 0.88 * note.scale if self.vertical else x)
            found.append((pen, pen + note.scale))
        return found


def typeset(markup: str, lang: str = "ja", *, vertical: bool = False) -> Set:
    book, voice = default_book(), Voice("ming", lang)
    marked = parse_markup(markup)
    shaped = shape(marked.plain, voice, book, vertical=vertical)
    notes = readings(shaped, marked.rubies, voice, book)
    assert shaped.missing == []
    return Set(space(shaped, book, notes=notes), notes)


def lines(one: Set, *offsets: int) -> Block:
    """The text in lines that start at `offsets`."""
    whole = map_breaks(one.spaced, [Break(at, 0.0, 0.0) for at in offsets])
    return build_block(whole, one.spaced, range(len(whole.clusters)), BlockStyle(1.0, 2.0))


def noted(runs: tuple[GlyphRun, ...]) -> list[GlyphRun]:
    """The runs that are readings: words of the text carry it."""
    return [run for run in runs if not run.text]


# Distribution.


@NAMED
@pytest.mark.parametrize(
    ("markup", "width", "edge"),
    [
        ("{紅葉|もみじ}", 2.0, (2 - 3 * SCALE) / 6),
        ("{鹿|しか}", 1.0, (1 - 2 * SCALE) / 2),
        ("{大和|やまと}", 2.0, (2 - 3 * SCALE) / 6),
        ("{百舌鳥|もず}", 3.0, SCALE),
        ("{東京都民|みこ}", 4.0, SCALE),
        ("{子|し}", 1.0, (1 - SCALE) / 2),
        ("{時雨|じ}", 2.0, (2 - SCALE) / 2),
    ],
)
def test_a_short_reading_is_spread_1_2_1_over_several_characters(
    markup: str, width: float, edge: float, *, vertical: bool
):
    one = typeset(markup, vertical=vertical)
    cells = one.cells()
    assert one.spaced.pens[-1] == pytest.approx(width)
    assert cells[0][0] == pytest.approx(edge)
    assert cells[-1][1] == pytest.approx(width - edge)
    gaps = [right[0] - left[1] for left, right in itertools.pairwise(cells)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps) if gaps else [])
    if gaps and edge < SCALE and width > 1:
        assert gaps[0] == pytest.approx(2 * edge)


@NAMED
@pytest.mark.parametrize(
    ("markup", "count", "kana"),
    [("{時鳥|ほととぎす}", 2, 5), ("{志|こころざし}", 1, 5), ("{瞬|またた}", 1, 3)],
)
def test_a_long_reading_spreads_its_base_1_2_1(markup: str, count: int, kana: int, *, vertical: bool):
    one = typeset(markup, vertical=vertical)
    natural = list(typeset(parse_markup(markup).plain, vertical=vertical).bases())
    part = (kana * SCALE - count) / count
    assert one.spaced.shaped.advances == pytest.approx([1 + part] * count)
    assert one.cells()[0][0] == pytest.approx(0)
    assert one.cells()[-1][1] == pytest.approx(kana * SCALE)
    for at, (was, now) in enumerate(zip(natural, one.bases(), strict=True)):
        off = now.along(vertical=vertical)[0] - was.along(vertical=vertical)[0]
        assert off == pytest.approx(part * (at + 0.5))


@NAMED
def test_a_word_is_neither_spread_nor_spaced(*, vertical: bool):
    """Letters have widths of their own: the shorter of the two stands in the middle (JLREQ, simple placement)."""
    alone = typeset("universe", vertical=vertical).spaced.shaped.advances
    over = typeset("{universe|うちゅうのあらゆるもの}", vertical=vertical).spaced.shaped.advances
    assert over[1:-1] == pytest.approx(alone[1:-1])
    assert sum(over) == pytest.approx(11 * SCALE)
    assert over[0] - alone[0] == pytest.approx(over[-1] - alone[-1])
    small = [note.glyphs[0][1] for note in typeset("{千里江山|lǐ}", "zh-Hans").notes.notes]
    assert small[1] - small[0] < 0.2
    assert sum(small) / 2 == pytest.approx(2.0, abs=0.2)


# Neighbours.


@NAMED
@pytest.mark.parametrize(
    ("markup", "before", "after"),
    [
        ("の{志|こころざし}は", OVERHANG, OVERHANG),
        ("の{瞬|またた}く", (3 * SCALE - 1) / 2, (3 * SCALE - 1) / 2),
        ("の{志|こころざし}士", OVERHANG, 0),
        ("国{志|こころざし}ー", 0, OVERHANG),
        ("国{志|こころざし}士", 0, 0),
        ("、{志|こころざし}。", 0, 0),
        ("{の|x}{志|こころざし}{は|わ}", 0, 0),
        ("の{海|うみ}は", 0, 0),
        ("の\n{志|こころざし}\nは", 0, 0),
    ],
)
def test_a_reading_hangs_over_kana_only(markup: str, before: float, after: float, *, vertical: bool):
    one = typeset(markup, vertical=vertical)
    at = next(note.cluster for note in one.notes.notes if one.spaced.shaped.text[note.cluster] in "志瞬海")
    gaps = one.notes.gaps
    assert (gaps.get(at, 0.0), gaps.get(at + 1, 0.0)) == pytest.approx((-before, -after))


@NAMED
def test_two_readings_share_the_kana_between_them(*, vertical: bool):
    one = typeset("{志|こころざし}と{志|こころざし}", vertical=vertical)
    cells = one.cells()
    assert cells[5][0] - cells[4][1] == pytest.approx(1 - 2 * OVERHANG)


@NAMED
@pytest.mark.parametrize(
    ("markup", "apart"),
    [
        ("{時鳥|ほととぎす}{初鰹|はつがつお}", APART),
        ("{初心|しょ|しん}", 0.1),
        ("{大初心|おお|しょう|しょう}", 0),
    ],
)
def test_readings_of_two_words_stand_apart_and_those_of_one_may_touch(
    markup: str, apart: float, *, vertical: bool
):
    one = typeset(markup, vertical=vertical)
    last = max(note.cluster for note in one.notes.notes)
    cells = list(zip(one.notes.notes, one.cells(), strict=True))
    ends = max(end for note, (_, end) in cells if note.cluster < last)
    starts = min(start for note, (start, _) in cells if note.cluster == last)
    assert starts - ends == pytest.approx(apart)


@NAMED
def test_nothing_hangs_over_the_edge_of_a_line(*, vertical: bool):
    one = typeset("の{志|こころざし}はの{志|こころざし}は", vertical=vertical)
    block = lines(one, 1, 4, 5)
    for line, kana in zip(block.lines, (0, 5, 5, 0), strict=True):
        runs = noted(line.runs)
        assert len(runs) == kana
        starts = [run.y[0] - 0.88 * SCALE if vertical else run.x[0] for run in runs]
        assert all(start >= -1e-9 for start in starts)
        assert all(start + SCALE <= line.width + 1e-9 for start in starts)


@NAMED
@pytest.mark.parametrize(("markup", "indent"), [("{瞬|またた}く", 0.0), ("{志|こころざし}は", 0.625)])
def test_a_base_keeps_to_its_line_unless_it_is_much_narrower(markup: str, indent: float, *, vertical: bool):
    plain = lines(typeset(parse_markup(markup).plain, vertical=vertical)).lines[0].runs[0]
    base = lines(typeset(markup, vertical=vertical)).lines[0].runs[0]
    off = base.y[0] - plain.y[0] if vertical else base.x[0] - plain.x[0]
    assert off == pytest.approx(indent)


def test_pinyin_of_neighbours_stands_apart():
    one = typeset("{双双|shuāng|shuāng}{庄|zhuāng}", "zh-Hans")
    assert one.spaced.pens[-1] > 3.2
    for at in (1, 2):
        left = max(ink.right for cluster, ink in one.readings() if cluster == at - 1)
        right = min(ink.left for cluster, ink in one.readings() if cluster == at)
        assert right - left == pytest.approx(APART, abs=0.03)


def test_pinyin_is_small_and_its_descenders_clear_the_base():
    one = typeset("{行|xíng}", "zh-Hans")
    (base,) = one.bases()
    ink = [ink for _, ink in one.readings()]
    assert 0.42 <= one.notes.notes[0].scale <= 0.5
    assert 0 < min(part.bottom for part in ink) - base.top < 0.1


# Zhuyin.


@NAMED
@pytest.mark.parametrize(
    "reading", ["ㄅ", "ㄧㄢˊ", "ㄓˋ", "ㄒㄧㄥˊ", "ㄒㄧㄚˋ", "ㄩˇ", "ㄊㄡˊ", "˙ㄇㄚ", "ㄗ˙", "˙ㄌㄧㄤ"]
)
@pytest.mark.parametrize("role", ["ming", "hei", "kai", "round"])
def test_zhuyin_stands_right_of_its_character(reading: str, role: str, *, vertical: bool):
    book, voice = default_book(), Voice(role, "zh-Hant")
    shaped = shape("國國", voice, book, vertical=vertical)
    notes = readings(shaped, [Ruby(0, 2, (reading, reading))], voice, book)
    one = Set(space(shaped, book, notes=notes), notes)
    assert shaped.advances == pytest.approx([1.0, 1.0] if vertical else [1.5, 1.5])
    base, after = one.bases()
    inks = [ink for cluster, ink in one.readings() if cluster == 0]
    assert len(inks) == len(reading)
    assert min(ink.left for ink in inks) > base.right
    assert max(ink.right for ink in inks) < (1.0 if vertical else after.left - 0.02)
    assert not any(a.meets(b) for a, b in itertools.combinations(inks, 2))
    middle = (max(ink.top for ink in inks) + min(ink.bottom for ink in inks)) / 2
    assert middle == pytest.approx(-0.5 if vertical else 0.38, abs=0.17)
    assert max(ink.top for ink in inks) - min(ink.bottom for ink in inks) < 1.13


@NAMED
def test_tones_stand_at_the_upper_right_and_the_light_tone_on_top(*, vertical: bool):
    def parts(reading: str) -> list[Box]:
        return [ink for _, ink in typeset(f"{{國|{reading}}}", "zh-Hant", vertical=vertical).readings()]

    for tone in "ˊˇˋ":
        *symbols, mark = parts(f"ㄍㄨㄛ{tone}")
        assert mark.left > max(ink.right for ink in symbols[-2:])
        assert symbols[-1].bottom < (mark.top + mark.bottom) / 2 < symbols[-2].bottom + 0.05
        assert (mark.top + mark.bottom) / 2 == pytest.approx(symbols[-1].top, abs=0.08)
    first, last, light = parts("˙ㄉㄜ")
    assert light.bottom > first.top > last.top
    assert (light.left + light.right) / 2 == pytest.approx((first.left + first.right) / 2)
    assert light.top - light.bottom == pytest.approx(0.07, abs=0.03)


def test_zhuyin_of_several_characters_is_told_apart_by_spaces():
    spaced = typeset("{千里|ㄑㄧㄢ ㄌㄧˇ}", "zh-Hant")
    each = typeset("{千里|ㄑㄧㄢ|ㄌㄧˇ}", "zh-Hant")
    assert spaced.notes.notes == each.notes.notes
    over = typeset("{千里|ㄑㄧㄢㄌㄧˇ}", "zh-Hant")
    assert all(ink.bottom > 0.88 for _, ink in over.readings())


# What moves, what is lost.


def test_readings_stay_on_their_characters_through_normalisation():
    card = render_card(
        {"text": "「他說,{葛\U000e0100飾|かつ|しか}...{好|hǎo}」", "lang": "zh-Hant", "marks": "none"}
    )
    assert card.blocks.text == "他說\uff0c葛\U000e0100飾\u2026\u2026好"
    marked = {line.text: len(noted(line.runs)) for line in card.blocks.quote.lines}
    assert sum(marked.values()) == len("かつしか") + len("hǎo")
    assert marked[card.lines[0]] == sum(
        map({"葛": 2, "飾": 2, "好": 3}.get, card.lines[0], itertools.repeat(0))
    )


def test_a_reading_that_no_longer_adds_up_is_set_over_the_whole_base():
    ruby = Ruby(0, 2, ("か", "き"))
    assert moved([ruby], [(3, 5)], "甲乙丙丁戊") == [Ruby(3, 5, ("か", "き"))]
    assert moved([ruby], [(3, 4)], "甲乙丙丁戊") == [Ruby(3, 4, ("かき",))]
    assert moved([ruby], [(2, 2)], "甲乙丙丁戊") == []
    one = typeset("{ffi|え|ふ|い}x", "ja")
    assert len(one.notes.notes) == 3


def test_a_reading_takes_the_ink_of_its_base():
    card = render_card("{海|うみ}と=={山|やま}==")
    inks = {run.ink: len(run.glyphs) for line in card.blocks.quote.lines for run in noted(line.runs)}
    assert inks.keys() == {"ink", "accent"}


# Cards.


TEXT = "一二三四五六七八九十"
KANA = "いちにさしごろななはちきゅ"


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_one_base_stays_on_one_line_and_characters_may_part(direction: str):
    def lines_of(readings: str) -> list[str]:
        quote = {"text": f"{{{TEXT}|{readings}}}", "lang": "ja", "direction": direction}
        return render_card(quote, size="400x400").lines

    assert len(lines_of("|".join(KANA[:10]))) > 1
    assert lines_of(KANA) == [TEXT]


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_a_reading_is_drawn_on_the_line_of_its_base(direction: str):
    text = "".join(f"{{{char}|{kana}}}" for char, kana in zip(TEXT * 3, KANA * 3, strict=False))
    card = render_card({"text": text, "lang": "ja", "direction": direction}, size="400x400")
    assert len(card.lines) > 2
    for line in card.blocks.quote.lines:
        runs = noted(line.runs)
        assert len(runs) == len(line.text)
        (base,) = (run for run in line.runs if run.text)
        size = base.size
        for run in runs:
            off = run.x[0] - base.x[0] if direction == "vertical" else base.y[0] - run.y[0]
            assert 0.5 < off / size < 1.3


@pytest.mark.parametrize(("direction", "edge"), [("horizontal", 0.5), ("vertical", 0.5)])
def test_the_pitch_grows_and_the_first_line_makes_room(direction: str, edge: float):
    def block(text: str) -> Block:
        quote = {"text": text, "lang": "ja", "direction": direction}
        return render_card(quote, size="portrait").blocks.quote

    plain, first, later = block("海は\n山は"), block("{海|うみ}は\n山は"), block("海は\n{山|やま}は")
    pitches = [(one.lines[1].top - one.lines[0].top) / one.size for one in (plain, first, later)]
    assert pitches[1] == pytest.approx(pitches[2])
    assert 0.2 < pitches[1] - pitches[0] < 0.35
    assert [one.lines[0].top / one.size for one in (plain, first, later)] == pytest.approx([0, edge, 0])


def inks(card: object) -> tuple[list[Box], list[Box]]:
    """Boxes of the text and of its readings, px from the card's corner, y down (bottom above top)."""
    words, small = [], []
    quote = {(run.text, run.size) for line in card.blocks.quote.lines for run in line.runs}
    for item in card.scene.items:
        if (getattr(item, "text", None), getattr(item, "size", None)) not in quote:
            continue
        for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True):
            ink = box(item.face, glyph, item.size, x, -y, turned=item.turned)
            flipped = Box(ink.left, -ink.top, ink.right, -ink.bottom)
            if ink.right > ink.left:
                (words if item.text else small).append(flipped)
    return words, small


HAN = st.text("海山川花鳥風月春夏秋冬國鬱灣", min_size=1, max_size=3)
KANA_TEXT = st.text("のはがをにとー", max_size=3)
READINGS = {
    "ja": st.text("あいうえおかきくゅっじぷ", min_size=1, max_size=6),
    "zh-Hans": st.text("aāáǎàeiouǖnghzxyq", min_size=1, max_size=6),
    "zh-Hant": st.builds(
        lambda symbols, tone: tone + symbols if tone == "˙" else symbols + tone,
        st.text("ㄅㄆㄇㄈㄧㄨㄩㄤㄢㄥㄓㄐ", min_size=1, max_size=3),
        st.sampled_from(["", "ˊ", "ˇ", "ˋ", "˙"]),
    ),
}


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, str]:
    lang = draw(st.sampled_from(sorted(READINGS)))
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        base = draw(HAN)
        each = lang == "zh-Hant" or draw(st.booleans())
        words = [draw(READINGS[lang]) for _ in base] if each else [draw(READINGS[lang])]
        parts += [f"{{{base}|{'|'.join(words)}}}", draw(KANA_TEXT if lang == "ja" else HAN)]
    return "".join(parts), lang


@settings(deadline=None, max_examples=120)
@given(marked_texts(), st.booleans())
def test_no_reading_meets_its_neighbour_or_a_base(marked: tuple[str, str], vertical: bool):
    one = typeset(*marked, vertical=vertical)
    small = one.readings()
    bases = list(one.bases())
    assert not any(ink.meets(base) for _, ink in small for base in bases)
    for (first, a), (second, b) in itertools.combinations(small, 2):
        assert first == second or not a.meets(b)
    assert not any(a.meets(b, 0.02) for a, b in itertools.combinations(bases, 2))


@settings(deadline=None, max_examples=120)
@given(marked_texts(), st.booleans())
def test_every_character_of_every_reading_is_drawn(marked: tuple[str, str], vertical: bool):
    markup, lang = marked
    one = typeset(markup, lang, vertical=vertical)
    words = [word for ruby in parse_markup(markup).rubies for word in ruby.readings]
    assert len(one.readings()) == sum(map(len, words))
    assert "".join(one.spaced.shaped.text) == parse_markup(markup).plain


@settings(deadline=None, max_examples=40)
@given(
    marked_texts(),
    st.sampled_from(["horizontal", "vertical"]),
    st.sampled_from(["300x400", "500x300", "400x400"]),
)
def test_a_card_with_readings_keeps_to_its_box(marked: tuple[str, str], direction: str, size: str):
    text, lang = marked
    try:
        card = render_card({"text": text, "lang": lang, "direction": direction, "author": "老子"}, size=size)
    except DoesNotFit:
        return
    frame, em = card.job.frame, card.blocks.quote.size
    words, small = inks(card)
    for ink in small:
        assert frame.left - 0.06 * em < ink.left
        assert ink.right < frame.right + 0.06 * em
        assert frame.top - 0.06 * em < ink.bottom
        assert ink.top < frame.bottom
        assert not any(ink.meets(word) for word in words)
    assert "".join(card.lines) == parse_markup(text).plain


@pytest.mark.parametrize(("direction", "times"), [("horizontal", 6), ("vertical", 7)])
def test_a_text_that_fits_may_not_fit_with_its_readings(direction: str, times: int):
    text = "千里之行始於足下" * times
    quote = {"lang": "ja", "direction": direction, "size": "300x400"}
    assert render_card({"text": text, **quote}).blocks.quote.size < 30
    with pytest.raises(DoesNotFit, match="% too much"):
        render_card({"text": "".join(f"{{{char}|ほし}}" for char in text), **quote})
