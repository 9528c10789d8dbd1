"""A plan with every kind of deadline, and people of two of its units; a file of tests may have its own."""

from collections.abc import Callable
from typing import Any

import pytest

from hatang.accounts.models import User
from hatang.programme.models import Obligation, Plan


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Tasks due in nine days, at the year's end (product issued above), without a day, every quarter."""
    first, second, third = result["tasks"]
    first["due"]["end"] = "2026-06-10"
    first["text"] += " cho lĩnh vực nông nghiệp và môi trường"
    first["support"] = ["Sở Xây dựng"]
    second["text"] = "Tham mưu UBND tỉnh ban hành quy định dùng chung hạ tầng"
    second["lead"] = ["Sở Khoa học và Công nghệ", "Sở Xây dựng"]
    third["due"] = {**third["due"], "kind": "continuous", "end": None}
    result["tasks"].append({**third, "path": "PL2.3.1", "text": "Báo cáo tình hình mạng 5G"})
    result["tasks"][3]["due"] = {**third["due"], "kind": "quarterly", "end": None}
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department owes by 10/6/2026."""
    return plan.tasks.get(path="PL2.1.1").obligations.get()


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department of science."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department of building."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])
