"""Which theme, size, language and marks a quote gets."""

from __future__ import annotations

import pytest
from quotecard.devices.rule import ShortRule
from quotecard.errors import UsageError
from quotecard.model import Quote
from quotecard.style import load_theme, parse_size, resolve, sizes, themes

QUOTE = Quote("我們飽受愚蠢之苦")


@pytest.mark.parametrize(
    ("flag", "own", "chosen"),
    [
        ("", "", "xuan"),
        ("", "ink", "ink"),
        ("xuan", "ink", "xuan"),
        ("墨", "", "ink"),
        ("ink", "nonesuch", "ink"),
    ],
)
def test_the_call_outranks_the_quote_and_the_quote_the_default(flag: str, own: str, chosen: str):
    assert resolve(QUOTE._replace(theme=own), theme=flag).theme.id == chosen


@pytest.mark.parametrize(
    ("flag", "own", "width", "height"),
    [
        ("", "", 1080, 1350),
        ("", "wide", 1200, 630),
        ("square", "wide", 1080, 1080),
        ("", "300x400@2x", 600, 800),
    ],
)
def test_so_it_is_with_the_size(flag: str, own: str, width: int, height: int):
    size = resolve(QUOTE._replace(size=own), size=flag).size
    assert (size.width, size.height) == (width, height)


def test_values_that_are_made_already_are_taken_as_they_are():
    own = load_theme("ink")._replace(id="mine", palette=load_theme("ink").palette._replace(ground=(1, 2, 3)))
    job = resolve(QUOTE, own, parse_size("500x500"))
    assert job.theme is own
    assert job.size.width == 500


@pytest.mark.parametrize("wrong", [{"theme": "nonesuch"}, {"size": "poster"}])
def test_an_unknown_name_of_the_quotes_own_is_an_error(wrong: dict[str, str]):
    with pytest.raises(UsageError):
        resolve(QUOTE._replace(**wrong))


@pytest.mark.parametrize(
    ("own", "lang", "guessed"), [("", "zh-Hant", True), ("lzh", "lzh", False), ("ja", "ja", False)]
)
def test_the_language_is_the_quotes_or_guessed(own: str, lang: str, guessed: bool):
    job = resolve(QUOTE._replace(lang=own))
    assert (job.lang, job.lang_guessed) == (lang, guessed)


@pytest.mark.parametrize("of_theme", ["none", "keep"])
@pytest.mark.parametrize(("of_quote", "kept"), [("none", False), ("keep", True), ("auto", None)])
def test_marks_are_the_themes_business_unless_the_quote_says(of_theme: str, of_quote: str, kept: bool | None):
    job = resolve(QUOTE._replace(marks=of_quote), load_theme("xuan")._replace(marks=of_theme))
    assert job.keep_marks is ((of_theme == "keep") if kept is None else kept)


@pytest.mark.parametrize(
    ("name", "author", "seal", "dash"),
    [
        ("xuan", "楊立昆", "楊", False),
        ("xuan", "Yann LeCun", "", True),
        ("xuan", "", "", True),
        ("ink", "楊立昆", "", False),
    ],
)
def test_one_thing_parts_the_name_from_the_quote(name: str, author: str, seal: str, dash: bool):
    """A seal, a rule, or a dash: never two of them."""
    job = resolve(QUOTE._replace(author=author), name)
    assert (job.shown.get("seal", ""), job.dash) == (seal, dash)
    assert sum(["seal" in job.shown, job.theme.device(ShortRule) is not None, job.dash]) == 1


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("size", [*sizes(), "300x400", "2000x400", "400x2000"])
def test_lengths_are_sane_on_every_card(name: str, size: str):
    job = resolve(QUOTE, name, size)
    frame = job.frame
    assert 0 < frame.left < frame.right < job.size.width
    assert 0 < frame.top < frame.bottom < job.size.height
    assert 0 < job.box_width <= frame.right - frame.left
    assert 0 < job.box_height <= job.size.height
    assert 0 < job.smallest <= job.largest


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("size", sizes())
def test_a_scale_multiplies_every_length(name: str, size: str):
    one, two = resolve(QUOTE, name, size), resolve(QUOTE, name, f"{size}@2x")
    for length in ("box_width", "box_height", "largest", "smallest", "unit"):
        assert getattr(two, length) == pytest.approx(2 * getattr(one, length))
    assert two.frame == pytest.approx([2 * edge for edge in one.frame])
    assert two.proportions == one.proportions


@pytest.mark.parametrize(
    ("lang", "size"), [("zh-Hant", "300x400"), ("en", "300x400"), ("zh-Hant", "2000x2000"), ("en", "wide")]
)
def test_text_is_never_smaller_than_24_px(lang: str, size: str):
    """At a scale of one: what a feed shows."""
    job = resolve(QUOTE._replace(lang=lang), "xuan", size)
    assert job.smallest >= 24


def test_what_the_file_told_of_the_quote_stays_told():
    from quotecard.model import Notice

    notice = Notice("folded", "two lines were joined")
    assert resolve(QUOTE._replace(notices=(notice,))).notices == (notice,)


@pytest.mark.parametrize("size", ["portrait", "portrait@2x", "wide", "360x450"])
def test_a_limit_lowers_the_largest_size_but_never_what_is_legible(size: str):
    job = resolve(QUOTE, size=size)
    scale = job.size.scale
    limited = resolve(QUOTE, size=size, at_most=40 * scale)
    # Sizes are snapped down to whole px, so a limit holds up to the next.
    assert 40 * scale <= limited.largest < 41 * scale
    assert resolve(QUOTE, size=size, at_most=1).largest == job.smallest
    assert resolve(QUOTE, size=size, at_most=1e6).largest == job.largest
    assert limited._replace(largest=job.largest) == job


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf"), "96"])
def test_a_limit_that_is_no_size_is_refused(wrong: float):
    with pytest.raises(UsageError, match="at_most is"):
        resolve(QUOTE, at_most=wrong)


@pytest.mark.parametrize(("source", "kept"), [("\u5b5f\u5b50", ""), ("\u300a\u5b5f\u5b50\u300b",) * 2])
def test_a_source_that_is_the_authors_name_is_set_once(source: str, kept: str):
    job = resolve(QUOTE._replace(author="\u5b5f\u5b50", source=source))
    assert job.quote.source == kept
    assert ["source" in str(notice) for notice in job.notices] == [True] * (not kept)
