"""Text made safe for a terminal: the one way a quote's words reach one."""

from __future__ import annotations

import sys
import unicodedata

from quotecard.errors import OutputError

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def escape_controls(text: str, *, keep_newlines: bool = False) -> str:
    r"""Return `text` with every character that a terminal may act on written out, as `\x1b`.

    These are the categories Cc, Cf, Cs, Co, Cn, Zl and Zp; U+000A too unless `keep_newlines`.
    """
    if text.isprintable():
        return text
    return "".join(_escape_char(char, keep_newlines=keep_newlines) for char in text)


def echo(message: object, *, err: bool = True, keep_newlines: bool = False) -> None:
    """Print `message`, made safe, on standard error, or on standard output where `err` is false.

    What the stream's encoding cannot carry is written as an escape. Raises OutputError where standard
    output was closed before the program started; messages then have nowhere to go.
    """
    import click

    if not err:
        require_stdout()
    text = escape_controls(str(message), keep_newlines=keep_newlines)
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err)


def echo_json(value: object) -> None:
    """Print `value` on standard output as JSON that is safe on a terminal and in any encoding of stdout.

    Raises OutputError as `say`.
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
    """Print data that is safe already on standard output, as it is."""
    import click

    click.echo(text, nl=False)


def require_stdout() -> None:
    """Raise OutputError where there is no standard output: Python has None for a closed one."""
    if sys.stdout is None:
        raise OutputError("cannot write to standard output", why="it is closed")


def _escape_char(char: str, *, keep_newlines: bool) -> str:
    if unicodedata.category(char) not in _UNSAFE or (keep_newlines and char == "\n"):
        return char
    return char.encode("unicode_escape").decode("ascii")
