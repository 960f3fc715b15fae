"""Leases of rows that a worker works on: they tell which process took them, so that a dead one holds none."""

import os
import secrets
import socket

_PROCESS = secrets.token_hex(4)
"""Tells this process from an earlier one that had its number, as the first of a container always has."""


def new_lease() -> str:
    """Return a lease that nobody else has."""
    return f"{socket.gethostname()}:{os.getpid()}:{_PROCESS}:{secrets.token_hex(8)}"


def is_of_the_dead(lease: str) -> bool:
    """Whether the process that took a lease is known to have ended. Of other machines nothing is known."""
    host, _, rest = lease.rpartition(":")[0].partition(":")
    number, _, process = rest.partition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return process != _PROCESS
    return not _is_there(int(number))


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return True
