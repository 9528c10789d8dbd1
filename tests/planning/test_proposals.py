"""Activities proposed from a unit's own document: like tasks found, confirmed once, taken out again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotAllowed
from hatang.documents.models import Extraction
from hatang.planning import actions, queries
from hatang.planning.models import Activity, UnitPlan
from hatang.planning.rules.likeness import SURE_LIKENESS, matches
from hatang.programme.models import Plan

ABOVE = [
    "Tham mưu ban hành Chỉ thị tháo gỡ khó khăn, phát triển mạng 5G trên địa bàn tỉnh",
    "Xây dựng kế hoạch phát triển hạ tầng 5G, IoT trong các khu công nghiệp, cụm công nghiệp",
    "Tham mưu ban hành quy định dùng chung hạ tầng viễn thông trên địa bàn tỉnh",
]


def test_rare_words_decide_and_not_how_officials_begin() -> None:
    said = [
        "Tham mưu thí điểm kết nối IoT trong các khu công nghiệp, cụm công nghiệp trên địa bàn tỉnh",
        "Tham mưu ban hành kế hoạch cải cách hành chính trên địa bàn tỉnh",
        "Nâng cấp trụ sở",
    ]
    zone, other, nothing = matches(said, ABOVE)
    assert zone is not None and zone.place == 1 and zone.likeness >= SURE_LIKENESS
    assert "khu công" in zone.shared and "địa bàn" not in zone.shared
    assert other is None or other.likeness < zone.likeness
    assert nothing is None
    assert matches(["Nâng cấp"], []) == [None]


@pytest.fixture
def unit_plan(plan: Plan, agencies: Any, owner: User, at: datetime) -> UnitPlan:
    """The department's plan for 2026, just begun."""
    return actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=owner, at=at)


@pytest.fixture
def reading(
    keep: Callable[..., Extraction], result: dict[str, Any], make_row: Callable[..., dict[str, Any]]
) -> Extraction:
    """What the department's own document says, before anything of it is given out."""
    result["document"] |= {"number": "31/KH-SXD", "issuer": "Sở Xây dựng", "title": "Kế hoạch năm 2026"}
    result["targets"] = []
    result["tasks"] = [
        make_row("1", "Phát triển trạm 5G theo kế hoạch của Sở"),
        make_row("2", "Nâng cấp trụ sở làm việc"),
    ]
    return keep(result)


@pytest.mark.django_db
def test_what_is_like_is_proposed_taken_once_and_taken_out_again(
    unit_plan: UnitPlan, reading: Extraction, owner: User, outsider: User, at: datetime
) -> None:
    document = reading.version.document
    assert document in queries.source_documents(owner, unit_plan)
    like, other = queries.proposals(owner, unit_plan, reading)
    assert like.task is not None and like.task.path == "PL2.1.1"
    assert (like.is_sure, like.is_owed, other.task) == (True, True, None)
    said = {"unit_plan": unit_plan, "reading": reading, "at": at}
    chosen = [like.mark, other.mark]
    assert len(actions.take_proposals(chosen=chosen, by=owner, **said)) == 2
    assert actions.take_proposals(chosen=chosen, by=owner, **said) == []
    first, second = unit_plan.activities.all()
    assert (first.task, first.uptake, first.source, second.task) == (like.task, "part", reading, None)
    with pytest.raises(NotAllowed):
        actions.undo_proposals(by=outsider, **said)
    # What somebody has worked on stays.
    Activity.objects.filter(pk=second.pk).update(revision=1)
    assert actions.undo_proposals(by=owner, **said) == 1
    assert list(unit_plan.activities.all()) == [second]
    with pytest.raises(Conflict):
        actions.undo_proposals(by=owner, **said)


@pytest.mark.django_db
def test_both_sides_stand_beside_each_other_and_a_person_confirms(
    unit_plan: UnitPlan, reading: Extraction, owner: User, office: User, sign_in: Callable[[User], Client]
) -> None:
    client, at = sign_in(owner), f"/ke-hoach-don-vi/{unit_plan.pk}/de-xuat/"
    document = reading.version.document_id
    assert "31/KH-SXD" in client.get(at).content.decode()
    page = client.get(at, {"van-ban": document}).content.decode()
    assert "Phát triển trạm 5G theo kế hoạch của Sở" in page
    assert "PL2.1.1 Xây dựng kế hoạch phát triển trạm 5G" in page
    assert unit_plan.activities.count() == 0
    assert client.post(at, {"van-ban": document}).status_code == 400
    marks = [str(one.mark) for one in queries.proposals(owner, unit_plan, reading)]
    client.post(at, {"van-ban": document, "chon": [marks[0], "not-a-mark"]})
    assert unit_plan.activities.count() == 1
    client.post(f"{at}bo/", {"van-ban": document})
    assert unit_plan.activities.count() == 0
    assert sign_in(office).get(at).status_code == 403
