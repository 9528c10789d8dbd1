"""Results promised on the way, periods of recurring duties, parts of a compound deadline."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.notices.models import Notice
from hatang.programme.actions import (
    add_milestone,
    reach_milestone,
    record_progress,
    remind_of_milestones,
    remove_milestone,
)
from hatang.programme.models import Obligation, Plan
from hatang.programme.queries.obligations import obligation_page, without_milestone
from hatang.programme.rules import quarter_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def test_work_without_a_day_asks_for_a_milestone_each_quarter(
    plan: Plan, owner: User, office: User, at: datetime
) -> None:
    owed = plan.tasks.get(path="PL2.2.1").obligations.get()
    assert list(without_milestone(office, today=TODAY)) == [owed]
    made = add_milestone(obligation=owed, title="50 trạm", due_on=date(2026, 6, 30), by=owner, at=at)
    assert add_milestone(obligation=owed, title="50  trạm", due_on=date(2026, 6, 30), by=owner, at=at) == made
    assert not without_milestone(office, today=TODAY).exists()
    assert list(without_milestone(office, today=date(2026, 7, 1))) == [owed]
    with pytest.raises(Refusal):
        reach_milestone(milestone=made, reached_on=date(2026, 6, 2), by=owner, at=at)
    reach_milestone(milestone=made, reached_on=TODAY, by=owner, at=at)
    with pytest.raises(Conflict):
        remove_milestone(milestone=made, by=owner, at=at)
    reach_milestone(milestone=made, reached_on=None, by=owner, at=at)
    remove_milestone(milestone=made, by=owner, at=at)
    owed.refresh_from_db()
    assert owed.updated_at == at and not owed.milestones.exists()


def test_a_unit_is_told_before_a_milestone_and_once_after_it(plan: Plan, owner: User, at: datetime) -> None:
    owed = plan.tasks.get(path="PL2.2.1").obligations.get()
    add_milestone(obligation=owed, title="50 trạm", due_on=date(2026, 6, 10), by=owner, at=at)
    reached = add_milestone(obligation=owed, title="Khung", due_on=date(2026, 6, 10), by=owner, at=at)
    reach_milestone(milestone=reached, reached_on=TODAY, by=owner, at=at)
    told = []
    for n_days in range(20):
        # The worker that starts again on the same day tells nothing twice.
        n_told = sum(remind_of_milestones(at=at + timedelta(days=n_days)) for _again in range(2))
        told += [(n_days + 1, n_told)] if n_told else []
    assert told == [(7, 1), (11, 1)]
    last = Notice.objects.filter(user=owner, kind="reminder").latest("pk")
    assert last.sentence == "Mốc “50 trạm” đã cam kết ngày 10/06/2026 nhưng chưa đạt."
    record_progress(obligation=owed, state="done", by=owner, at=at)
    assert remind_of_milestones(at=at + timedelta(days=10)) == 0


@pytest.mark.parametrize("title", ["", "  ", "x" * 301])
def test_a_milestone_is_named(owed: Obligation, owner: User, at: datetime, title: str) -> None:
    with pytest.raises(Refusal):
        add_milestone(obligation=owed, title=title, due_on=TODAY, by=owner, at=at)


def test_what_somebody_has_taken_away_meanwhile_is_gone(owed: Obligation, owner: User, at: datetime) -> None:
    promised = add_milestone(obligation=owed, title="Dự thảo", due_on=date(2026, 9, 30), by=owner, at=at)
    for _click in range(2):
        remove_milestone(milestone=promised, by=owner, at=at)
    with pytest.raises(NotFound):
        reach_milestone(milestone=promised, reached_on=None, by=owner, at=at)


def test_each_period_of_a_recurring_duty_is_kept(plan: Plan, owner: User, at: datetime) -> None:
    owed = plan.tasks.get(path="PL2.3.1").obligations.get()
    record_progress(obligation=owed, state="done", by=owner, at=at)
    later = at + timedelta(days=100)
    record_progress(obligation=owed, state="done", by=owner, at=later)
    assert [one.due_on for one in owed.occurrences.all()] == [date(2026, 9, 30), date(2026, 6, 30)]
    record_progress(obligation=owed, state="in_progress", by=owner, at=later)
    assert [one.due_on for one in owed.occurrences.all()] == [date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2026-01-01", "2026-01-01", "2026-03-31"), ("2026-12-31", "2026-10-01", "2026-12-31")],
)
def test_a_quarter_begins_and_ends(day: str, first: str, last: str) -> None:
    assert [one.isoformat() for one in quarter_of(date.fromisoformat(day))] == [first, last]


def test_periods_nobody_spoke_of_are_shown(plan: Plan, owner: User, at: datetime) -> None:
    owed = plan.tasks.get(path="PL2.3.1").obligations.get()
    assert obligation_page(owner, owed.pk, today=TODAY).missed == [date(2026, 3, 31), date(2025, 12, 31)]
    record_progress(obligation=owed, state="done", done_on=date(2026, 3, 20), by=owner, at=at)
    assert obligation_page(owner, owed.pk, today=TODAY).missed == [date(2025, 12, 31)]


def test_a_compound_deadline_shows_its_parts(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], reader: User, client: Client
) -> None:
    due = result["tasks"][0]["due"]
    due["parts"] = [
        {**due, "end": "2026-06-30", "text": "Quý II/2026"},
        {**due, "kind": "yearly", "end": None, "text": "hằng năm"},
    ]
    task = publish(result).tasks.get(path="PL2.1.1")
    client.force_login(reader)
    page = client.get(reverse("programme:task", args=[task.pk])).content.decode()
    assert "30/06/2026 (Quý II/2026)" in page and "Hằng năm" in page
