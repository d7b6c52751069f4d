"""The texts that are measured, and where they lie."""

from __future__ import annotations

import csv
import json
import random
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SEED = 20
"""One seed for every sample, so that two runs measure the same texts."""


def table(path: Path) -> list[dict[str, str]]:
    """Read a TSV file with a header row; quotation marks have no special meaning."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(path: Path) -> list[list[str]]:
    """Read a TSV file without a heading; lines that start with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@lru_cache
def quotes() -> tuple[dict[str, Any], ...]:
    """Read the thousand quotes, in file order."""
    lines = (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def sample(count: int) -> list[dict[str, Any]]:
    """Draw `count` quotes, each language in its share but with at least a twentieth of the sample."""
    by_language: dict[str, list[dict[str, Any]]] = {}
    for quote in quotes():
        by_language.setdefault(quote["lang"], []).append(quote)
    draw = random.Random(SEED)
    picked: list[dict[str, Any]] = []
    for rows in sorted(by_language.values(), key=len):
        share = max(round(count * len(rows) / len(quotes())), count // 20)
        picked += draw.sample(rows, min(share, len(rows), count - len(picked)))
    return picked


WORDS = ("AI", "A", "7", "25", "2026", "3.5%", "Facebook", "Yann LeCun", "iPhone 17", "\u201cHi\u201d", "$20")


def mixed(count: int) -> list[dict[str, Any]]:
    """Draw `count` quotes and put Latin words and numbers into them, with and without spaces around."""
    draw = random.Random(SEED)
    found = []
    for quote in sample(count):
        text = quote["text"]
        letters = [at for at in range(1, len(text)) if text[at].isalpha() and text[at - 1] != "\n"]
        for at in sorted(draw.sample(letters, min(3, len(letters))), reverse=True):
            space = draw.choice(("", " "))
            text = f"{text[:at]}{space}{draw.choice(WORDS)}{space}{text[at:]}"
        found.append({**quote, "text": text})
    return found


def han(text: str) -> int:
    """Count the Han characters of the basic block."""
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def cards(count: int) -> list[dict[str, str]]:
    """Draw `count` quotes of 10 to 70 Han characters, as mappings that `render_card` takes."""
    fitting = [q for q in quotes() if 10 <= han(q["text"]) <= 70]
    drawn = random.Random(SEED).sample(fitting, count)
    return [{"text": q["text"], "author": q["author"]} for q in drawn]


def many(count: int) -> list[dict[str, str]]:
    """Draw `count` quotes of 10 to 70 Han characters, again and again from the thousand where they are more."""
    fitting = [q for q in quotes() if 10 <= han(q["text"]) <= 70]
    if count <= len(fitting):
        return cards(count)
    drawn = random.Random(SEED).choices(fitting, k=count)
    return [{"text": q["text"], "author": q["author"]} for q in drawn]
