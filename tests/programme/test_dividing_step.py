"""The step of the database that divides deadlines and products of former records says what publishing says.

It is for records older than these tables; where the steps are drawn together, it goes, and this with it.
"""

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from hatang.programme.models import DuePart, Plan, Product, Task

pytestmark = pytest.mark.django_db

STEP = "hatang.programme.migrations.0007_dues_and_products"
PART = {"kind": "by", "start": None, "end": "2026-06-30", "at": None, "before": False, "text": "quý II/2026"}
DUE_COLUMNS = ("ordinal", "due_kind", "due_start", "due_end", "due_at", "due_before", "due_text")


@pytest.fixture
def divide() -> Callable[[], None]:
    """The step, run over the records there are as over those of a former version without such rows."""
    if importlib.util.find_spec(STEP) is None:
        pytest.skip("the steps of the database were drawn together")
    step = importlib.import_module(STEP)

    def run() -> None:
        Product.objects.all().delete()
        DuePart.objects.all().delete()
        step.divide(apps, None)

    return run


def rows_of() -> tuple[list[Any], list[Any]]:
    """Every part and product as the records keep them."""
    parts = DuePart.objects.order_by("task_id", "ordinal").values_list("task_id", *DUE_COLUMNS)
    products = Product.objects.order_by("task_id", "ordinal")
    return list(parts), list(products.values_list("task_id", "ordinal", "text", "kind"))


def test_what_a_former_version_published_is_divided_as_publishing_does(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], divide: Callable[[], None]
) -> None:
    first, second, third = result["tasks"]
    monthly = {**PART, "kind": "monthly", "end": None, "at": "25", "text": "hằng tháng, trước ngày 25"}
    first["due"] |= {"parts": [PART, monthly]}
    first["product"] = "Kế hoạch của UBND tỉnh; Báo cáo kết quả thực hiện"
    # One part is no deadline of several, and going on asks for no day.
    second["due"] |= {"parts": [PART]}
    third["due"] |= {"parts": [{**PART, "kind": "continuous", "end": None}] * 2}
    third["product"] = ""
    publish(result)
    published = rows_of()
    assert [row[1:3] for row in published[0]] == [(0, "by"), (1, "monthly")]
    assert [row[3] for row in published[1][:2]] == ["plan", "report"]
    divide()
    assert rows_of() == published


def test_what_no_present_reading_says_breaks_nothing(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], divide: Callable[[], None]
) -> None:
    task = Task.objects.get(plan=publish(result), path="PL2.1.1")
    backwards = {"kind": "within", "start": "2027-01-01", "end": "2026-12-31"}
    odd = [{}, {"kind": "by"}, backwards, {**PART, "at": "x" * 30}]
    Task.objects.filter(pk=task.pk).update(due_parts=odd * 10, product="")
    Task.objects.exclude(pk=task.pk).update(due_parts=[], product="")
    divide()
    parts, products = rows_of()
    assert (len(parts), products) == (20, [])
    assert [(row[2], row[3]) for row in parts[:3]] == [("none", None), ("none", None), ("within", None)]
    assert parts[3][5] == "x" * 10
