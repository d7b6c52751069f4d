"""What became of each card: as counts, as text and as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from signal import Signals
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import CardError
from quotecard.model import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from quotecard.model import Notice, Place

WRITTEN = "written"
UNCHANGED = "unchanged"
"""The card was there already, and up to date."""
FAILED = "failed"
PLANNED = "planned"
"""The card would be written: a dry run."""
SKIPPED = "skipped"
"""The batch ended before the card."""

MAX_LISTED = 1000
"""Different failures, and quotes with notices, that are kept for the summary; the rest are only counted."""


class Failure(NamedTuple):
    """Why a card was not written, and the place in the quotes file if that is known."""

    kind: str
    """Name of the error's class, such as `MissingGlyphs`."""
    message: str
    path: str = ""
    line: int = 0
    """Line and column count from 1; 0: unknown."""
    column: int = 0

    @classmethod
    def of(cls, error: CardError, where: Place | None = None) -> Failure:
        """Return an error as data; `where` is the place of the quote, used if the error has none."""
        place = error.where or where
        message = str(CardError(error.what, why=error.why, hint=error.hint))
        kind = type(error).__name__
        return cls(kind, message, place.path, place.line, place.column) if place else cls(kind, message)


class Record(NamedTuple):
    """One quote in one theme at one size, or an item of the file that is not a valid quote.

    The field names are those of `--json`. If nothing was drawn, its fields are 0 or empty.
    """

    id: str
    number: int
    file: str = ""
    """File name within the output folder."""
    theme: str = ""
    size: str = ""
    width: int = 0
    """Width and height in px."""
    height: int = 0
    bytes: int = 0
    alt: str = ""
    status: str = PLANNED
    """One of the constants above."""
    error: Failure | None = None
    notices: tuple[Notice, ...] = ()
    size_px: float = 0.0
    """Size of the quote in px per em."""
    bucket: int = 0
    """Which of its series' sizes that is, from 1, the largest; 0: the batch is not uniform."""
    sha256: str = ""
    """SHA-256 of the file, in hexadecimal."""
    key: str = ""
    """Digest of what the card depends on: the same key means the same bytes."""

    @property
    def name(self) -> str:
        """The quote's id if it has one, else its number."""
        return self.id or str(self.number)

    def as_dict(self) -> dict[str, Any]:
        """Return the record as `--json` prints it."""
        error = self.error._asdict() if self.error else None
        return self._asdict() | {"error": error, "notices": [notice._asdict() for notice in self.notices]}

    def error_line(self) -> str:
        """Return the failure as one line: place, quote, what, why and what to do; empty if there is none."""
        error = self.error
        if not error:
            return ""
        place = f"{error.path}:{error.line}:{error.column}: " if error.line else ""
        return f"{place}quote {self.name}: {error.message}"


@dataclass(slots=True)
class Report:
    """The outcome of a batch; it grows by one record per card."""

    folder: str | PathLike[str]
    total: int | None
    """Number of cards requested; None: unknown, because the quotes are a stream."""
    records: list[Record] = field(default_factory=list)
    broken: CardError | None = None
    """The error that ended the batch early."""
    stopped_by: int = 0
    """Number of the signal that ended the batch early; 0: none."""
    keep: bool = True
    """Whether records are kept; those of a stream are only counted."""
    pruned: int = 0
    """Number of cards removed because no quote needs them any more."""
    counts: dict[str, int] = field(default_factory=dict)
    _failures: dict[str, list[str]] = field(default_factory=dict)
    _notices: dict[str, dict[str, None]] = field(default_factory=dict)
    _left_out: dict[str, None] = field(default_factory=dict)
    unlisted: int = 0
    """Number of failures and of quotes with notices beyond `MAX_LISTED`."""

    def __post_init__(self) -> None:
        records, self.records = self.records, []
        for record in records:
            self.add(record)

    def leave_out(self, notices: Iterable[Notice]) -> None:
        """Add notices about fonts of the user's folder that are not used."""
        for notice in notices:
            self._left_out[notice.message] = None

    def add(self, record: Record) -> None:
        """Add the record of a card."""
        self.counts[record.status] = self.counts.get(record.status, 0) + 1
        if self.keep:
            self.records.append(record)
        if record.error:
            self._listed(self._failures, record.error_line(), list[str]).extend(
                [record.file] if record.file else []
            )
        for notice in record.notices:
            if notice.kind == LEFT_OUT:
                self.leave_out((notice,))
                continue
            self._listed(self._notices, record.name, dict[str, None])[notice.message] = None

    def _listed(self, entries: dict[str, Any], name: str, kind: type) -> Any:
        """Return the entry of a name to add to; a throw-away one if the list is full."""
        if name not in entries and len(entries) >= MAX_LISTED:
            self.unlisted += 1
            return kind()
        return entries.setdefault(name, kind())

    @property
    def in_order(self) -> list[Record]:
        """The records in the order of the quotes file."""
        return sorted(self.records, key=lambda record: record.number)

    @property
    def written(self) -> int:
        """The number of cards written."""
        return self.counts.get(WRITTEN, 0)

    @property
    def unchanged(self) -> int:
        """The number of cards that were there already, and up to date."""
        return self.counts.get(UNCHANGED, 0)

    @property
    def failed(self) -> int:
        """The number of cards that could not be drawn or written."""
        return self.counts.get(FAILED, 0)

    @property
    def done(self) -> int:
        """The number of cards that were not skipped."""
        return sum(count for status, count in self.counts.items() if status != SKIPPED)

    @property
    def return_code(self) -> int:
        """The exit code.

        0: all cards are there; 1: some cards failed; 3: the quotes file could not be read to its end; 4: the folder
        cannot be written; 130: interrupted; 143: terminated. (2, a usage error, mostly ends a batch before it has a
        report.)
        """
        if self.stopped_by:
            return 128 + self.stopped_by
        if self.broken:
            return self.broken.exit_code
        return 1 if self.failed else 0

    def __str__(self) -> str:
        early = self.stopped_by or self.broken
        total = f" of {self.total}" if self.total is not None else ""
        parts = [f"{self.written}{total} written"]
        parts += [f"{self.unchanged} unchanged"] if self.unchanged else []
        parts += [f"{self.failed} failed"] if self.failed else []
        parts += [f"{self.pruned} removed"] if self.pruned else []
        count = ", ".join(parts)
        if early:
            return f"stopped; {count}; run again to continue" if self.stopped_by else f"stopped; {count}"
        return f"{count}; the cards are in {self.folder}"

    def failures(self) -> dict[str, list[str]]:
        """Return each failure as a line, with the files that were not written because of it."""
        return self._failures

    def notices(self) -> dict[str, list[str]]:
        """Return the notices of each quote by its name, each once however many cards the quote has.

        Notices about unused fonts concern no quote and are in `left_out`.
        """
        return {name: list(messages) for name, messages in self._notices.items()}

    def left_out(self) -> list[str]:
        """Return the notices about unused fonts of the user's folder, each once."""
        return list(self._left_out)

    def totals(self) -> dict[str, Any]:
        """Return what `--json` prints beside the cards: the folder, the counts, and what ended the batch early."""
        return {
            "folder": str(self.folder),
            "total": self.done if self.total is None else self.total,
            "written": self.written,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "removed": self.pruned,
            "broken": str(self.broken or ""),
            "stopped_by": Signals(self.stopped_by).name if self.stopped_by else "",
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the report as data: its totals, and the records if they were kept."""
        return self.totals() | {"cards": [record.as_dict() for record in self.in_order]}
