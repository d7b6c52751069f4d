"""Keys that cost little: a map of 24 bytes an entry for lists of a million, and values known by identity."""

from __future__ import annotations

from array import array
from typing import Generic, TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_FIRST = 1 << 8
_FULL = 0.66
"""Part of the slots in use from which on a search takes too long."""


class HashIndex:
    """Numbers from 0 to 2**64 - 1 by key; a dict of the same takes 150 bytes an entry and more.

    A key is known by 64 bits of its hash alone: two of a million are taken for one once in thirty million lists.
    """

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * _FIRST))
        self._values = array("Q", bytes(8 * _FIRST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> int | None:
        """Return the number of a key, or None."""
        at, found = self._slot(_code(key))
        return self._values[at] if found else None

    def put(self, key: str, value: int) -> None:
        """Set the number of a key."""
        code = _code(key)
        at, found = self._slot(code)
        self._keys[at], self._values[at] = code, value
        if not found:
            self._count += 1
            if self._count > _FULL * len(self._keys):
                self._grow()

    def setdefault(self, key: str, value: int) -> int:
        """Return the number of a key, which is `value` from now on where it had none."""
        known = self.get(key)
        if known is None:
            self.put(key, value)
            return value
        return known

    def values(self) -> array[int]:
        """Return the numbers, in no order."""
        return array("Q", (value for key, value in zip(self._keys, self._values, strict=True) if key))

    def _slot(self, code: int) -> tuple[int, bool]:
        """Return where a code stands or would stand, and whether it does."""
        keys = self._keys
        mask = len(keys) - 1
        at = code & mask
        while (held := keys[at]) and held != code:
            at = (at + 1) & mask
        return at, bool(held)

    def _grow(self) -> None:
        old = self._keys, self._values
        size = 8 * 2 * len(self._keys)
        self._keys, self._values = array("Q", bytes(size)), array("Q", bytes(size))
        for code, value in zip(*old, strict=True):
            if code:
                at, _ = self._slot(code)
                self._keys[at], self._values[at] = code, value


def _code(key: str) -> int:
    """Return 64 bits that are not 0: that is an empty slot."""
    return hash(key) & _MASK or 1


class IdentityKey(Generic[T]):
    """A value that is equal to itself alone: a key for what is shared by many and dear to compare.

    It keeps the value, so that as long as the key is remembered no other can have its identity.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value
