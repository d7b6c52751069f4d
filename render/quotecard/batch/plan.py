"""Which cards a batch draws: the chosen quotes, each in its themes and sizes, each under its name."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quotecard.batch import file_names as names
from quotecard.batch.shard import ALL, Shard
from quotecard.errors import BadQuote, UsageError
from quotecard.read.quote_lookup import errors_by_number, find_quote
from quotecard.store import clashes
from quotecard.style import is_theme_path, load_theme, parse_size, sizes, theme_id, themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.model import Notice, Quote
    from quotecard.read.document import Quotes

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
    tone: str = ""
    """light or dark, for all; empty: what each quote says"""
    shard: Shard = ALL
    """Which part of the quotes, where several machines share them."""


@dataclass(frozen=True, slots=True)
class Task:
    """One card to draw."""

    quote: Quote
    theme: str
    """Its id, or the path of a user's file."""
    size: str
    file: str
    tone: str = ""
    at_most: float | None = None
    """px an em that the quote is limited to, with `quotecard.batch.uniform`"""
    bucket: int = 0
    """Which of the sizes of its series that is, from 1, the largest; 0: it has its own"""
    notices: tuple[Notice, ...] = ()


class RefusedItem(NamedTuple):
    """An item that no card is drawn of."""

    number: int
    error: BadQuote


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

    def entries(self) -> Iterator[Task | RefusedItem]:
        """Yield all of it in the order of the file."""
        return merge(self.tasks, (RefusedItem(*item) for item in self.refused.items()), key=_number_of)


def _number_of(entry: Task | RefusedItem) -> int:
    return entry.number if isinstance(entry, RefusedItem) else entry.quote.number


def plan(quotes: Quotes, order: Order) -> Plan:
    """Choose the quotes and name every card.

    Raise UsageError for a theme, a size, an id, a tag or a field of the name that there is not, where
    nothing is chosen, and where two cards would share a file.
    """
    looks = Looks.of(order)
    chosen, refused = _choose(quotes, order)
    tasks = tuple(task for quote in chosen for task in looks.tasks(quote))
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
        if quote.number in order.shard
        and (not asked or quote.number in asked)
        and (not order.tags or not set(order.tags).isdisjoint(quote.tags))
    ]
    bad = errors_by_number(quotes)
    refused = {n: bad[n] for n in bad if n in order.shard and (not asked or n in asked)}
    if not chosen and not refused and (order.only or order.tags):
        only, tags = " or ".join(order.only), " or ".join(order.tags)
        what = f"no quote is {only} and has the tag {tags}"
        raise UsageError(what, hint="leave out --only or --tag")
    return chosen, refused


def _number(quotes: Quotes, key: str) -> int:
    try:
        return find_quote(quotes, key).number
    except BadQuote as error:
        return next(n for n, bad in errors_by_number(quotes).items() if bad is error)


def _refuse_unknown_tags(quotes: Quotes, asked: Sequence[str]) -> None:
    tags = sorted({tag for quote in quotes for tag in quote.tags})
    for tag in asked:
        if tag not in tags:
            known = f"the tags are {', '.join(tags)}" if tags else "no quote has tags"
            raise UsageError(f"no quote has the tag {tag}", hint=known)


class Looks(NamedTuple):
    """In which looks every quote is drawn, and how its cards are called."""

    themes: tuple[str, ...]
    sizes: tuple[str, ...]
    name: str
    told: frozenset[str]
    """Fields of the name."""
    tone: str = ""

    @classmethod
    def of(cls, order: Order) -> Looks:
        """Return what was asked for; raise UsageError for a theme, a size or a field of the name that there is not."""
        in_themes = tuple(dict.fromkeys(map(theme_id, order.themes)))
        at_sizes = tuple(dict.fromkeys(parse_size(name).name for name in order.sizes))
        return cls(in_themes, at_sizes, order.name, names.fields(order.name), order.tone)

    def tasks(self, quote: Quote) -> Iterator[Task]:
        """Yield the cards of a quote."""
        for look in product(self.themes or (_theme_of(quote),), self.sizes or (_size_of(quote),)):
            shown = (load_theme(look[0]).id if is_theme_path(look[0]) else look[0], look[1])
            file = names.file_name(self.name, quote, theme=shown[0], size=shown[1], added=self._added(shown))
            yield Task(quote, *look, file, self.tone)

    def is_numbered(self) -> bool:
        """Tell whether no two quotes can share a name: each begins with the number, and that ends there."""
        return names.begins_with_number(self.name)

    def _added(self, look: Look) -> list[str]:
        """Return what tells apart the cards of one quote, where the name does not say it."""
        parts = zip(("theme", "size"), look, (self.themes, self.sizes), strict=True)
        return [word for field, word, many in parts if len(many) > 1 and field not in self.told]


def _theme_of(quote: Quote) -> str:
    """Return the id of the quote's theme; an unknown name stays, to fail with its quote alone."""
    try:
        return theme_id(quote.theme or themes()[0])
    except UsageError:
        return quote.theme


def _size_of(quote: Quote) -> str:
    try:
        return parse_size(quote.size or sizes()[0]).name
    except UsageError:
        return quote.size


def _refuse_clashes(tasks: Sequence[Task]) -> None:
    """Refuse the whole batch: numbering the second would move a name when the file changes."""
    for group in clashes(task.file for task in tasks):
        one, other, *_ = (task for task in tasks if task.file in group)
        raise UsageError(
            f"quotes {one.quote.name} and {other.quote.name} would share the file {other.file}",
            why="on some disks names that differ in case or composition are one",
            hint="give one another id, or put {n} into --name",
        )
