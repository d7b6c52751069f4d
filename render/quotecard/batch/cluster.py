"""A Dask cluster as an executor: many machines, one scheduler that gives out the work."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from quotecard.errors import CardError, UsageError
from quotecard.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

SCHEME = "dask://"
PATIENCE = 10
"""Seconds that a scheduler has to answer, and workers to appear."""


@contextmanager
def connect(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of a scheduler at dask://HOST:PORT, and how many cards it draws at a time.

    Raise UsageError for another address, where Dask is not installed, where no scheduler answers or no worker is
    there, and CardError where the workers are of another version than this program.
    """
    host = address.removeprefix(SCHEME)
    if host == address or not host:
        raise UsageError(f"{address} is no executor", hint=f"give a scheduler, as {SCHEME}host:8786")
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        hint = "pip install 'quotecard[dask]', here and on the workers"
        raise UsageError("Dask is not installed", why=str(error), hint=hint) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told by us
    try:
        client = distributed.Client(f"tcp://{host}", timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}", why=_first_line(error)) from error
    try:
        yield client.get_executor(pure=False), _workers(client, address)
    finally:
        client.close(timeout=PATIENCE)


def _workers(client: Any, address: str) -> int:
    """Return the threads of all workers, each of which must be able to draw as this program would."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        versions = client.run(version)
    except Exception as error:
        why = f"{type(error).__name__}: {_first_line(error)}"
        raise UsageError(
            f"the workers of {address} cannot draw", why=why, hint="install quotecard where they run"
        ) from error
    if others := sorted({str(found) for found in versions.values()} - {__version__}):
        raise CardError(
            f"the workers of {address} have quotecard {', '.join(others)}",
            why=f"this is {__version__}",
            hint="install one version everywhere",
        )
    return sum(client.nthreads().values())


def version() -> str:
    """Return the version that a worker has."""
    return __version__


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
