"""The programme over HTTP."""

from ninja import Router

from hatang.programme.api import conflicts, dues, gaps, hand_ins, items, leaders, meetings, transitions

router = Router(tags=["programme"])
for part in (items, conflicts, dues, gaps, hand_ins, leaders, meetings, transitions):
    router.add_router("", part.router)
