"""The program with a gate: cards of quotes after GATE_AFTER wait until the file GATE exists.

A test that does something to a batch in the middle must find it in the middle, however busy the machine is.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from quotecard.batch import draw, pool
from quotecard.commands.main import main

FOREVER = 600
"""Seconds that no test takes, for limits that a slow machine must not reach."""
POLL = 0.005
"""Seconds between two looks at the gate."""

gate, after = Path(os.environ["GATE"]), int(os.environ["GATE_AFTER"])
render_card = draw.render_card


def gated(quote: Any, **options: Any) -> Any:
    while quote.number > after and not gate.exists():
        time.sleep(POLL)
    return render_card(quote, **options)


draw.render_card = gated
pool.STOP_TIMEOUT = FOREVER
assert pool.Pool.__init__.__kwdefaults__
pool.Pool.__init__.__kwdefaults__["max_silence"] = FOREVER

if __name__ == "__main__":
    main()
