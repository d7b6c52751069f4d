"""The program as it lies in a checkout: `python cli.py`. Its commands are in render/quotecard/commands/."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "render"))

from quotecard.commands.main import main  # the path above comes first

if __name__ == "__main__":
    main()
