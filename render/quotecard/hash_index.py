"""A map from text to number that takes 24 bytes an entry, for lists of a million quotes."""

from __future__ import annotations

from array import array

_INITIAL_SLOTS = 1 << 8
"""A power of two, so that a hash is cut to a slot by a mask; doubling keeps it one."""
_MAX_LOAD = 0.66
"""Share of slots in use above which the table doubles: fuller than that, linear probing takes long."""
_HASH_MASK = (1 << 64) - 1


class HashIndex:
    """Map texts to numbers from 0 to 2**64 - 1 in 24 bytes an entry; a dict takes 150 and more.

    Open addressing with linear probing. A key is stored as the 64 bits of its hash alone: in a list of a million,
    two keys collide with a probability of about 1 in 30 million.
    """

    def __init__(self) -> None:
        self._hashes = array("Q", bytes(8 * _INITIAL_SLOTS))
        self._values = array("Q", bytes(8 * _INITIAL_SLOTS))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> int | None:
        """Return the number of a key, or None if it has none."""
        slot, found = self._slot(_hash_of(key))
        return self._values[slot] if found else None

    def put(self, key: str, value: int) -> None:
        """Set the number of a key."""
        key_hash = _hash_of(key)
        slot, found = self._slot(key_hash)
        self._hashes[slot], self._values[slot] = key_hash, value
        if not found:
            self._count += 1
            if self._count > _MAX_LOAD * len(self._hashes):
                self._grow()

    def setdefault(self, key: str, value: int) -> int:
        """Return the number of a key; set it to `value` first if it has none."""
        known = self.get(key)
        if known is None:
            self.put(key, value)
            return value
        return known

    def values(self) -> array[int]:
        """Return all numbers, in no particular order."""
        return array("Q", (value for used, value in zip(self._hashes, self._values, strict=True) if used))

    def _slot(self, key_hash: int) -> tuple[int, bool]:
        """Return the slot of a hash, or the empty slot it would take, and whether it is there."""
        hashes = self._hashes
        mask = len(hashes) - 1
        slot = key_hash & mask
        while (held := hashes[slot]) and held != key_hash:
            slot = (slot + 1) & mask
        return slot, bool(held)

    def _grow(self) -> None:
        old = self._hashes, self._values
        size = 8 * 2 * len(self._hashes)
        self._hashes, self._values = array("Q", bytes(size)), array("Q", bytes(size))
        for key_hash, value in zip(*old, strict=True):
            if key_hash:
                slot, _ = self._slot(key_hash)
                self._hashes[slot], self._values[slot] = key_hash, value


def _hash_of(key: str) -> int:
    """Return 64 bits of a hash, never 0, which marks an empty slot."""
    return hash(key) & _HASH_MASK or 1
