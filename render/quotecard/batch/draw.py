"""One task, drawn and written: what a worker does, wherever it runs. Whatever goes wrong comes back as a value."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from quotecard.batch.card_key import card_key, font_digests
from quotecard.batch.report import FAILED, WRITTEN, Failure, Record
from quotecard.card import render_card
from quotecard.errors import CardError, FileInTheWay, OutputError

if TYPE_CHECKING:
    from quotecard.batch.plan import Task
    from quotecard.errors import BadQuote
    from quotecard.model import Job
    from quotecard.store import Folder


class Draw(NamedTuple):
    """How every card of a batch is drawn, and where it goes; picklable."""

    folder: Folder
    on_missing: str = "error"
    force: bool = False
    optimize: bool = False
    max_bytes: int = 0
    fonts: str = ""
    """Folder of the user's fonts."""

    def key(self, job: Job, task: Task) -> str:
        """Return what the card of a task depends on."""
        fonts = font_digests(self.fonts or job.theme.fonts)
        return card_key(job, self.on_missing, self.optimize, self.max_bytes, task.at_most, fonts)


class Work(NamedTuple):
    """A task on its way to a worker."""

    task: Task
    owned: bool = False
    """Whether the folder's list says that the file is ours: then nobody need look."""


class Broken(NamedTuple):
    """What made writing into the folder impossible: it ends the batch."""

    error: OutputError


def draw(work: Work, how: Draw) -> Record | Broken:
    """Draw one card, write its file, and say what became of it."""
    task = work.task
    try:
        card = render_card(
            task.quote,
            theme=task.theme,
            size=task.size,
            tone=task.tone,
            on_missing=how.on_missing,
            at_most=task.at_most,
            fonts=how.fonts,
        )
        data = card.png(optimize=how.optimize, max_bytes=how.max_bytes)
        name = how.key(card.job, task)
    except CardError as error:
        return failed(task, error)
    except Exception as error:  # noqa: BLE001  # whatever it is, it costs this quote, not the batch
        return failed(task, _fault(error))
    try:
        how.folder.write(task.file, data, force=how.force or work.owned)
    except FileInTheWay as error:
        return failed(task, error)
    except OutputError as error:
        return Broken(error)
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
        key=name,
    )


def planned(task: Task) -> Record:
    """Return the record of a task of which nothing has become yet."""
    quote = task.quote
    return Record(quote.id, quote.number, task.file, task.theme, task.size, notices=quote.notices)


def failed(task: Task, error: CardError) -> Record:
    """Return the record of a card that could not be drawn or written."""
    origin = task.quote.origin
    failure = Failure.of(error, origin.place if origin else None)
    return planned(task)._replace(status=FAILED, error=failure)


def refused(number: int, bad: BadQuote) -> Record:
    """Return the record of an item that is no quote."""
    name = "" if bad.quote == str(number) else bad.quote
    return Record(name, number, status=FAILED, error=Failure.of(bad))


def _fault(error: Exception) -> CardError:
    """Name an error that nobody foresaw."""
    if isinstance(error, MemoryError):
        return CardError("drawing it needs more memory than there is", hint="choose a smaller card size")
    return CardError(
        f"unexpected {type(error).__name__}: {error}", hint="please report it, with the quote that shows it"
    )
