"""Who directs the example's plan, and what was filled in that it leaves open."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hatang.accounts.models import User
from hatang.documents.models import DocumentFile
from hatang.notices.models import Notice
from hatang.portal.demo.clearing import FILLED, load_clearing
from hatang.portal.demo.headway import DIGITAL
from hatang.programme.models import GapAnswer, GapRequest, Plan, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_user: Callable[..., User], agencies: Any) -> dict[str, User]:
    roles = [
        ("van-phong-so", "office", "skhcn"),
        ("lanh-dao", "leader", "ubnd-tinh"),
        ("chuyen-vien-so-xay-dung", "officer", "sxd"),
    ]
    return {name: make_user(name, role, agencies.units[unit]) for name, role, unit in roles}


@pytest.fixture
def plan(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], make_row: Callable[..., Any]
) -> Plan:
    """The places of the example's plan of which something is asked, with the same gaps."""
    gaps: dict[str, list[str]] = {}
    for one in FILLED:
        gaps.setdefault(one.path, []).append(one.gap.value)
    result["tasks"] = [
        make_row(path, f"Nhiệm vụ ở mục {path}", gaps=open_ones, lead=["Sở Xây dựng"])
        for path, open_ones in gaps.items()
    ]
    found = publish(result)
    DocumentFile.objects.update(name=DIGITAL)
    return found


def test_the_plan_has_a_leader_and_questions_in_every_state(
    plan: Plan, people: dict[str, User], agencies: Any, at: datetime
) -> None:
    for _again in range(2):
        load_clearing(people=people, units=agencies.units, at=at)
        plan.refresh_from_db()
        assert plan.directed_by == people["lanh-dao"]
        assert GapRequest.objects.count() == len(FILLED)
        assert Product.objects.filter(added_at__isnull=False).count() == 1
        decisions = list(GapAnswer.objects.values_list("decision", flat=True))
        assert {decision: decisions.count(decision) for decision in decisions} == {
            "confirmed": 3,
            "returned": 1,
            "": 1,
        }
    assert GapRequest.objects.filter(closed_at__isnull=True, due_on__lt=at.date()).exists()
    assert Notice.objects.filter(user=people["chuyen-vien-so-xay-dung"]).exists()


def test_a_house_without_the_plan_is_left_as_it_is(
    people: dict[str, User], agencies: Any, at: datetime
) -> None:
    load_clearing(people=people, units=agencies.units, at=at)
    assert not GapRequest.objects.exists()
