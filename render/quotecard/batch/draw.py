"""Draw and write one card: what a worker does, wherever it runs. Every failure is returned as a value."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from quotecard.batch.card_key import card_key, font_digests
from quotecard.batch.report import FAILED, WRITTEN, Failure, Record
from quotecard.card import render_card
from quotecard.errors import CardError, FileInTheWay, OutputError

if TYPE_CHECKING:
    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.plan import Task
    from quotecard.errors import BadQuote
    from quotecard.model import Job
    from quotecard.store import CardStore


class DrawContext(NamedTuple):
    """What every card of a batch has in common: where it goes and the options; picklable."""

    store: CardStore
    options: BatchOptions

    def key(self, job: Job, task: Task) -> str:
        """Return the key of a task's card: quotecard.batch.card_key."""
        fonts = font_digests(self.options.fonts or job.theme.fonts)
        return card_key(job, *self.options.card_choices, task.at_most, fonts)


class Work(NamedTuple):
    """A task on its way to a worker."""

    task: Task
    owned: bool = False
    """Whether the manifest lists the file as ours, so that it need not be examined before it is replaced."""


class StoreFailure(NamedTuple):
    """An error that makes writing any further card impossible, and so ends the batch."""

    error: OutputError


def draw(work: Work, context: DrawContext) -> Record | StoreFailure:
    """Draw one card, write its file, and return its record."""
    task, options = work.task, context.options
    try:
        card = render_card(
            task.quote,
            theme=task.theme,
            size=task.size,
            tone=task.tone,
            on_missing=options.on_missing,
            at_most=task.at_most,
            fonts=options.fonts,
        )
        data = card.png(optimize=options.optimize, max_bytes=options.max_bytes)
        key = context.key(card.job, task)
    except CardError as error:
        return failed(task, error)
    except Exception as error:  # noqa: BLE001  # whatever it is, it costs this quote, not the batch
        return failed(task, _unexpected(error))
    try:
        context.store.write(task.file, data, force=options.force or work.owned)
    except FileInTheWay as error:
        return failed(task, error)
    except OutputError as error:
        return StoreFailure(error)
    return planned(task)._replace(
        width=card.scene.width,
        height=card.scene.height,
        size_px=card.blocks.quote.size,
        bucket=task.bucket,
        bytes=len(data),
        alt=card.alt,
        status=WRITTEN,
        notices=card.notices + task.notices,
        sha256=sha256(data).hexdigest(),
        key=key,
    )


def planned(task: Task) -> Record:
    """Return the record of a task that has not been drawn."""
    quote = task.quote
    return Record(quote.id, quote.number, task.file, task.theme, task.size, notices=quote.notices)


def failed(task: Task, error: CardError) -> Record:
    """Return the record of a card that could not be drawn or written."""
    origin = task.quote.origin
    failure = Failure.of(error, origin.place if origin else None)
    return planned(task)._replace(status=FAILED, error=failure)


def refused(number: int, bad: BadQuote) -> Record:
    """Return the record of an item that is not a valid quote."""
    name = "" if bad.quote == str(number) else bad.quote
    return Record(name, number, status=FAILED, error=Failure.of(bad))


def _unexpected(error: Exception) -> CardError:
    if isinstance(error, MemoryError):
        return CardError("drawing it needs more memory than is available", hint="choose a smaller card size")
    return CardError(
        f"unexpected {type(error).__name__}: {error}",
        hint="please report this, with the quote that causes it",
    )
