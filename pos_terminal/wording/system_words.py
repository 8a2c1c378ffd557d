"""What the system says of a fault, which it says in English alone, in the language of whoever reads it."""

import errno
from collections.abc import Mapping

from pos_terminal.wording import later
from pos_terminal.wording.message import Message

_REASONS: Mapping[int, str] = {
    errno.ECONNREFUSED: later("Connection refused"),
    errno.ECONNRESET: later("Connection reset by peer"),
    errno.EHOSTUNREACH: later("No route to host"),
    errno.ENETUNREACH: later("Network is unreachable"),
    errno.ETIMEDOUT: later("Connection timed out"),
    errno.EPIPE: later("Broken pipe"),
    errno.ENOENT: later("No such file or directory"),
    errno.ENODEV: later("No such device"),
    errno.ENXIO: later("No such device or address"),
    errno.EIO: later("Input/output error"),
    errno.EBUSY: later("Device or resource busy"),
    errno.EACCES: later("Permission denied"),
    errno.EPERM: later("Operation not permitted"),
    errno.ENOSPC: later("No space left on device"),
    errno.EROFS: later("Read-only file system"),
    errno.ENOTDIR: later("Not a directory"),
    errno.EISDIR: later("Is a directory"),
}
"""What the system says in English alone; of what is not here its code is told, which is the same everywhere."""


def system_words(error: OSError) -> Message | str:
    """Why the system refused something, in words; its code where there are none for it."""
    number = error.errno or 0
    if number in _REASONS:
        return Message(_REASONS[number])
    return errno.errorcode.get(number) or error.strerror or str(error)
