"""What waits for what in the example, and filters that the office keeps for everyone."""

from datetime import datetime

from hatang.accounts.models import User
from hatang.portal.demo.headway import DIGITAL
from hatang.programme.actions import add_dependency, save_view
from hatang.programme.models import SavedView, Task

# Place of a task in the plan of 06/10/2025, and of the one that must be done first.
WAITS = [("VI.1.b", "VI.1.a"), ("PL2.3.3", "PL2.1.1"), ("PL2.1.2", "PL2.1.4"), ("PL2.4.2", "PL2.4.1")]
VIEWS = [
    ("Việc quá hạn", "tinh-trang=qua-han", "board"),
    ("Đến hạn trong 30 ngày", "tinh-trang=30-ngay&sap-xep=han", "calendar"),
    # What each document asks to be reported by when: 20/11 of one plan, 15/12 of another.
    ("Báo cáo kết quả theo từng văn bản", "tim=báo cáo kết quả&sap-xep=han", "table"),
    ("Chưa rõ đơn vị chịu trách nhiệm", "tinh-trang=chua-ro-don-vi", "table"),
]


def load_views(*, by: User, at: datetime) -> None:
    """Let tasks of the example wait for each other and keep some filters; what is there already stays."""
    tasks = Task.objects.filter(plan__version__files__name=DIGITAL, withdrawn_at__isnull=True)
    known = {task.path: task for task in tasks.distinct()}
    for path, needed in WAITS:
        if path in known and needed in known:
            add_dependency(task=known[path], needs=known[needed], by=by, at=at)
    present = set(SavedView.objects.filter(owner=by).values_list("name", flat=True))
    for name, query, kind in VIEWS:
        if name not in present:
            save_view(name=name, query=query, kind=kind, audience="everyone", by=by, at=at)
