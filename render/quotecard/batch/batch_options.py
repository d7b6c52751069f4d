"""Every option of a batch, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from quotecard.batch.file_names import DEFAULT_TEMPLATE
from quotecard.batch.shard import Shard
from quotecard.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable

AFFECTS_CARD = {"affects_card": True}
"""Metadata of a field that can change a card's bytes though the resolved job does not hold it: see `card_choices`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """The options of a batch, passed whole to every step of it; picklable.

    A field has the name that it has in `quotecard batch` and `render_batch`. To add an option, add a field here and
    its click option; planning, drawing, the card's key and the manifest all get this value. Raises UsageError if a
    value is invalid or two options contradict each other.
    """

    themes: tuple[str, ...] = ()
    """Names or paths; empty: the theme of each quote."""
    sizes: tuple[str, ...] = ()
    """Names or WxH; empty: the size of each quote."""
    only: tuple[str, ...] = ()
    """Ids or numbers of quotes; empty: all quotes."""
    tags: tuple[str, ...] = ()
    """A quote with any of them is drawn; empty: all quotes."""
    name: str = DEFAULT_TEMPLATE
    """Template of file names: quotecard.batch.file_names."""
    uniform: bool = False
    """Set the cards of a series at one size, or at two or three: quotecard.batch.uniform."""
    tone: str = ""
    """light or dark, for all cards; empty: the tone of each quote."""
    on_missing: str = field(default="error", metadata=AFFECTS_CARD)
    """What to do about a character that no font has: error, or warn to draw a box."""
    fonts: str = ""
    """Folder of the user's fonts; empty: none. The key of a card holds the digests of its files, not its path."""
    shard: str = ""
    """The part of the quotes to draw, as K/N; empty: all quotes."""
    optimize: bool = field(default=False, metadata=AFFECTS_CARD)
    """Make files smaller, which takes longer."""
    max_bytes: int = field(default=0, metadata=AFFECTS_CARD)
    """Largest size of a file in bytes; 0: any size."""
    force: bool = False
    """Draw every card again, and overwrite files that are not ours."""
    prune: bool = False
    """Remove cards of ours that no quote needs any more."""

    def __post_init__(self) -> None:
        part = self.part
        if self.max_bytes < 0:
            raise UsageError("--max-bytes must not be negative", hint="give a number of bytes, such as 40000")
        if self.prune and (self.only or self.tags or part.of > 1):
            raise UsageError(
                "--prune cannot be combined with --only, --tag or --shard",
                why="it would remove the cards of the quotes that they leave out",
            )

    @property
    def part(self) -> Shard:
        """The part of the quotes to draw; its label names the lock and the manifest of the part."""
        return Shard.parse(self.shard)

    @property
    def card_choices(self) -> tuple[Hashable, ...]:
        """The values that belong in a card's key: those of the fields marked `AFFECTS_CARD`, in their order."""
        return tuple(getattr(self, one.name) for one in fields(self) if one.metadata == AFFECTS_CARD)


DEFAULT_OPTIONS = BatchOptions()
"""A batch of all quotes, each as it says."""
