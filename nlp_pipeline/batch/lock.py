"""One run at a time on one output."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


class InUseError(Exception):
    """The output cannot be had: another run writes it, which the message names, or nobody can."""


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Keeps other runs away from `out`; the system lets go of it when the process ends, however it ends.

    Raises InUseError, also where nothing can be written.
    """
    path = out.with_name(f".{out.name}.lock")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InUseError(f"{out}: another run writes it ({_holder(path)}); wait for its end, or stop it") from None
    except OSError as error:
        raise InUseError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        path.write_text(json.dumps({"process": os.getpid(), "machine": socket.gethostname(), "since": started}))
        yield
    finally:
        path.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    try:
        run = json.loads(path.read_text())
        return f"process {run['process']} on {run['machine']}, since {run['since']}"
    except (OSError, ValueError, KeyError):
        return "it has only just begun"
