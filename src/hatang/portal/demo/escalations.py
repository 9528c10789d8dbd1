"""Escalations of the example: one answered, others gone up tier by tier while nobody answered; figures."""

from datetime import date, datetime, timedelta

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.chasing import actions
from hatang.chasing.actions import Answered
from hatang.chasing.actions.proposing import Period, make_proposal
from hatang.chasing.models import Escalation
from hatang.chasing.queries import late_obligations
from hatang.chasing.rules import Answer
from hatang.programme.models import Obligation

# Days ago on which they began, and on which the job looked after them.
_BEGUN, _LOOKED = 12, (7, 2)
_ANSWER = "Đang chờ ý kiến thẩm định của sở chuyên ngành; dự kiến xong trong tháng sau."
_BECAUSE = "Đã nhắc nhiều lần sau hạn mà chưa có kết quả"


def load_escalations(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Take up what was late twelve days ago, of units where people of the example sign in; one answers."""
    if Escalation.objects.exists():
        return
    today = clock.local(at).date()
    year = Period(date(today.year, 1, 1), today, 95, 50, 90, 3)
    make_proposal(said=year, by=people["van-phong-so"], at=at)
    begun_at, office = at - timedelta(days=_BEGUN), people["van-phong-so"]
    made = {
        owed.unit_id: actions.begin(thing=owed, because=_BECAUSE, by=office, at=begun_at)
        for owed in _late(begun_at)
    }
    by = people["chuyen-vien-viettel"]
    if by.unit_id in made:
        said = Answered(Answer.REASON, _ANSWER)
        actions.answer(escalation=made[by.unit_id], said=said, by=by, at=begun_at + timedelta(days=1))
    for n_days in _LOOKED:
        actions.move_on(at=at - timedelta(days=n_days))


def _late(on: datetime) -> list[Obligation]:
    """The obligation of each unit that is late the longest, of units that have people."""
    rows = late_obligations(clock.local(on).date()).order_by("due_on", "pk")
    found: dict[int, Obligation] = {}
    for owed in rows.filter(unit__users__is_active=True).distinct()[:60]:
        found.setdefault(owed.unit_id, owed)
    return list(found.values())
