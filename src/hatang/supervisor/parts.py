"""A part is a process that is kept running; it starts again, after a growing pause, when it dies."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hatang.supervisor.processes import dies_with_parent, signal_group

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# After running this long a part is taken for healthy and the next pause is short again.
HEALTHY_SECONDS = 60.0
STOP_SECONDS = 12.0


@dataclass
class Part:
    """One process of the house."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    # What the kernel sends when the supervisor is killed and nobody is left to wait for a polite end.
    orphan_signal: signal.Signals = signal.SIGTERM
    n_restarts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _pause: float = FIRST_PAUSE_SECONDS
    _next_start_at: float = 0.0

    @property
    def pid(self) -> int | None:
        """Number of the running process."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the process in a group of its own, bound to this process's life."""
        self._process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.orphan_signal),
        )
        self._started_at = time.monotonic()

    def look(self, say: Callable[[str], None]) -> None:
        """Notice a death, and start again when the pause is over."""
        if self._process is None:
            if time.monotonic() >= self._next_start_at:
                self.n_restarts += 1
                self.start()
                say(f"{self.name} started again.")
            return
        code = self._process.poll()
        if code is not None:
            self._bury()
            say(f"{self.name} ended with code {code}; it starts again in {self._pause:g} s.")
            self._plan_start()

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def finish(self, seconds: float = STOP_SECONDS) -> None:
        """Wait for the end, then end whatever is left of the group."""
        if self._process is None:
            return
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._bury()

    def _bury(self) -> None:
        """End children the process left behind."""
        if self._process is not None:
            signal_group(self._process.pid, signal.SIGKILL)
        self._process = None

    def _plan_start(self) -> None:
        if time.monotonic() - self._started_at > HEALTHY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        self._next_start_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
