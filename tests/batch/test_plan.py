"""Which quotes, in which looks, under which names: decided before anything is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quotecard.batch.batch_options import BatchOptions
from quotecard.batch.plan import Plan, make_plan
from quotecard.errors import UsageError
from quotecard.read.document import load_quotes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = """\
- First of all
- text: Second
  id: two
  tags: [ai]
- text: Third
  author: Somebody
  tags: [ai, art]
  theme: ink
  size: square
"""
BROKEN = FILE + "- {text: Fourth, id: four, colour: red}\n"


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., Plan]:
    def make(source: str = FILE, **options: object) -> Plan:
        path = tmp_path / "q.yaml"
        path.write_text(source, encoding="utf-8")
        return make_plan(load_quotes(path), BatchOptions(**options))

    return make


def numbers(work: Plan) -> list[int]:
    return [task.quote.number for task in work.tasks]


def test_each_quote_once_as_it_asks_to_look(planned: Callable[..., Plan]):
    looks = [(t.theme, t.size) for t in planned().tasks]
    assert looks == [("xuan", "portrait"), ("xuan", "portrait"), ("ink", "square")]


def test_what_is_asked_goes_before_what_the_quote_says(planned: Callable[..., Plan]):
    assert {(t.theme, t.size) for t in planned(themes=("ink",), sizes=("wide",)).tasks} == {("ink", "wide")}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"only": ("two",)}, [2]),
        ({"only": ("003", "1")}, [1, 3]),
        ({"tags": ("art",)}, [3]),
        ({"tags": ("ai", "art")}, [2, 3]),
        ({"only": ("1", "3"), "tags": ("ai",)}, [3]),
    ],
)
def test_quotes_are_chosen_in_the_order_of_the_file(
    planned: Callable[..., Plan], options: dict, expected: list
):
    assert numbers(planned(**options)) == expected


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"only": ("9",)}, "9"),
        ({"only": ("",)}, "id or number"),
        ({"only": ("9" * 5000,)}, "id or number"),
        ({"only": ("1", "two"), "tags": ("art",)}, "no quote has the id or number 1 or two and the tag art"),
        ({"tags": ("nowhere",)}, "ai, art"),
        ({"themes": ("xuam",)}, "xuan"),
        ({"sizes": ("postcard",)}, "portrait"),
        ({"name": "{author}"}, "{slug}"),
    ],
)
def test_what_there_is_not_is_a_usage_error(planned: Callable[..., Plan], options: dict, says: str):
    with pytest.raises(UsageError) as error:
        planned(**options)
    assert says in str(error.value)


def test_several_looks_are_told_apart_in_the_name(planned: Callable[..., Plan]):
    work = planned(themes=("xuan", "ink"), sizes=("square", "wide"), only=("two",))
    assert [t.file for t in work.tasks] == [
        "002-two-xuan-square.png",
        "002-two-xuan-wide.png",
        "002-two-ink-square.png",
        "002-two-ink-wide.png",
    ]


def test_a_name_that_says_the_look_says_it_once(planned: Callable[..., Plan]):
    work = planned(themes=("xuan", "ink"), only=("two",), name="{theme}-{id}")
    assert [t.file for t in work.tasks] == ["xuan-two.png", "ink-two.png"]


def test_a_theme_asked_for_twice_is_drawn_once(planned: Callable[..., Plan]):
    assert len(planned(themes=("ink", "ink"), only=("1",)).tasks) == 1


def test_an_unknown_theme_of_a_quote_is_left_to_fail_alone(planned: Callable[..., Plan]):
    work = planned("- a\n- {text: b, theme: nosuch, size: huge}\n")
    assert [(t.theme, t.size) for t in work.tasks] == [("xuan", "portrait"), ("nosuch", "huge")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Stra\u00dfe", "STRASSE"), ("\u304c", "\u304b\u3099"), ("a/b", "a\\\\b")],
    ids=["casefold", "composition", "made safe"],
)
def test_cards_that_would_share_a_file_are_refused(planned: Callable[..., Plan], one: str, other: str):
    source = f'- {{text: x, id: "{one}"}}\n- {{text: y, id: "{other}"}}\n'
    with pytest.raises(UsageError) as error:
        planned(source, name="{id}")
    assert one in str(error.value)
    assert "put {n} into --name" in str(error.value)
    assert len(planned(source).tasks) == 2, "the number tells them apart"


def test_bad_items_are_kept_apart_and_never_lost(planned: Callable[..., Plan]):
    work = planned(BROKEN)
    assert numbers(work) == [1, 2, 3]
    assert {n: bad.quote for n, bad in work.refused.items()} == {4: "four"}
    assert work.total == 4
    assert planned(BROKEN, only=("1",)).refused == {}
    assert planned(BROKEN, only=("four",)).total == planned(BROKEN, only=("4",)).total == 1
    assert planned(BROKEN, tags=("art",)).refused, "nobody knows its tags"
