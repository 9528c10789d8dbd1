"""A unit's plan from its first activity to its second version, and who may do what with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.notices.models import Notice
from hatang.planning import actions
from hatang.planning.actions import NotComplete, Planned, StaleActivity
from hatang.planning.models import Activity, Project, UnitPlan
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def unit_plan(plan: Plan, agencies: Any, owner: User, at: datetime) -> UnitPlan:
    """The department's plan for 2026, just begun."""
    return actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=owner, at=at)


@pytest.fixture
def put(unit_plan: UnitPlan, owner: User, at: datetime) -> Callable[..., Activity]:
    """Adds an activity to the department's plan, or changes one."""

    def run(
        activity: Activity | None = None,
        *,
        seen: int = 0,
        by: User = owner,
        mark: UUID | None = None,
        **said: Any,
    ) -> Activity:
        usual = Planned(title="Lắp trạm", ends_on=date(2026, 9, 1))
        return actions.put_activity(
            unit_plan=unit_plan,
            activity=activity,
            said=replace(usual, **said),
            seen=seen,
            mark=mark or uuid4(),
            by=by,
            at=at,
        )

    return run


@pytest.fixture
def step(unit_plan: UnitPlan, at: datetime) -> Callable[..., UnitPlan]:
    """Takes the department's plan a step on."""

    def run(what: str, by: User, **more: Any) -> UnitPlan:
        return actions.take_plan_step(unit_plan=unit_plan, step=what, by=by, at=at, **more)

    return run


def test_a_plan_is_begun_once(
    unit_plan: UnitPlan, plan: Plan, agencies: Any, colleague: User, outsider: User, at: datetime
) -> None:
    again = actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=colleague, at=at)
    assert again == unit_plan
    with pytest.raises(NotAllowed):
        actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=outsider, at=at)
    with pytest.raises(Refusal, match="this year"):
        actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2050, by=colleague, at=at)


def test_nothing_is_lost_when_two_write(
    put: Callable[..., Activity],
    owner: User,
    colleague: User,
    outsider: User,
    unit_plan: UnitPlan,
    at: datetime,
) -> None:
    mark = uuid4()
    one = put(mark=mark)
    assert put(mark=mark) == one
    next_year = actions.begin_plan(unit=unit_plan.unit, plan=unit_plan.plan, year=2027, by=owner, at=at)
    said = {"activity": None, "said": Planned(title="Khác"), "seen": 0, "mark": mark, "by": owner, "at": at}
    with pytest.raises(Refusal, match="another plan"):
        actions.put_activity(unit_plan=next_year, **said)
    put(one, seen=0, by=colleague, title="Lắp 12 trạm")
    with pytest.raises(StaleActivity, match="dong-nghiep"):
        put(one, seen=0, title="Lắp 20 trạm")
    one.refresh_from_db()
    assert (one.title, one.revision, unit_plan.activities.count()) == ("Lắp 12 trạm", 1, 1)
    with pytest.raises(NotAllowed):
        put(by=outsider)


def test_an_activity_is_of_the_plan_above_and_says_its_measure(
    put: Callable[..., Activity],
    publish: Callable[..., Plan],
    result: dict[str, Any],
    agencies: Any,
    owner: User,
    at: datetime,
) -> None:
    result["document"]["number"] = "95/KH-UBND"
    elsewhere = publish(result).tasks.first()
    usual = {"title": "Hệ thống", "kind": "it", "made_at": at, "made_by": owner}
    foreign, own = (
        Project.objects.create(code=code, unit=agencies.units[code], **usual) for code in ("skhcn", "sxd")
    )
    assert put(project=own).project == own
    for field, said in (
        ("project", {"project": foreign}),
        ("task", {"task": elsewhere}),
        ("title", {"title": " "}),
        ("measure_unit", {"result": 3}),
        ("uptake", {"uptake": "most"}),
        ("lead", {"lead": "x" * 301}),
    ):
        with pytest.raises(Refusal) as refusal:
            put(**said)
        assert refusal.value.field == field


def test_the_leader_issues_and_a_change_is_a_new_version_with_its_difference(
    put: Callable[..., Activity],
    step: Callable[..., UnitPlan],
    unit_plan: UnitPlan,
    owner: User,
    leader: User,
    outsider: User,
    at: datetime,
) -> None:
    with pytest.raises(NotComplete, match="no activity"):
        step("hand_in", owner)
    one = put(ends_on=None)
    with pytest.raises(NotComplete, match="last day"):
        step("hand_in", owner)
    put(one, title="Lắp 12 trạm", result=Decimal("1234.5"), measure_unit="trạm")
    two = put(title="Đào tạo")
    for by, what in ((owner, "issue"), (outsider, "hand_in")):
        with pytest.raises(NotAllowed):
            step(what, by)
    step("hand_in", owner)
    assert Notice.objects.filter(user=leader).count() == 1
    with pytest.raises(Conflict):
        put(title="Thêm")
    with pytest.raises(Refusal, match="Say why"):
        step("send_back", leader)
    assert step("send_back", leader, words="Thiếu rủi ro").note == "Thiếu rủi ro"
    step("hand_in", owner)
    issued = step("issue", leader, number="31/KH-SXD")
    assert (issued.state, issued.note, issued.versions.get().rows[0]["ends_on"]) == (
        "issued",
        "",
        "2026-09-01",
    )
    # A version is Vietnamese, whoever issues it.
    assert issued.versions.get().rows[0]["result"] == "1.234,5"
    step("reopen", owner, words="Tỉnh giao thêm")
    put(one, seen=1, title="Lắp 20 trạm")
    actions.drop_activity(unit_plan=unit_plan, activity=two, seen=0, by=owner, at=at)
    step("hand_in", owner)
    step("issue", leader)
    newest = unit_plan.versions.first()
    assert newest is not None
    assert (newest.ordinal, newest.because, newest.number) == (2, "Tỉnh giao thêm", "31/KH-SXD")
    assert [row["title"] for row in newest.rows] == ["Lắp 20 trạm"]


def test_activities_change_places(
    put: Callable[..., Activity], unit_plan: UnitPlan, owner: User, at: datetime
) -> None:
    first, second = put(title="Một"), put(title="Hai")
    said = {"unit_plan": unit_plan, "by": owner, "at": at}
    actions.move_activity(activity=second, is_up=True, **said)
    actions.move_activity(activity=second, is_up=True, **said)
    assert [one.title for one in unit_plan.activities.all()] == ["Hai", "Một"]
    actions.move_activity(activity=second, is_up=False, **said)
    assert list(unit_plan.activities.all()) == [first, second]


def test_from_the_list_to_an_issued_plan_without_script(
    sign_in: SignIn, plan: Plan, agencies: Any, owner: User, leader: User, outsider: User, office: User
) -> None:
    client, unit = sign_in(owner), agencies.units["sxd"]
    assert "Lập kế hoạch năm 2026 của SXD" in client.get("/ke-hoach-don-vi/?nam=2026").content.decode()
    begun = client.post("/ke-hoach-don-vi/moi/", {"ke-hoach": plan.pk, "don-vi": unit.pk, "nam": "2026"})
    made = UnitPlan.objects.get()
    at = f"/ke-hoach-don-vi/{made.pk}/"
    assert begun["Location"] == at
    task = plan.tasks.get(path="PL2.1.1")
    page = client.get(at).content.decode()
    assert f"?mo=moi&amp;nhiem-vu={task.pk}#hd-moi" in page
    form = client.get(at, {"mo": "moi", "nhiem-vu": task.pk}).content.decode()
    assert f'<option value="{task.pk}" selected>' in form
    said = {
        "ten": "Lắp trạm <script>alert(1)</script>",
        "nhiem-vu": task.pk,
        "muc": "part",
        "quy-1": "Khảo sát",
        "ket-qua": "1.234,5",
        "don-vi-tinh": "trạm",
        "het": "2026-10-15",
        "dau": str(uuid4()),
    }
    refused = client.post(f"{at}hoat-dong/", {**said, "ket-qua": "nhiều"})
    assert refused.status_code == 400
    assert "Khảo sát" in refused.content.decode() and 'value="nhiều"' in refused.content.decode()
    client.post(f"{at}hoat-dong/", {**said, "thay": "0"})
    one = Activity.objects.get()
    page = client.get(at).content.decode()
    assert "muộn hơn hạn nhiệm vụ: xong 15/10/2026, hạn 30/09/2026" in page
    assert "<script>alert(1)" not in page
    stale = client.post(f"{at}hoat-dong/{one.pk}/", {**said, "ten": "Khác", "thay": "7"})
    assert stale.status_code == 409
    assert "Khác" in stale.content.decode() and 'name="thay" value="0"' in stale.content.decode()
    client.post(f"{at}buoc/", {"buoc": "trinh", "thay": "draft"})
    sign_in(leader).post(f"{at}buoc/", {"buoc": "ban-hanh", "so": "31/KH-SXD"})
    made.refresh_from_db()
    assert (made.state, made.number) == ("issued", "31/KH-SXD")
    assert "31/KH-SXD" in sign_in(office).get(f"{at}ban/1/").content.decode()
    for kind in ("xlsx", "csv", "docx", "pdf"):
        answer = client.get(at, {"dinh-dang": kind})
        assert len(b"".join(answer.streaming_content)) > 50
    stranger = sign_in(outsider)
    assert stranger.get(at).status_code == 404
    assert (
        "Sở Xây dựng" not in stranger.get(f"/ke-hoach-don-vi/?nam=2026&ke-hoach={plan.pk}").content.decode()
    )
