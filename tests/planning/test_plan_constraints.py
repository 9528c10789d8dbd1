"""The database refuses what the rules of units' plans forbid."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.documents.models import ParseRun
from hatang.planning.models import Activity, PlanFile, UnitPlan, UnitPlanVersion
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db


class Rows:
    """Rows beside the rules."""

    def __init__(self, plan: Plan, unit: Any, user: Any, at: Any, make_run: Callable[..., ParseRun]) -> None:
        self.by = {"begun_at": at, "begun_by": user}
        self.base = {"unit": unit, "plan": plan, "year": 2026}
        self.user, self.at, self.make_run = user, at, make_run

    def plan(self, **values: Any) -> UnitPlan:
        return UnitPlan.objects.create(**{**self.base, **self.by, **values})

    def version(self, plan: UnitPlan | None = None, **values: Any) -> None:
        usual = {"unit_plan": plan or self.plan(), "ordinal": 1, "rows": [], "issued_at": self.at}
        UnitPlanVersion.objects.create(**{**usual, "issued_by": self.user, **values})

    def activity(self, **values: Any) -> None:
        usual = {"unit_plan": self.plan(), "ordinal": 1, "title": "Việc", "mark": uuid4()}
        Activity.objects.create(**{**usual, "saved_at": self.at, "saved_by": self.user, **values})

    def plan_twice(self) -> None:
        self.plan()
        self.plan()

    def version_twice(self) -> None:
        plan = self.plan()
        self.version(plan)
        self.version(plan)

    def file_twice(self) -> None:
        plan, file = self.plan(), self.make_run().file
        for _ in range(2):
            PlanFile.objects.create(unit_plan=plan, file=file, added_at=self.at, added_by=self.user)


BREAKS: dict[str, Callable[[Rows], object]] = {
    "unit_plan_once_a_year": lambda rows: rows.plan_twice(),
    "unit_plan_state_known": lambda rows: rows.plan(state="lost"),
    "unit_plan_year_possible": lambda rows: rows.plan(year=1999),
    "unit_plan_version_once": lambda rows: rows.version_twice(),
    "unit_plan_version_says_why": lambda rows: rows.version(ordinal=2),
    "plan_file_once": lambda rows: rows.file_twice(),
    "activity_has_a_title": lambda rows: rows.activity(title=""),
    "activity_uptake_known": lambda rows: rows.activity(uptake="most"),
    "activity_result_has_a_measure": lambda rows: rows.activity(result=1),
}


def test_the_database_refuses(
    plan: Plan, agencies: Any, office: Any, at: Any, make_run: Callable[..., ParseRun]
) -> None:
    rows = Rows(plan, agencies.units["sxd"], office, at, make_run)
    for name, run in BREAKS.items():
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            run(rows)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert name in str(refusal.value)


def test_every_constraint_has_a_test() -> None:
    models = [
        model
        for model in apps.get_app_config("planning").get_models()
        if model.__module__.rpartition(".")[2] in ("plans", "files")
        and not hasattr(model, "pgh_tracked_model")
    ]
    assert {one.name for model in models for one in model._meta.constraints} == set(BREAKS)
