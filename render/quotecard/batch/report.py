"""What became of each card: counted, printable, and as data."""

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

WRITTEN, KEPT, FAILED, PLANNED, SKIPPED = "written", "unchanged", "failed", "planned", "skipped"

TOLD = 1000
"""Different failures, and quotes with notices, that are kept to be told at the end: of a million nobody reads more."""


class Failure(NamedTuple):
    """Why a card was not written, and where in the quotes file, as far as that is known."""

    kind: str
    """Name of the error's class: `MissingGlyphs`, `DoesNotFit`, …"""
    message: str
    path: str = ""
    line: int = 0
    """From 1, as the column; 0: not known."""
    column: int = 0

    @classmethod
    def of(cls, error: CardError, where: Place | None = None) -> Failure:
        """Return `error` as data; `where` is the quote's place, for an error that knows none."""
        place = error.where or where
        bare = str(CardError(error.what, why=error.why, hint=error.hint))
        kind = type(error).__name__
        return cls(kind, bare, place.path, place.line, place.column) if place else cls(kind, bare)


class Record(NamedTuple):
    """One quote in one theme at one size, or an item of the file that is no quote.

    The field names are those of `--json`; 0 and the empty string stand where nothing was drawn.
    """

    id: str
    number: int
    file: str = ""
    """Name within the output folder."""
    theme: str = ""
    size: str = ""
    width: int = 0
    """px, as the height"""
    height: int = 0
    bytes: int = 0
    alt: str = ""
    status: str = PLANNED
    """planned | written | unchanged: it was there already | failed | skipped: the batch ended before it"""
    error: Failure | None = None
    notices: tuple[Notice, ...] = ()
    size_px: float = 0.0
    """px an em of the quote"""
    bucket: int = 0
    """Which of the sizes of a uniform batch that is, from 1, the largest; 0: each card has its own"""
    sha256: str = ""
    """of the file, in hexadecimal"""
    key: str = ""
    """of what the card depends on: the same key, the same bytes"""

    @property
    def name(self) -> str:
        """The quote's id where it has one, else its number."""
        return self.id or str(self.number)

    def as_dict(self) -> dict[str, Any]:
        """Return the record as `--json` prints it."""
        error = self.error._asdict() if self.error else None
        return self._asdict() | {"error": error, "notices": [notice._asdict() for notice in self.notices]}

    def told(self) -> str:
        """Return the failure as a person reads it: where, which quote, what, why, what to do."""
        error = self.error
        if not error:
            return ""
        place = f"{error.path}:{error.line}:{error.column}: " if error.line else ""
        return f"{place}quote {self.name}: {error.message}"


@dataclass(slots=True)
class Report:
    """The outcome of a batch; it grows by one record a card."""

    folder: str | PathLike[str]
    total: int | None
    """Cards that were asked for; None: a stream, which nobody has counted."""
    records: list[Record] = field(default_factory=list)
    broken: CardError | None = None
    """What made going on impossible."""
    stopped_by: int = 0
    """Number of the signal that ended the batch early."""
    keep: bool = True
    """Whether records are kept, and not just counted: of a stream they are not."""
    pruned: int = 0
    """Cards removed that no quote asks for any more."""
    counts: dict[str, int] = field(default_factory=dict)
    _failures: dict[str, list[str]] = field(default_factory=dict)
    _notices: dict[str, dict[str, None]] = field(default_factory=dict)
    _left_out: dict[str, None] = field(default_factory=dict)
    untold: int = 0
    """Failures and quotes with notices beyond those that are kept to be told."""

    def __post_init__(self) -> None:
        records, self.records = self.records, []
        for record in records:
            self.add(record)

    def leave_out(self, notices: Iterable[Notice]) -> None:
        """Note the user's fonts that are not used."""
        for notice in notices:
            self._left_out[notice.message] = None

    def add(self, record: Record) -> None:
        """Count a card."""
        self.counts[record.status] = self.counts.get(record.status, 0) + 1
        if self.keep:
            self.records.append(record)
        if record.error:
            self._tell(self._failures, record.told(), list[str]).extend([record.file] if record.file else [])
        for notice in record.notices:
            if notice.kind == LEFT_OUT:
                self.leave_out((notice,))
                continue
            self._tell(self._notices, record.name, dict[str, None])[notice.message] = None

    def _tell(self, told: dict[str, Any], name: str, kind: type) -> Any:
        """Return what is kept under a name, or something to be forgotten where enough is kept."""
        if name not in told and len(told) >= TOLD:
            self.untold += 1
            return kind()
        return told.setdefault(name, kind())

    @property
    def in_order(self) -> list[Record]:
        """Return the records in the order of the quotes file."""
        return sorted(self.records, key=lambda record: record.number)

    @property
    def written(self) -> int:
        """Count the cards written."""
        return self.counts.get(WRITTEN, 0)

    @property
    def unchanged(self) -> int:
        """Count the cards that were there already, as they should be."""
        return self.counts.get(KEPT, 0)

    @property
    def failed(self) -> int:
        """Count the cards that could not be drawn or written."""
        return self.counts.get(FAILED, 0)

    @property
    def done(self) -> int:
        """Count the cards that something became of."""
        return sum(count for status, count in self.counts.items() if status != SKIPPED)

    @property
    def return_code(self) -> int:
        """Return the exit code.

        0 all written; 1 some quotes failed, or files stood in their cards' way; 3 the quotes file broke off;
        4 the folder cannot be written; 130 interrupted; 143 terminated. (2, the call is wrong, ends most batches
        before they have a report.)
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
            return f"stopped; {count}; run again to go on" if self.stopped_by else f"stopped; {count}"
        return f"{count}; the cards are in {self.folder}"

    def failures(self) -> dict[str, list[str]]:
        """Return each failure's words with the files it cost: what fails a quote fails all its cards."""
        return self._failures

    def notices(self) -> dict[str, list[str]]:
        """Return each quote's name with its notices, said once however many cards it has.

        A font that is left out is not a quote's: `left_out` says it.
        """
        return {name: list(said) for name, said in self._notices.items()}

    def left_out(self) -> list[str]:
        """Return what is said of the user's fonts that are not used, each once."""
        return list(self._left_out)

    def totals(self) -> dict[str, Any]:
        """Return what `--json` prints beside the cards: folder, counts, what ended it early."""
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
        """Return the report as data: its totals, and one record a card where they were kept."""
        return self.totals() | {"cards": [record.as_dict() for record in self.in_order]}
