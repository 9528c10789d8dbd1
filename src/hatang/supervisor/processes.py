"""Starting processes that do not outlive their starter, and looking at running ones."""

import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(signal_number: int) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends the child this signal when its parent is gone, however it died.

    The kernel looks at the thread that forked, so children are started from the main thread.
    """
    parent = os.getpid()

    def arrange() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal_number)

    return arrange


def processes_in(folder: Path) -> Iterator[int]:
    """Numbers of the living processes whose working folder is this one."""
    wanted = folder.resolve()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and is_alive_in(int(entry.name), wanted):
            yield int(entry.name)


def is_alive_in(pid: int, folder: str | Path) -> bool:
    """Whether the process lives with this working folder; a reused number belongs to another folder."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == Path(folder).resolve() and _state(pid) != "Z"
    except OSError:
        return False


def _state(pid: int) -> str:
    """State letter of a process; "Z" has ended and waits for its parent."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_until(condition: Callable[[], bool], *, seconds: float, step: float = 0.02) -> bool:
    """Whether the condition came true within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(step)
    return True


def signal_group(pid: int, signal_number: signal.Signals) -> None:
    """Send a signal to a process group, gone or not."""
    try:
        os.killpg(pid, signal_number)
    except ProcessLookupError:
        return
