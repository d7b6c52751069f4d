"""Count work instead of time: the same on a busy machine as on an idle one."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def count_calls(function: Callable[[], T]) -> tuple[T, int]:
    """Return what `function` returns, and the number of calls, of Python and of C functions, that it made.

    Code that runs longer on larger input without calling anything, inside one C function, is not seen. The
    cycle collector is off meanwhile, as what it finalises is work of an earlier test.
    """
    calls = 0

    def count(_frame: object, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    collecting = gc.isenabled()
    before = sys.getprofile()
    gc.disable()
    sys.setprofile(count)
    try:
        result = function()
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()
    return result, calls
