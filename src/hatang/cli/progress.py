"""Progress bars on stderr, where a terminal is there to draw them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar to be told (done, in all); it shows itself for more than one step."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(name, total=None, visible=False)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=total > 1)

        yield report
