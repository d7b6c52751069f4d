"""Where a line may break, by the web platform's own tests at strictness `strict`."""

from __future__ import annotations

from quotecard import legal_breaks

from bench.corpora import DATA, table


def rows() -> list[dict[str, str]]:
    """Return the undisputed rows at strict: 121 of them."""
    every = table(DATA / "wpt_zh_ja.tsv")
    return [row for row in every if (row["strictness"], row["status"]) == ("strict", "ok")]


def agrees(row: dict[str, str], chinese: str = "zh-Hans") -> bool:
    """Whether our legal breaks agree with a row; `chinese` stands for the rows' plain zh."""
    lang = chinese if row["lang"] == "zh" else row["lang"]
    return (int(row["position"]) in legal_breaks(row["text"], lang)) == (row["break_allowed"] == "yes")
