"""The tasks of a list that is read record by record, chosen and named as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.batch.plan import CHANGE_NAME, SAME_NAME, RefusedItem, TaskFactory
from quotecard.errors import BadQuote, UsageError
from quotecard.hash_index import HashIndex
from quotecard.store import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.given_quotes import GivenQuotes
    from quotecard.batch.plan import Task
    from quotecard.model import Quote
    from quotecard.read.document import Stream


class StreamPlan:
    """A batch over a stream, which reports while reading what `make_plan` reports before the first card.

    If two cards have the same file name, the second fails; an id or a tag that no quote has raises UsageError at the
    end.
    """

    total = None

    def __init__(self, stream: Stream | GivenQuotes, options: BatchOptions) -> None:
        """Check the options; raises UsageError for an unknown theme, size or field of the name template."""
        self._stream = stream
        self._options = options
        self._part = options.part
        self._factory = TaskFactory.of(options)
        self._keys = {key.lstrip("0") if key.isdecimal() else key: key for key in options.only}
        self._tags = frozenset(options.tags)
        self._unmatched = dict.fromkeys((*options.only, *options.tags))
        self._names = None if self._factory.names_are_unique() else HashIndex()

    def entries(self) -> Iterator[Task | RefusedItem]:
        """Yield tasks and refused items in the order of the file.

        Raises QuoteFileError if the file cannot be read further, and UsageError at the end for an id or a tag that
        no quote has.
        """
        for number, item in self._stream.items():
            if not self._is_wanted(number, item):
                continue
            if isinstance(item, BadQuote):
                yield RefusedItem(number, item)
            else:
                yield from map(self._checked, self._factory.tasks(item))
        for word in self._unmatched:
            what = "id or number" if word in self._options.only else "tag"
            raise UsageError(f"no quote has the {what} {word}", hint="the others have been drawn")

    def _is_wanted(self, number: int, item: Quote | BadQuote) -> bool:
        """Return whether an item is to be drawn, and note which ids, numbers and tags it matches."""
        bad = isinstance(item, BadQuote)
        keys = {item.quote if isinstance(item, BadQuote) else item.id, str(number)} & self._keys.keys()
        # The tags of an item that could not be read are unknown, so none excludes it.
        tags = self._tags if isinstance(item, BadQuote) else self._tags.intersection(item.tags)
        for word in (*(self._keys[key] for key in keys), *(() if bad else tags)):
            self._unmatched.pop(word, None)
        return bool((keys or not self._keys) and (tags or not self._tags) and number in self._part)

    def _checked(self, task: Task) -> Task | RefusedItem:
        """Return the task, or an error in its place if an earlier quote has its file name."""
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
                why=SAME_NAME,
                hint=CHANGE_NAME,
                where=where,
                quote=task.quote.name,
            ),
        )
