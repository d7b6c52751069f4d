"""How a command ends: errors told in one way, exit codes, signals."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from quotecard.console import echo, escape_controls
from quotecard.errors import CardError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class Signals:
    """SIGINT and SIGTERM as KeyboardInterrupt with the signal's number.

    The number is kept: a library that is being imported may swallow the exception (opencc does).
    """

    number = 0
    held = False
    """Whether a first signal waits for `check`: a batch asks where nothing is half done."""

    def listen(self) -> None:
        """Take both signals over, unless the program was started to ignore them, as by nohup."""
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        waits = self.held and not self.number
        self.number = number
        if not waits:
            raise KeyboardInterrupt(number)

    def check(self) -> None:
        """Raise what was held, or swallowed."""
        if self.number:
            raise KeyboardInterrupt(self.number)

    @contextmanager
    def hold(self, *, held: bool = True) -> Iterator[None]:
        """Let signals wait for `check`; with `held` false, within that, let them through again for a while."""
        before, self.held = self.held, held
        try:
            if not held:
                self.check()
            yield
        finally:
            self.held = before


class Program(click.Group):
    """The commands, with every error told in one way: a line on stderr and the exit code."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the options before the command."""
        with _told(Signals()):
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _told(ctx.ensure_object(Signals)):
            return super().invoke(ctx)


@contextmanager
def _told(signals: Signals) -> Iterator[None]:
    """Turn errors into messages and exit codes."""
    try:
        yield
    except click.UsageError as error:
        message = error.format_message()
        shown = escape_controls(message, keep_newlines=True)
        if shown != message:
            raise click.UsageError(shown, error.ctx) from error
        raise
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except CardError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("stopped", 128 + (signals.number or signal.SIGINT))
    except BrokenPipeError:
        raise  # click ends quietly: the reader has seen enough
    except OSError as error:  # render/ names its own, so this is stdout
        _fail(str(error), OutputError.exit_code)
    except Exception:  # noqa: BLE001  # a traceback may hold a quote's words: it is made safe too
        if signals.number:
            _fail("stopped", 128 + signals.number)
        import traceback

        echo(traceback.format_exc(), keep_newlines=True)
        _fail("this is a fault of quotecard; please report it with the lines above", 1)


def _fail(message: str, code: int) -> NoReturn:
    echo(f"Error: {message}")
    raise click.exceptions.Exit(code)
