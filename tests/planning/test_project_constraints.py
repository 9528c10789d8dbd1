"""The database refuses what the rules of projects and their money forbid."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hatang.accounts.models import Unit, User
from hatang.planning.models import (
    MoneyLine,
    OverlapDecision,
    Project,
    ProjectTask,
    SharedPlatform,
    TakenProjectStep,
)
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-06-01T08:00+07:00")
DAY = AT.date()
MODELS = (MoneyLine, OverlapDecision, Project, ProjectTask, SharedPlatform, TakenProjectStep)
TOO_MUCH = Decimal(10) ** 15 + 1


def _user() -> User:
    user, _made = User.objects.get_or_create(username="ai", full_title="Ai", defaults={"created_at": AT})
    return user


def _project(code: str = "A", **values: Any) -> Project:
    unit, _made = Unit.objects.get_or_create(code="x", defaults={"name": "X", "kind": "department"})
    usual = {"title": "Dự án", "unit": unit, "kind": "it", "made_at": AT, "made_by": _user()}
    return Project.objects.create(**{"code": code, **usual, **values})


def _step(**values: Any) -> None:
    usual = {"project": _project(), "step": "propose", "taken_by": _user(), "taken_at": AT}
    TakenProjectStep.objects.create(**{**usual, **values})


def _line(**values: Any) -> MoneyLine:
    usual = {"source": "central", "year": 2026, "ground": "1/QĐ", "ground_on": DAY}
    who = {"changed_at": AT, "changed_by": _user()}
    project = Project.objects.first() or _project()
    return MoneyLine.objects.create(**{"project": project, **usual, **who, **values})


def _platform(**values: Any) -> SharedPlatform:
    usual = {"name": "Nền tảng", "level": "province", "changed_at": AT, "changed_by": _user()}
    return SharedPlatform.objects.create(**{**usual, **values})


def _decision(**values: Any) -> None:
    usual = {"project": _project(), "other": _project("B"), "settlement": "different", "reason": "Khác"}
    who = {"compared": "", "decided_at": AT, "decided_by": _user()}
    OverlapDecision.objects.create(**{**usual, **who, **values})


def _lines() -> None:
    _line()
    _line()


BREAKS: dict[str, Callable[[], object]] = {
    "project_has_a_title": lambda: _project(title=""),
    "project_kind_known": lambda: _project(kind="poem"),
    "project_state_known": lambda: _project(state="lost"),
    "project_days_in_order": lambda: _project(starts_on=DAY, ends_on=date(2026, 5, 1)),
    "project_step_known": lambda: _step(step="forget"),
    "project_step_names_its_document": lambda: _step(step="approve", agency="UBND tỉnh", dated_on=DAY),
    "project_step_says_why": lambda: _step(step="stop"),
    "money_line_once": _lines,
    "money_line_source_known": lambda: _line(source="lottery"),
    "money_line_year_possible": lambda: _line(year=1999),
    "money_line_has_a_ground": lambda: _line(ground=""),
    "money_line_estimate_possible": lambda: _line(estimate=-1),
    "money_line_allocated_possible": lambda: _line(allocated=TOO_MUCH),
    "money_line_disbursed_possible": lambda: _line(disbursed=-1),
    "platform_has_a_name": lambda: _platform(name=""),
    "platform_level_known": lambda: _platform(level="world"),
    "overlap_decision_has_two_sides": lambda: _decision(other=None),
    "overlap_settlement_known": lambda: _decision(settlement="lost"),
    "overlap_decision_says_why": lambda: _decision(reason=""),
    "overlap_decision_stops_one": lambda: _decision(settlement="stopped"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()
    assert name in str(refusal.value)


def test_a_task_is_served_once(publish: Callable[..., Plan], result: dict[str, Any]) -> None:
    link = {"project": _project(), "task": publish(result).tasks.first(), "added_at": AT, "added_by": _user()}
    ProjectTask.objects.create(**link)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ProjectTask.objects.create(**link)
    assert "project_task_once" in str(refusal.value)


def test_every_constraint_has_a_test() -> None:
    named = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert named == {*BREAKS, "project_task_once"}
