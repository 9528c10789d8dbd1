"""The programme over HTTP."""

from ninja import Router

from hatang.programme.api import dues, hand_ins, items, meetings, transitions

router = Router(tags=["programme"])
for part in (items, dues, hand_ins, meetings, transitions):
    router.add_router("", part.router)
