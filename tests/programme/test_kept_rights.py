"""What a look keeps of who may read what is, after every change that decides it, what is asked anew."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import GroupMembership, RoleHolding, Unit, UnitGroup, User
from hatang.base import kept as keeping
from hatang.base.looks import one_look
from hatang.documents.access import hidden_documents
from hatang.documents.models import Audience, Document
from hatang.programme.access import hidden_plans
from hatang.programme.models import Assignment, Conflict, ConflictKind, Plan, SavedView, Target, Task
from hatang.programme.queries import (
    n_open_conflicts,
    named_leaders,
    overview,
    plans_to_choose,
    saved_views,
    units_to_choose,
)

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def always_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are kept, whoever writes into other databases of the server."""
    monkeypatch.setattr(keeping, "_is_somebody_writing", lambda: False)
    keeping.forget()


def _asked(people: list[User]) -> list[Any]:
    """Which documents and plans each may not read, asked of the database."""
    fresh = (User.objects.get(pk=one.pk) for one in people)
    return [({row.pk for row in hidden_documents(one)}, hidden_plans(one)) for one in fresh]


def _kept(people: list[User]) -> list[Any]:
    """The same, each in a look of its own."""
    found = []
    for one in people:
        person = User.objects.get(pk=one.pk)
        with one_look():
            found.append(({row.pk for row in hidden_documents(person)}, hidden_plans(person)))
    return found


def test_who_may_read_what_is_never_out_of_date_and_never_somebody_elses(
    plan: Plan, owner: User, outsider: User, office: User, reader: User, agencies: Any
) -> None:
    people = [owner, outsider, office, reader]
    own, other = agencies.units["skhcn"], agencies.units["sxd"]
    document = plan.document
    group = UnitGroup.objects.create(name="Tổ công tác thử", sort_key="to cong tac thu")
    told = {"audience_reason": "Nội bộ", "audience_set_at": "2026-06-01T00:00Z", "audience_set_by": office}
    steps: list[Callable[[], Any]] = [
        lambda: Document.objects.update(is_restricted=True, **told),
        lambda: Audience.objects.create(document=document, unit=own),
        lambda: RoleHolding.objects.create(user=outsider, role="officer", unit=own, valid_from=TODAY),
        lambda: RoleHolding.objects.all().delete(),
        lambda: Audience.objects.create(document=document, group=group),
        lambda: GroupMembership.objects.create(group=group, unit=other),
        lambda: GroupMembership.objects.filter(group=group).delete(),
        lambda: Unit.objects.filter(pk=other.pk).update(kind="division", parent=own),
        lambda: User.objects.filter(pk=outsider.pk).update(unit=own),
        lambda: User.objects.filter(pk=outsider.pk).update(unit=None, role="reader"),
        lambda: User.objects.filter(pk=reader.pk).update(role="office"),
        lambda: Document.objects.update(is_restricted=False),
    ]
    before = _kept(people)
    for number, change in enumerate(steps):
        change()
        after = _kept(people)
        assert after == _asked(people) == _kept(people), number
        # A division of the unit reads what its unit reads, as its own people did before they moved.
        assert after != before or number in (4, 8), number
        before = after


def _counts(user: User) -> Any:
    with one_look():
        view = overview(user, today=TODAY)
        return (
            (view.n_plans, view.n_targets, view.n_unknown_names, n_open_conflicts(user)),
            [(one.pk, str(one)) for one in plans_to_choose(user)],
            [one.name for one in units_to_choose(user)],
            [str(one) for one in named_leaders(user)],
            [one.name for one in saved_views(user)],
        )


def test_choices_and_counts_of_a_look_follow_every_change(plan: Plan, office: User, owner: User) -> None:
    named = Assignment.objects.filter(task__isnull=False)
    found = dict.fromkeys(("found_at", "seen_at"), "2026-06-01T00:00Z")
    changes: list[Callable[[], Any]] = [
        lambda: Plan.objects.update(number="99/KH-UBND"),
        lambda: Unit.objects.filter(code="sxd").update(name="Sở Xây dựng và Quy hoạch"),
        lambda: Task.objects.filter(plan=plan).update(directed_by=owner),
        lambda: User.objects.filter(pk=owner.pk).update(full_title="Phó Giám đốc Sở"),
        lambda: SavedView.objects.create(
            owner=office, name="Việc gấp", query="", created_at="2026-06-01T00:00Z"
        ),
        lambda: named.update(unit=None, group=None),
        lambda: Target.objects.create(plan=plan, path="9", ordinal=9, text="T", key="k9", sort_key="T"),
        lambda: Target.objects.update(withdrawn_at="2026-06-01T00:00Z"),
        lambda: Conflict.objects.create(
            kind=ConflictKind.CLOSED_LEAD, fingerprint="x", task=plan.tasks.first(), **found
        ),
        lambda: Conflict.objects.update(gone_at="2026-06-01T00:00Z"),
    ]
    before = _counts(office)
    for number, change in enumerate(changes):
        change()
        after = _counts(office)
        keeping.forget()
        assert after == _counts(office), number
        assert after != before, number
        before = after


def test_a_second_look_asks_one_question_for_all_that_is_kept(plan: Plan, office: User) -> None:
    for _ in range(2):
        _counts(office)
    person = User.objects.get(pk=office.pk)
    with one_look(), CaptureQueriesContext(connection) as queries:
        assert plans_to_choose(person) and units_to_choose(person) and not hidden_plans(person)
        saved_views(person), named_leaders(person), n_open_conflicts(person)
    assert len(queries) == 1
