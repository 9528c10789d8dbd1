"""What waits within a unit of the example: an officer handed in a draft, the leader has not released it."""

from datetime import datetime

from hatang.accounts.models import User
from hatang.portal.demo.headway import DIGITAL
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.actions import take_step
from hatang.programme.models import Obligation
from hatang.programme.rules import RUNNING, Step


def load_within(*, people: dict[str, User], at: datetime) -> None:
    """The officer of the department of construction hands in a result once."""
    rows = Obligation.objects.filter(
        task__plan__version__files__name=DIGITAL, task__path="PL2.1.3", unit__code="sxd"
    )
    owed = rows.select_related("task__plan", "unit").first()
    if owed is None or owed.state not in RUNNING or owed.hand_ins.exists():
        return
    words = f"{MARKED} Dự thảo quy định dùng chung hạ tầng, đã lấy ý kiến các đơn vị."
    take_step(obligation=owed, step=Step.SUBMIT, words=words, by=people["chuyen-vien-so-xay-dung"], at=at)
