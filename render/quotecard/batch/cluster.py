"""A Dask cluster as an executor: many machines, and one scheduler that distributes the work."""

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
CONNECT_TIMEOUT = 10
"""Seconds to wait for the scheduler to answer, and for the first worker."""


@contextmanager
def connect(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of the scheduler at dask://HOST:PORT, and how many cards it draws at a time.

    Raises UsageError if the address is not of that form, Dask is not installed, no scheduler answers or there is no
    worker; CardError if the workers have another version of quotecard.
    """
    host = address.removeprefix(SCHEME)
    if host == address or not host:
        raise UsageError(
            f"{address} is not a valid executor", hint=f"give a Dask scheduler, such as {SCHEME}host:8786"
        )
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        hint = "pip install 'quotecard[dask]', here and on the workers"
        raise UsageError("Dask is not installed", why=str(error), hint=hint) from error
    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # errors that matter are reported by this program
    try:
        client = distributed.Client(f"tcp://{host}", timeout=CONNECT_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}", why=_first_line(error)) from error
    try:
        yield client.get_executor(pure=False), _workers(client, address)
    finally:
        client.close(timeout=CONNECT_TIMEOUT)


def _workers(client: Any, address: str) -> int:
    """Return the number of threads of all workers; raises UsageError or CardError if one could not draw as we do."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_TIMEOUT)
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
            hint="install the same version everywhere",
        )
    return sum(client.nthreads().values())


def version() -> str:
    """Return the version of quotecard; run on each worker."""
    return __version__


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
