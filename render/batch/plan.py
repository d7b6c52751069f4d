"""Which cards a batch draws: the chosen quotes, each in its themes and sizes, each under its name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from render.batch import names
from render.errors import BadQuote, UsageError
from render.read.find import find, numbered
from render.store import clashes
from render.style import parse_size, sizes, theme, themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from render.model import Notice, Quote
    from render.read.document import Quotes

Look: TypeAlias = tuple[str, str]
"""Theme and size."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the caller asked for; empty means all, or what each quote says."""

    themes: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    """Ids or numbers."""
    tags: tuple[str, ...] = ()
    """A quote with any of them is drawn."""
    name: str = names.DEFAULT


@dataclass(frozen=True, slots=True)
class Task:
    """One card to draw."""

    quote: Quote
    theme: str
    size: str
    file: str
    at_most: float | None = None
    """px an em that the quote is limited to, with `render.batch.uniform`"""
    bucket: int = 0
    """Which of the sizes of its series that is, from 1, the largest; 0: it has its own"""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole batch before its first card; no two tasks share a file name."""

    tasks: tuple[Task, ...]
    refused: dict[int, BadQuote]
    """Items of the file that are no quotes, by number."""

    @property
    def total(self) -> int:
        """Count what was asked for, drawable or not."""
        return len(self.tasks) + len(self.refused)


def plan(quotes: Quotes, order: Order) -> Plan:
    """Choose the quotes and name every card.

    Raise UsageError for a theme, a size, an id, a tag or a field of the name that there is not, where
    nothing is chosen, and where two cards would share a file.
    """
    in_themes = tuple(dict.fromkeys(theme(name).id for name in order.themes))
    at_sizes = tuple(dict.fromkeys(parse_size(name).name for name in order.sizes))
    told = names.fields(order.name)
    chosen, refused = _choose(quotes, order)
    tasks = tuple(
        _task(order.name, quote, look, added=_added(look, told, (in_themes, at_sizes)))
        for quote in chosen
        for look in product(in_themes or (_theme_of(quote),), at_sizes or (_size_of(quote),))
    )
    _refuse_clashes(tasks)
    return Plan(tasks, refused)


def _choose(quotes: Quotes, order: Order) -> tuple[list[Quote], dict[int, BadQuote]]:
    """Return the quotes to draw in the file's order, and the bad items among those asked for.

    Nobody can tell the tags of an item that could not be read, so `--tag` leaves it in: a quote that
    was asked for never goes missing without a word.
    """
    _refuse_unknown_tags(quotes, order.tags)
    asked = {_number(quotes, key) for key in order.only}
    chosen = [
        quote
        for quote in quotes
        if (not asked or quote.number in asked)
        and (not order.tags or not set(order.tags).isdisjoint(quote.tags))
    ]
    refused = {n: bad for n, bad in numbered(quotes).items() if not asked or n in asked}
    if not chosen and not refused:
        only, tags = " or ".join(order.only), " or ".join(order.tags)
        what = f"no quote is {only} and has the tag {tags}"
        raise UsageError(what, hint="leave out --only or --tag")
    return chosen, refused


def _number(quotes: Quotes, key: str) -> int:
    try:
        return find(quotes, key).number
    except BadQuote as error:
        return next(n for n, bad in numbered(quotes).items() if bad is error)


def _refuse_unknown_tags(quotes: Quotes, asked: Sequence[str]) -> None:
    tags = sorted({tag for quote in quotes for tag in quote.tags})
    for tag in asked:
        if tag not in tags:
            known = f"the tags are {', '.join(tags)}" if tags else "no quote has tags"
            raise UsageError(f"no quote has the tag {tag}", hint=known)


def _theme_of(quote: Quote) -> str:
    """Return the id of the quote's theme; an unknown name stays, to fail with its quote alone."""
    try:
        return theme(quote.theme or themes()[0]).id
    except UsageError:
        return quote.theme


def _size_of(quote: Quote) -> str:
    try:
        return parse_size(quote.size or sizes()[0]).name
    except UsageError:
        return quote.size


def _added(look: Look, told: frozenset[str], asked: tuple[Sequence[str], Sequence[str]]) -> list[str]:
    """Return what tells apart the cards of one quote, where the name does not say it."""
    parts = zip(("theme", "size"), look, asked, strict=True)
    return [word for field, word, many in parts if len(many) > 1 and field not in told]


def _task(template: str, quote: Quote, look: Look, *, added: Sequence[str]) -> Task:
    file = names.file_name(template, quote, theme=look[0], size=look[1], added=added)
    return Task(quote, *look, file)


def _refuse_clashes(tasks: Sequence[Task]) -> None:
    """Refuse the whole batch: numbering the second would move a name when the file changes."""
    for group in clashes(task.file for task in tasks):
        one, other, *_ = (task for task in tasks if task.file in group)
        raise UsageError(
            f"quotes {one.quote.name} and {other.quote.name} would share the file {other.file}",
            why="on some disks names that differ in case or composition are one",
            hint="give one another id, or put {n} into --name",
        )
