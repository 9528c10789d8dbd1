"""What rooms above show about a thing on its own page: they say what, the page of the thing only where.

A room registers in `AppConfig.ready()`, so that the page of a task need not know who asks about it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

# Gives rendered, escaped HTML for a row that its access has given to who asks; "" shows nothing.
Show = Callable[[HttpRequest, str, Any], str]
_shown: dict[str, list[Show]] = {}


def register(kind: str, show: Show) -> None:
    """Let a room show something on the pages of a kind of thing, by its name in `subjects`."""
    _shown.setdefault(kind, []).append(show)


def shown_about(kind: str, row: Any, request: HttpRequest) -> list[str]:
    """What every room shows about a thing, in the order in which they were registered."""
    return [show(request, kind, row) for show in _shown.get(kind, [])]
