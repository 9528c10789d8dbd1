"""The programme over HTTP."""

from ninja import Router

from hatang.programme.api import items, meetings, transitions

router = Router(tags=["programme"])
for part in (items, meetings, transitions):
    router.add_router("", part.router)
