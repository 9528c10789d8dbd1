"""The programme over HTTP."""

from ninja import Router

from hatang.programme.api import (
    conflicts,
    dues,
    gap_batches,
    gaps,
    hand_ins,
    items,
    leaders,
    meetings,
    products,
    transitions,
)

router = Router(tags=["programme"])
for part in (
    items,
    conflicts,
    dues,
    gaps,
    gap_batches,
    hand_ins,
    leaders,
    meetings,
    products,
    transitions,
):
    router.add_router("", part.router)
