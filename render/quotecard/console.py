"""Escape text for a terminal: everything that comes from a quote is printed through this module."""

from __future__ import annotations

import sys
import unicodedata

from quotecard.errors import OutputError

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def escape_controls(text: str, *, keep_newlines: bool = False) -> str:
    r"""Return `text` with every character that a terminal may act on as an escape such as `\x1b`.

    These are the Unicode categories Cc, Cf, Cs, Co, Cn, Zl and Zp; U+000A is one unless `keep_newlines`.
    """
    if text.isprintable():
        return text
    return "".join(_escape_char(char, keep_newlines=keep_newlines) for char in text)


def echo(message: object, *, err: bool = True, keep_newlines: bool = False) -> None:
    """Print `message`, escaped, on standard error, or on standard output if `err` is false.

    Characters that the stream cannot encode are escaped too. Raises OutputError if `err` is false and standard
    output was closed before the program started.
    """
    import click

    if not err:
        require_stdout()
    text = escape_controls(str(message), keep_newlines=keep_newlines)
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err)


def echo_json(value: object) -> None:
    """Print `value` on standard output as JSON that is safe on a terminal and in any encoding of stdout.

    Raises OutputError as `require_stdout` does.
    """
    require_stdout()
    echo_raw(json_text(value, indent=2) + "\n")


def json_text(value: object, *, indent: int | None) -> str:
    """Return `value` as JSON that is safe on a terminal and in any encoding of stdout."""
    import json

    plain = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not plain, indent=indent)
    if text.isprintable():
        return text
    risky = {char for char in set(text) - {"\n"} if escape_controls(char) != char}
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in risky})


def echo_raw(text: str) -> None:
    """Print `text` on standard output unchanged; the caller has made it safe."""
    import click

    click.echo(text, nl=False)


def require_stdout() -> None:
    """Raise OutputError if standard output is closed (`sys.stdout` is then None)."""
    if sys.stdout is None:
        raise OutputError("cannot write to standard output", why="it is closed")


def _escape_char(char: str, *, keep_newlines: bool) -> str:
    if unicodedata.category(char) not in _UNSAFE or (keep_newlines and char == "\n"):
        return char
    return char.encode("unicode_escape").decode("ascii")
