"""Which part of the quotes to draw, if several machines share a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from quotecard.errors import UsageError


class Shard(NamedTuple):
    """Part `at` of `of`: every `of`-th quote, so that long and short quotes are spread evenly; 1 of 1 is all."""

    at: int = 1
    of: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read K/N, such as 1/4; an empty text means all quotes. Raises UsageError for anything else."""
        if not text:
            return cls()
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
        shard = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= shard.at <= shard.of:
            raise UsageError(
                f"--shard {text} is not a part of a list", hint="the first of four parts is 1/4, the last 4/4"
            )
        return shard

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and (number - self.at) % self.of == 0

    @property
    def label(self) -> str:
        """The name of this part in its lock and manifest; empty for all quotes."""
        return f"{self.at}-of-{self.of}" if self.of > 1 else ""
