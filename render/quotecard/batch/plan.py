"""Which cards a batch draws: the chosen quotes, each in its themes and sizes, each under its file name."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quotecard.batch import file_names
from quotecard.errors import BadQuote, UsageError
from quotecard.read.quote_lookup import errors_by_number, find_quote
from quotecard.store import clashes
from quotecard.style import is_theme_path, load_theme, parse_size, sizes, theme_id, themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.batch.batch_options import BatchOptions
    from quotecard.model import Notice, Quote
    from quotecard.read.document import Quotes

ThemeAndSize: TypeAlias = tuple[str, str]
"""The names of a theme and of a size."""


@dataclass(frozen=True, slots=True)
class Task:
    """One card to draw."""

    quote: Quote
    theme: str
    """Its id, or the path of a user's file."""
    size: str
    file: str
    """File name within the store."""
    tone: str = ""
    at_most: float | None = None
    """Largest size of the quote in px per em, set by quotecard.batch.uniform; None: no limit."""
    bucket: int = 0
    """Which of its series' sizes that is, from 1, the largest; 0: the card has a size of its own."""
    notices: tuple[Notice, ...] = ()


class RefusedItem(NamedTuple):
    """An item that is not a valid quote, so no card is drawn for it."""

    number: int
    error: BadQuote


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole batch before its first card; no two tasks share a file name."""

    tasks: tuple[Task, ...]
    refused: dict[int, BadQuote]
    """Items that are not valid quotes, by number."""

    @property
    def total(self) -> int:
        """The number of tasks and refused items."""
        return len(self.tasks) + len(self.refused)

    def entries(self) -> Iterator[Task | RefusedItem]:
        """Yield tasks and refused items in the order of the file."""
        return merge(self.tasks, (RefusedItem(*item) for item in self.refused.items()), key=_number_of)


def _number_of(entry: Task | RefusedItem) -> int:
    return entry.number if isinstance(entry, RefusedItem) else entry.quote.number


def make_plan(quotes: Quotes, options: BatchOptions) -> Plan:
    """Choose the quotes and name every card.

    Raises UsageError if a theme, a size, an id, a tag or a field of the name template is unknown, if no quote is
    chosen, or if two cards would share a file.
    """
    factory = TaskFactory.of(options)
    chosen, refused = _choose(quotes, options)
    tasks = tuple(task for quote in chosen for task in factory.tasks(quote))
    _refuse_clashes(tasks)
    return Plan(tasks, refused)


def _choose(quotes: Quotes, options: BatchOptions) -> tuple[list[Quote], dict[int, BadQuote]]:
    """Return the quotes to draw, in the order of the file, and the refused items among those requested.

    The tags of an item that could not be read are unknown, so `--tag` keeps it: a quote that was requested must not
    disappear without a message.
    """
    _refuse_unknown_tags(quotes, options.tags)
    part, tags = options.part, set(options.tags)
    wanted = {_number(quotes, key) for key in options.only}
    chosen = [
        quote
        for quote in quotes
        if quote.number in part
        and (not wanted or quote.number in wanted)
        and (not tags or not tags.isdisjoint(quote.tags))
    ]
    bad = errors_by_number(quotes)
    refused = {n: bad[n] for n in bad if n in part and (not wanted or n in wanted)}
    if not chosen and not refused and (options.only or options.tags):
        raise _nothing_chosen(options)
    return chosen, refused


def _nothing_chosen(options: BatchOptions) -> UsageError:
    criteria = [
        f"the {what} {' or '.join(words)}"
        for what, words in (("id or number", options.only), ("tag", options.tags))
        if words
    ]
    part = f" in part {options.shard}" if options.part.label else ""
    return UsageError(f"no quote{part} has {' and '.join(criteria)}", hint="leave out --only or --tag")


def _number(quotes: Quotes, key: str) -> int:
    try:
        return find_quote(quotes, key).number
    except BadQuote as error:
        return next(n for n, bad in errors_by_number(quotes).items() if bad is error)


def _refuse_unknown_tags(quotes: Quotes, wanted: Sequence[str]) -> None:
    tags = sorted({tag for quote in quotes for tag in quote.tags})
    for tag in wanted:
        if tag not in tags:
            known = f"the tags are {', '.join(tags)}" if tags else "no quote has tags"
            raise UsageError(f"no quote has the tag {tag}", hint=known)


class TaskFactory(NamedTuple):
    """Makes the tasks of a quote: one for each requested theme and size."""

    themes: tuple[str, ...]
    sizes: tuple[str, ...]
    template: str
    """Of file names."""
    fields: frozenset[str]
    """Fields that the template uses."""
    tone: str = ""

    @classmethod
    def of(cls, options: BatchOptions) -> TaskFactory:
        """Return the factory for the options; raises UsageError for an unknown theme, size or template field."""
        in_themes = tuple(dict.fromkeys(map(theme_id, options.themes)))
        at_sizes = tuple(dict.fromkeys(parse_size(name).name for name in options.sizes))
        return cls(in_themes, at_sizes, options.name, file_names.fields(options.name), options.tone)

    def tasks(self, quote: Quote) -> Iterator[Task]:
        """Yield the tasks of a quote."""
        for chosen in product(self.themes or (_theme_of(quote),), self.sizes or (_size_of(quote),)):
            shown = (load_theme(chosen[0]).id if is_theme_path(chosen[0]) else chosen[0], chosen[1])
            file = file_names.file_name(
                self.template, quote, theme=shown[0], size=shown[1], added=self._added(shown)
            )
            yield Task(quote, *chosen, file, self.tone)

    def names_are_unique(self) -> bool:
        """Return whether no two quotes can share a file name, because every name begins with the quote's number."""
        return file_names.begins_with_number(self.template)

    def _added(self, chosen: ThemeAndSize) -> list[str]:
        """Return the words that tell the cards of one quote apart if the template does not."""
        parts = zip(("theme", "size"), chosen, (self.themes, self.sizes), strict=True)
        return [word for field, word, several in parts if len(several) > 1 and field not in self.fields]


def _theme_of(quote: Quote) -> str:
    """Return the id of the quote's theme; an unknown name is kept, so that only its own quote fails."""
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
    """Raise UsageError if two cards would share a file: numbering the second would rename it when the list changes."""
    for group in clashes(task.file for task in tasks):
        one, other, *_ = (task for task in tasks if task.file in group)
        raise UsageError(
            f"quotes {one.quote.name} and {other.quote.name} would share the file {other.file}",
            why=SAME_NAME,
            hint=CHANGE_NAME,
        )


SAME_NAME = "some disks treat names that differ only in case or composition as the same"
"""Why two file names clash though they are not equal."""
CHANGE_NAME = "give one of the quotes another id, or put {n} into --name"
"""What to do about two cards of one file name."""
