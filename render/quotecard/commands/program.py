"""How a command ends: error messages, exit codes, signals."""

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
    """Turn SIGINT and SIGTERM into KeyboardInterrupt.

    The signal's number is kept, because a library may swallow the exception while it is imported (opencc does).
    """

    number = 0
    """The last signal received, or 0."""
    held = False
    """Whether a first signal waits for `check`; a batch calls that when no card is half written."""

    def listen(self) -> None:
        """Handle both signals, unless the program was started with them ignored (as by nohup)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        waits = self.held and not self.number
        self.number = number
        if not waits:
            raise KeyboardInterrupt(number)

    def check(self) -> None:
        """Raise KeyboardInterrupt if a signal was held back, or swallowed."""
        if self.number:
            raise KeyboardInterrupt(self.number)

    @contextmanager
    def hold(self, *, held: bool = True) -> Iterator[None]:
        """Hold signals back until `check`; with `held` false, inside such a block, let them through again."""
        before, self.held = self.held, held
        try:
            if not held:
                self.check()
            yield
        finally:
            self.held = before


class CommandGroup(click.Group):
    """The group of commands; reports every error as a line on stderr and an exit code."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Parse the options that stand before the command."""
        with _report_errors(Signals()):
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _report_errors(ctx.ensure_object(Signals)):
            return super().invoke(ctx)


@contextmanager
def _report_errors(signals: Signals) -> Iterator[None]:
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
        raise  # the reader closed the pipe: click exits without a message
    except OSError as error:  # the package wraps its own in CardError, so this one is stdout
        _fail(str(error), OutputError.exit_code)
    except Exception:  # noqa: BLE001  # a traceback may contain a quote's text, so it is escaped too
        if signals.number:
            _fail("stopped", 128 + signals.number)
        import traceback

        echo(traceback.format_exc(), keep_newlines=True)
        _fail("this is a bug in quotecard; please report it with the lines above", 1)


def _fail(message: str, code: int) -> NoReturn:
    echo(f"Error: {message}")
    raise click.exceptions.Exit(code)
