"""The text stage on real quotes: nothing is lost, nothing stands out, sizes are legible."""

from __future__ import annotations

from functools import lru_cache

import pytest
from quotecard.errors import DoesNotFit
from quotecard.fontbook import default_book
from quotecard.model import Blocks, Job, Quote
from quotecard.page.account import account
from quotecard.page.typeset import typeset
from quotecard.style import resolve, sizes, themes

from bench.corpora import sample
from bench.edges import locate

CARDS = [
    pytest.param(theme, size, marks=() if (row + at) % 3 == 0 else pytest.mark.soak)
    for row, theme in enumerate(themes())
    for at, size in enumerate(sizes())
    # Devices leave a banner little room: tests/page/test_themes.py counts what is refused there.
    if size != "wechat" or theme in ("xuan", "ink")
]
"""Every theme at every size in `make soak`; a third of them, with each theme and each size, in `make test`."""
LONG = "我們有很多新想法和非常棒的東西\uff0c他們應該付諸實施\u3002"
FAR = 1e-6
STEP = 0.031


@lru_cache
def seeded(count: int) -> tuple[Quote, ...]:
    return tuple(
        Quote(one["text"], author=one["author"], source=one.get("work", ""), lang=one["lang"])
        for one in sample(count)
    )


def made(quote: Quote | str, theme: str = "xuan", size: str = "portrait") -> tuple[Job, Blocks]:
    job = resolve(Quote(quote) if isinstance(quote, str) else quote, theme, size)
    return job, typeset(job, default_book())


def lines(blocks: Blocks) -> list[str]:
    return [line.text for line in blocks.quote.lines]


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_nothing_of_150_quotes_is_lost_or_stands_out(theme: str, size: str):
    for quote in seeded(150):
        job, blocks = made(quote, theme, size)
        assert locate(blocks.text, [line for line in lines(blocks) if line]) is not None, quote.text
        drawn = "".join(run.text for line in blocks.quote.lines for run in line.runs)
        assert "".join(drawn.split()) == "".join(blocks.text.split()), quote.text
        assert blocks.missing == ()
        assert blocks.quote.width <= job.box_width + FAR, quote.text
        assert blocks.quote.height <= job.box_height + FAR, quote.text
        assert job.smallest <= blocks.quote.size <= job.largest, quote.text


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_a_line_feed_parts_lines_and_starts_the_next(theme: str, size: str):
    verses = [quote for quote in seeded(150) if "\n" in quote.text.strip()]
    assert len(verses) >= 5
    for quote in verses:
        _, blocks = made(quote, theme, size)
        text = blocks.text
        spans = locate(text, [line for line in lines(blocks) if line])
        assert spans is not None
        assert not any("\n" in text[start:end] for start, end in spans)
        firsts = {at for at, char in enumerate(text) if char.strip() and text[at - 1 : at] in ("", "\n")}
        assert firsts <= {start for start, _ in spans}, text


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_twice_the_scale_is_twice_the_size_and_the_same_lines(theme: str, size: str):
    for quote in seeded(40):
        (_, one), (_, two) = made(quote, theme, size), made(quote, theme, f"{size}@2x")
        assert lines(two) == lines(one)
        # An attribution is set on whole px: what it leaves may tip a size one step of the series.
        assert two.quote.size == pytest.approx(2 * one.quote.size, rel=STEP)
        assert two.quote.height == pytest.approx(2 * one.quote.height, rel=STEP)
        assert two.place == one.place
        for part in ("name", "role", "source"):
            small, large = getattr(one, part), getattr(two, part)
            assert (small is None) == (large is None)
            if small:
                assert [line.text for line in large.lines] == [line.text for line in small.lines]


def longest_that_fits(theme: str, size: str, **parts: str) -> tuple[int, Job, Blocks]:
    """Grow a text by a clause until it does not fit."""
    count, job, blocks = 1, *made(Quote(LONG, **parts), theme, size)
    while True:
        try:
            job, blocks = made(Quote(LONG * (count + 1), **parts), theme, size)
        except DoesNotFit:
            return count, job, blocks
        count += 1


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_a_text_is_set_smaller_down_to_what_is_legible_and_then_refused(theme: str, size: str):
    count, job, blocks = longest_that_fits(theme, size)
    assert count >= 4
    assert job.smallest <= blocks.quote.size < 1.5 * job.smallest
    for more in (1, 2, 8):
        with pytest.raises(DoesNotFit, match="px of height, and the card has") as caught:
            made(LONG * (count + more), theme, size)
        assert caught.value.size_px == job.smallest
        assert caught.value.needed > caught.value.given > 0


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_an_attribution_takes_its_room_and_the_refusal_says_so(theme: str, size: str):
    parts = {"author": "楊立昆", "role": "圖靈獎得主", "source": "《金融時報》專訪", "date": "2026"}
    count, _, _ = longest_that_fits(theme, size, **parts)
    with pytest.raises(DoesNotFit) as caught:
        made(Quote(LONG * (count + 1), **parts), theme, size)
    assert caught.value.needed > caught.value.given


@pytest.mark.parametrize("size", sizes())
def test_a_name_goes_below_where_the_quote_leaves_no_room_at_its_side(size: str):
    """A theme that sets the name at the side refuses nothing that one without would take."""
    count = 1
    while True:
        job = resolve(Quote(LONG * count, author="楊立昆"), "xuan", size)
        below = job._replace(proportions=job.proportions._replace(signature="below"))
        try:
            typeset(below, default_book())
        except DoesNotFit:
            break
        assert typeset(job, default_book()).quote.height <= job.box_height
        count += 1
    assert count > 4


@pytest.mark.parametrize("word", ["W" * 80, "https://example.com/" + "x" * 80, "\u2014" * 120])
def test_a_word_without_an_end_is_refused_by_its_width(word: str):
    with pytest.raises(DoesNotFit, match="of width for one word") as caught:
        made(word)
    assert caught.value.needed > caught.value.given == pytest.approx(made("字")[0].box_width)


def test_a_longer_word_is_more_too_much():
    over = []
    for length in (60, 90):
        with pytest.raises(DoesNotFit) as caught:
            made("W" * length)
        over.append(caught.value.needed)
    assert over[0] < over[1]


@pytest.mark.parametrize("size", sizes())
def test_a_short_quote_is_set_larger_than_a_long_one(size: str):
    short, long = (made(text, size=size)[1].quote.size for text in ("大道至簡", LONG * 4))
    assert short > long


def test_the_first_alternative_is_what_was_set():
    job, blocks = made(LONG)
    weighed = account(job, default_book()).alternatives
    assert list(weighed[0].lines) == lines(blocks)
    assert weighed[0].size_px == blocks.quote.size
    costs = [one.cost for one in weighed]
    assert costs == sorted(costs)
    assert len({one.lines for one in weighed}) == len(weighed) > 1


def test_accents_are_drawn_in_their_own_ink_across_lines():
    text = "資金顯然不會成為問題\uff0c人才也不會\uff0c缺的是耐心\u3002"
    at = text.index("問題")
    _, blocks = made(Quote(text, accents=((at, at + 6),)))
    accented = "".join(run.text for line in blocks.quote.lines for run in line.runs if run.ink == "accent")
    assert accented == text[at : at + 6]


def test_a_repair_is_set_and_told():
    _, blocks = made("你知道嗎,省錢是出不了名的!")
    assert blocks.text == "你知道嗎\uff0c省錢是出不了名的\uff01"
    assert [notice.kind for notice in blocks.notices] == ["punctuation", "punctuation"]
    _, kept = made(Quote("你知道嗎,省錢!", punctuation="keep"))
    assert kept.text == "你知道嗎,省錢!"
    assert kept.notices == ()


@pytest.mark.parametrize(
    ("text", "role", "told"),
    [("大道至簡", "kai", []), ("大道至\u3402", "ming", ["fallback"]), ("대도지간", "ming", ["fallback"])],
)
def test_a_face_that_lacks_a_letter_gives_way_as_a_whole_and_says_so(text: str, role: str, told: list[str]):
    job = resolve(Quote(text, lang="zh-Hant"))
    blocks = typeset(job._replace(theme=job.theme._replace(face="kai")), default_book())
    faces = {run.face.partition(":")[0] for line in blocks.quote.lines for run in line.runs}
    assert faces == {role}
    assert [notice.kind for notice in blocks.notices] == told


def test_what_no_face_sets_is_listed_wherever_it_stands():
    quote = Quote("好\u0e01", author="\u0e02", source="\u0e03", lang="zh-Hant")
    assert set(made(quote)[1].missing) == {"\u0e01", "\u0e02", "\u0e03"}
