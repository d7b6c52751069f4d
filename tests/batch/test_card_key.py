"""A card's key changes with whatever its pixels or bytes depend on, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard import images, render_card
from quotecard.batch.card_key import _encoded, card_key
from quotecard.model import Job, Notice, Origin, Place, Quote, Translation
from quotecard.style.resolve import resolve
from quotecard.style.theme_lookup import load_theme
from quotecard.theme import Theme

QUOTE = Quote("Less is more", author="Mies", number=3)
JOB = resolve(QUOTE)
FACE = images.load_picture(Path(__file__).parents[1] / "data" / "pictures" / "face.png")
ROOT = Path(__file__).parents[2]
SOURCE = str(ROOT / "render")


@pytest.mark.parametrize(
    "same",
    [
        {"origin": Origin(Place("q.yaml", 9, 9), "x")},
        {"number": 8},
        {"id": "other"},
        {"tags": ("x",)},
        {"notices": (Notice("mark", "one"),)},
    ],
    ids=str,
)
def test_what_no_card_shows_is_left_out(same: dict):
    quote = QUOTE._replace(**same)
    assert card_key(resolve(quote)) == card_key(JOB)
    assert render_card(quote).png() == render_card(QUOTE).png()


CHANGED = {
    "text": "More is less",
    "accents": ((0, 4),),
    "translation": Translation("x"),
    "author": "Rams",
    "role": "x",
    "source": "x",
    "date": "x",
    "lang": "ja",
    "direction": "vertical",
    "trim": "all",
    "align": "centre",
    "marks": "keep",
    "punctuation": "keep",
    "emphasis": "dots",
    "digits": "3",
    "capitals": "upright",
    "theme": "ink",
    "size": "wide",
    "tone": "dark",
    "background": FACE,
    "logo": FACE,
    "grain": 0.5,
}


@pytest.mark.parametrize("name", CHANGED)
def test_each_field_of_a_quote_counts(name: str):
    assert card_key(resolve(QUOTE._replace(**{name: CHANGED[name]}))) != card_key(JOB)


def test_a_picture_counts_by_what_it_holds_and_not_by_where_it_is():
    moved = FACE._replace(path="/elsewhere.png")
    assert card_key(resolve(QUOTE._replace(logo=moved))) == card_key(resolve(QUOTE._replace(logo=FACE)))
    other = FACE._replace(sha256="0" * 64)
    assert card_key(resolve(QUOTE._replace(logo=other))) != card_key(resolve(QUOTE._replace(logo=FACE)))


def test_every_field_that_a_quote_has_is_known_here():
    apart = {"origin", "number", "id", "tags", "notices", "rubies", "portrait", "focus"}
    assert set(Quote._fields) - apart <= set(CHANGED), "say whether the new field counts"


@pytest.mark.parametrize("name", Theme._fields)
def test_each_field_of_a_theme_counts(name: str):
    changed = load_theme("xuan")._replace(**{name: "changed"})
    assert card_key(JOB._replace(theme=changed)) != card_key(JOB)


@pytest.mark.parametrize("name", sorted(set(Job._fields) - {"quote", "notices"}))
def test_each_field_of_a_job_counts(name: str):
    assert card_key(JOB._replace(**{name: "changed"})) != card_key(JOB)


def test_choices_count():
    choices: list[tuple[object, ...]] = [(), ("warn",), (True,), (1,), (96.0,), (None,)]
    assert len({card_key(JOB, *some) for some in choices}) == 6


def test_the_key_is_the_same_in_another_process():
    code = f"import sys; sys.path.insert(0, {SOURCE!r}); from quotecard.batch.card_key import card_key as key; from quotecard.style.resolve import resolve; from quotecard.model import Quote; print(key(resolve(Quote('Less is more', author='Mies'))))"
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "PATH": ""},
        )
        assert done.stdout.strip() == card_key(JOB)


class Pair(NamedTuple):
    left: object
    right: object


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.builds(Pair, inner, inner)
        | st.frozensets(st.text())
    ),
    max_leaves=8,
)


def shown(tree: object) -> str:
    """Tell True from 1 and 0.0 from -0.0, which are equal."""
    if isinstance(tree, dict):
        return "{" + ",".join(f"{name!r}:{shown(tree[name])}" for name in sorted(tree)) + "}"
    if isinstance(tree, tuple):
        return type(tree).__name__ + "(" + ",".join(map(shown, tree)) + ")"
    return f"<{sorted(tree)!r}" if isinstance(tree, frozenset) else repr(tree)


@given(TREES, TREES)
def test_two_values_have_one_encoding_only_if_they_are_the_same(one: object, other: object):
    assert (_encoded(one) == _encoded(other)) == (shown(one) == shown(other))


def test_a_value_without_an_encoding_is_refused():
    with pytest.raises(TypeError, match="object"):
        card_key(JOB, object())
