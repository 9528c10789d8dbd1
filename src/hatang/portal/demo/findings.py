"""What the documents say against each other, found and settled as far as the example's year goes."""

from datetime import datetime, timedelta

from hatang.accounts.models import User
from hatang.portal.demo.headway import DIGITAL
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.actions import find_conflicts, settle_conflict
from hatang.programme.models import Conflict, ConflictKind, Settlement

# Task 5.2 asks for 87/KH-UBND of 29/9/2025, which is in the house; what 5.1 asks for, 86/KH-UBND, is not.
SETTLED = [
    (
        ConflictKind.FULFILLED,
        "PL2.5.2",
        Settlement.FULFILLED,
        "Kế hoạch 87/KH-UBND ngày 29/9/2025 là sản phẩm của nhiệm vụ này.",
    ),
    (
        ConflictKind.DUE_BEFORE_DOCUMENT,
        "PL2.5.2",
        Settlement.FOLLOWED_UP,
        "Nhiệm vụ đã hoàn thành trước khi Kế hoạch 94/KH-UBND được ban hành.",
    ),
    (
        ConflictKind.DUE_BEFORE_DOCUMENT,
        "PL2.5.1",
        Settlement.FOLLOWED_UP,
        "Kế hoạch 86/KH-UBND ngày 29/9/2025 đã thực hiện nội dung này; chưa có văn bản trên hệ thống.",
    ),
]


def load_findings(*, by: User, at: datetime) -> None:
    """Look for contradictions and settle those about what was fulfilled; settled ones stay as they are."""
    told_at = at - timedelta(days=60)
    find_conflicts(by=by, at=at)
    for kind, path, settlement, reason in SETTLED:
        open_ones = Conflict.objects.filter(kind=kind, settlement="", gone_at__isnull=True, task__path=path)
        found = open_ones.filter(task__plan__version__files__name=DIGITAL).first()
        if found is not None:
            settle_conflict(
                conflict=found, settlement=settlement, reason=f"{MARKED} {reason}", by=by, at=told_at
            )
