"""What the worker may use from now on; nothing it does later can raise it (unless it runs as root)."""

import ctypes
import os
import resource
import sys
from contextlib import suppress

MEMORY = 256 * 1024**2
"""Bytes of data: with the programs themselves, it stays under 300 MB."""
ADDRESSES = 480 * 1024**2
"""Bytes of address space, programs and decoders included, for kernels that do not count data."""
CPU_SECONDS = 4
NICENESS = 5

_LIMITS = {
    "RLIMIT_DATA": MEMORY,
    "RLIMIT_AS": ADDRESSES,
    "RLIMIT_CPU": CPU_SECONDS,
    "RLIMIT_CORE": 0,
    "RLIMIT_FSIZE": 0,
    "RLIMIT_NPROC": 0,
    # 0, 1 and 2 are taken: no file, no socket can be opened any more.
    "RLIMIT_NOFILE": 3,
}

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def close() -> None:
    """Put every limit that this system has (macOS has no limit of memory)."""
    os.nice(NICENESS)
    for name, value in _LIMITS.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
