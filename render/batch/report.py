"""What became of each card: counted, printable, and as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from signal import Signals
from typing import TYPE_CHECKING, Any

from render.errors import CardError
from render.model import LEFT_OUT

if TYPE_CHECKING:
    from pathlib import Path

    from render.errors import OutputError
    from render.model import Notice, Place

WRITTEN, FAILED, PLANNED, SKIPPED = "written", "failed", "planned", "skipped"


@dataclass(frozen=True, slots=True)
class Failure:
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


@dataclass(frozen=True, slots=True)
class Record:
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
    """planned | written | failed | skipped: the batch ended before it"""
    error: Failure | None = None
    notices: tuple[Notice, ...] = ()
    size_px: float = 0.0
    """px an em of the quote"""
    bucket: int = 0
    """Which of the sizes of a uniform batch that is, from 1, the largest; 0: each card has its own"""

    @property
    def name(self) -> str:
        """The quote's id where it has one, else its number."""
        return self.id or str(self.number)

    def as_dict(self) -> dict[str, Any]:
        """Return the record as `--json` prints it."""
        return asdict(self) | {"notices": [notice._asdict() for notice in self.notices]}

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

    folder: Path
    total: int
    """Cards that were asked for."""
    records: list[Record] = field(default_factory=list)
    broken: OutputError | None = None
    """What made writing impossible."""
    stopped_by: int = 0
    """Number of the signal that ended the batch early."""

    @property
    def in_order(self) -> list[Record]:
        """Return the records in the order of the quotes file: bad items are known before any card."""
        return sorted(self.records, key=lambda record: record.number)

    @property
    def written(self) -> int:
        """Count the cards written."""
        return sum(record.status == WRITTEN for record in self.records)

    @property
    def failed(self) -> int:
        """Count the cards that could not be drawn or written."""
        return sum(record.status == FAILED for record in self.records)

    @property
    def return_code(self) -> int:
        """Return the exit code.

        0 all written; 1 some quotes failed, or files stood in their cards' way; 4 the folder cannot be
        written; 130 interrupted; 143 terminated. (2, the call is wrong, and 3, so is the file, end a batch before it has a report.)
        """
        if self.stopped_by:
            return 128 + self.stopped_by
        if self.broken:
            return self.broken.exit_code
        return 1 if self.failed else 0

    def __str__(self) -> str:
        count = f"{self.written} of {self.total} written"
        failed = f", {self.failed} failed" if self.failed else ""
        if self.stopped_by or self.broken:
            return f"stopped; {count}{failed}"
        return f"{count}{failed}; the cards are in {self.folder}"

    def failures(self) -> dict[str, list[str]]:
        """Return each failure's words with the files it cost: what fails a quote fails all its cards."""
        costs: dict[str, list[str]] = {}
        for record in self.in_order:
            if record.error:
                costs.setdefault(record.told(), []).extend([record.file] if record.file else [])
        return costs

    def notices(self) -> dict[str, list[str]]:
        """Return each quote's name with its notices, said once however many cards it has.

        A font that is left out is not a quote's: `left_out` says it.
        """
        words: dict[str, dict[str, None]] = {}
        for record in self.records:
            for notice in record.notices:
                if notice.kind == LEFT_OUT:
                    continue
                words.setdefault(record.name, {})[notice.message] = None
        return {name: list(said) for name, said in words.items()}

    def left_out(self) -> list[str]:
        """Return what is said of the user's fonts that are not used, each once."""
        notices = (notice for record in self.records for notice in record.notices)
        return list(dict.fromkeys(notice.message for notice in notices if notice.kind == LEFT_OUT))

    def as_dict(self) -> dict[str, Any]:
        """Return the report as `--json` prints it: folder, counts, what ended it early, one record a card."""
        return {
            "folder": str(self.folder),
            "total": self.total,
            "written": self.written,
            "failed": self.failed,
            "broken": str(self.broken or ""),
            "stopped_by": Signals(self.stopped_by).name if self.stopped_by else "",
            "cards": [record.as_dict() for record in self.in_order],
        }
