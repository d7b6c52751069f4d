"""The tasks of a list that is read record by record: chosen and named as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.batch.plan import Looks, RefusedItem
from quotecard.errors import BadQuote, UsageError
from quotecard.hash_index import HashIndex
from quotecard.store import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.batch.api import GivenQuotes
    from quotecard.batch.plan import Order, Task
    from quotecard.model import Quote
    from quotecard.read.document import Stream


class StreamPlan:
    """A batch over a stream. What a list in memory is refused for before its first card is told here when it comes.

    Two cards of one name cost the second; an id or a tag that no quote had is a UsageError at the end.
    """

    total = None

    def __init__(self, stream: Stream | GivenQuotes, order: Order) -> None:
        """Raise UsageError for a theme, a size or a field of the name that there is not."""
        self._stream = stream
        self._order = order
        self._looks = Looks.of(order)
        self._keys = {key.lstrip("0") if key.isdecimal() else key: key for key in order.only}
        self._tags = frozenset(order.tags)
        self._missing = dict.fromkeys((*order.only, *order.tags))
        self._names = None if self._looks.is_numbered() else HashIndex()

    def entries(self) -> Iterator[Task | RefusedItem]:
        """Yield the tasks in the order of the file; raise QuoteFileError where that breaks off."""
        for number, item in self._stream.items():
            if not self._is_asked(number, item):
                continue
            if isinstance(item, BadQuote):
                yield RefusedItem(number, item)
            else:
                yield from map(self._named, self._looks.tasks(item))
        for word in self._missing:
            what = f"no quote is {word}" if word in self._order.only else f"no quote has the tag {word}"
            raise UsageError(what, hint="the others that were asked for are drawn")

    def _is_asked(self, number: int, item: Quote | BadQuote) -> bool:
        """Tell whether an item is to be drawn, and strike out what it answers to."""
        bad = isinstance(item, BadQuote)
        keys = {item.quote if isinstance(item, BadQuote) else item.id, str(number)} & self._keys.keys()
        # Nobody knows the tags of an item that could not be read.
        tags = self._tags if isinstance(item, BadQuote) else self._tags.intersection(item.tags)
        for word in (*(self._keys[key] for key in keys), *(() if bad else tags)):
            self._missing.pop(word, None)
        return bool((keys or not self._keys) and (tags or not self._tags) and number in self._order.shard)

    def _named(self, task: Task) -> Task | RefusedItem:
        if self._names is None:
            return task
        number = task.quote.number
        first = self._names.setdefault(folded(task.file), number)
        if first == number:
            return task
        where = task.quote.origin.place if task.quote.origin else None
        return RefusedItem(
            number,
            BadQuote(
                f"its card would share the file {task.file} with that of quote {first}",
                why="on some disks names that differ in case or composition are one",
                hint="give one another id, or put {n} into --name",
                where=where,
                quote=task.quote.name,
            ),
        )
