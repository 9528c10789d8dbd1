"""The register of obstacles: raised, answered, escalated, closed; what waits comes first."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.notices import access, actions, queries
from hatang.notices.actions import Raised, WrongStep
from hatang.notices.actions.comments import AlreadySent
from hatang.notices.models import Notice, Obstacle
from hatang.notices.queries import ObstacleFilter
from hatang.notices.queries.pointers import unit_pointers
from hatang.notices.rules import MOVES, ObstacleState, Step, steps_from
from hatang.notices.subjects import Subject
from hatang.programme.models import Plan, Task

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
Ask = Callable[..., Obstacle]
TODAY = date(2026, 6, 1)


@pytest.fixture
def ask(owner: User, agencies: Any, at: datetime) -> Ask:
    """Lets the department's officer ask the department of construction for an answer."""

    def run(
        title: str = "Chưa có mặt bằng đặt trạm", *, due: date = TODAY + timedelta(days=5), **more: Any
    ) -> Obstacle:
        said = Raised(
            title=title,
            text=more.pop("text", "Hai vị trí chưa được bàn giao."),
            proposal=more.pop("proposal", "Đề nghị bàn giao trước tháng 7."),
            owner=more.pop("to", agencies.units["sxd"]),
            answer_due_on=due,
            subject=more.pop("subject", None),
        )
        usual = {"mark": uuid4(), "by": owner, "at": at}
        return actions.raise_obstacle(said=said, **{**usual, **more})

    return run


@pytest.fixture
def leader(make_user: Callable[..., User]) -> User:
    """Leads the province."""
    return make_user("lanh-dao", "leader")


def step(obstacle: Obstacle, what: str, by: User, at: datetime, **more: Any) -> Obstacle:
    usual: dict[str, Any] = {"words": "Lời"}
    if what in ("return", "reopen", "set_day"):
        usual["answer_due_on"] = TODAY + timedelta(days=9)
    return actions.take_obstacle_step(obstacle=obstacle, step=what, by=by, at=at, **{**usual, **more})


def told(person: User) -> list[str]:
    return list(Notice.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def form(owner: Any, **more: str) -> dict[str, str]:
    usual = {"tieu-de": "Thiếu vốn", "noi-dung": "Chưa bố trí vốn.", "kien-nghi": "Bố trí vốn."}
    day = (clock.today() + timedelta(days=3)).isoformat()
    return {**usual, "don-vi": str(owner.pk), "han": day, "dau": str(uuid4()), **more}


# --- the way through


def test_an_obstacle_is_raised_from_its_task_answered_and_closed(
    task: Task, owner: User, outsider: User, agencies: Any, sign_in: SignIn
) -> None:
    client, other = sign_in(owner), sign_in(outsider)
    link = f"/vuong-mac/moi/?ve=nhiem-vu:{task.pk}"
    assert link in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Xây dựng kế hoạch phát triển trạm 5G" in client.get(link).content.decode()
    sent = client.post("/vuong-mac/moi/", form(agencies.units["sxd"], ve=f"nhiem-vu:{task.pk}"))
    found = Obstacle.objects.get()
    assert sent["Location"] == f"/vuong-mac/{found.pk}/"
    assert (found.unit, found.owner, found.state) == (owner.unit, outsider.unit, "open")
    assert "Thiếu vốn" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert told(outsider) == ["obstacle"]
    answer = {"buoc": "tra-loi", "loi": "Đã bố trí vốn tại QĐ 12.", "thay": "open"}
    assert other.post(f"/vuong-mac/{found.pk}/buoc/", answer).status_code == 302
    assert told(owner) == ["obstacle"]
    page = client.get(f"/vuong-mac/{found.pk}/").content.decode()
    assert "Đã bố trí vốn tại QĐ 12." in page
    assert (
        client.post(f"/vuong-mac/{found.pk}/buoc/", {"buoc": "dong", "thay": "answered"}).status_code == 302
    )
    found.refresh_from_db()
    assert found.state == "closed"
    assert "Thiếu vốn" not in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    actions_done = [entry.action for entry in history_of(found)]
    assert actions_done == ["notices.raise_obstacle", *["notices.take_obstacle_step"] * 2]


def test_what_was_not_solved_goes_to_the_committee(
    ask: Ask, owner: User, outsider: User, leader: User, at: datetime
) -> None:
    found = ask()
    with pytest.raises(NotAllowed):
        step(found, "answer", leader, at)
    step(found, "answer", outsider, at)
    step(found, "return", owner, at)
    found = step(found, "escalate", owner, at, answer_due_on=TODAY + timedelta(days=3))
    assert (found.state, found.answer_due_on) == ("escalated", date(2026, 6, 4))
    assert told(leader) == ["obstacle"]
    assert step(found, "answer", leader, at).state == "answered"
    assert [one.step for one in found.steps.all()] == ["answer", "return", "escalate", "answer"]


def test_an_obstacle_is_handed_on_to_the_right_unit(
    ask: Ask, outsider: User, agencies: Any, make_user: Callable[..., User], at: datetime
) -> None:
    found, right = ask(), make_user("can-bo-snn", "officer", agencies.units["snnmt"])
    found = step(found, "hand_on", outsider, at, owner=right.unit)
    assert (found.owner, found.state) == (right.unit, "open")
    assert told(right) == ["obstacle"]
    assert "so nong nghiep va moi truong" in found.search_text
    with pytest.raises(NotAllowed):
        step(found, "answer", outsider, at)
    with pytest.raises(Refusal):
        step(found, "hand_on", right, at, owner=right.unit)
    with pytest.raises(Refusal):
        step(found, "hand_on", right, at, owner=agencies.units["stttt"])


@pytest.mark.parametrize("state", list(ObstacleState))
@pytest.mark.parametrize("what", list(Step))
def test_only_allowed_moves_are_taken(
    ask: Ask, office: User, agencies: Any, at: datetime, state: ObstacleState, what: Step
) -> None:
    found = ask()
    Obstacle.objects.filter(pk=found.pk).update(state=state)
    more = {"owner": agencies.units["snnmt"]} if what == Step.HAND_ON else {}
    begins, end = MOVES[what]
    if state in begins:
        assert step(found, what, office, at, **more).state == (end or state)
        assert what in steps_from(state)
    else:
        with pytest.raises(WrongStep):
            step(found, what, office, at, **more)
        found.refresh_from_db()
        assert found.state == state
        assert not found.steps.exists()


# --- what is refused


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("tieu-de", "a" * 10_000, "Tiêu đề có 10000 ký tự"),
        ("tieu-de", " ", "Tiêu đề còn trống"),
        ("noi-dung", "b" * 10_001, "Nội dung có 10001 ký tự"),
        ("noi-dung", "", "Nội dung còn trống"),
        ("kien-nghi", "c" * 10_001, "Kiến nghị có 10001 ký tự"),
        ("don-vi", "", "chọn đơn vị phải trả lời"),
        ("han", "", "chọn ngày cần trả lời"),
        ("han", "2020-01-01", "Hạn trả lời đã qua"),
        ("han", "ngày mai", "không phải ngày"),
    ],
)
def test_a_wrong_form_names_the_field_and_loses_no_word(
    owner: User, agencies: Any, sign_in: SignIn, field: str, value: str, said: str
) -> None:
    sent = form(agencies.units["sxd"], **{field: value})
    answer = sign_in(owner).post("/vuong-mac/moi/", sent)
    page = answer.content.decode().replace(".000", "000").replace("10.001", "10001")
    assert answer.status_code == 400
    assert said in page
    assert 'aria-invalid="true"' in page
    for name in ("tieu-de", "noi-dung", "kien-nghi"):
        assert sent[name].strip() in page
    assert not Obstacle.objects.exists()


def test_the_same_form_twice_is_one_obstacle_and_other_words_are_not_lost(
    owner: User, agencies: Any, sign_in: SignIn, ask: Ask
) -> None:
    client, sent = sign_in(owner), form(agencies.units["sxd"])
    assert (
        client.post("/vuong-mac/moi/", sent)["Location"] == client.post("/vuong-mac/moi/", sent)["Location"]
    )
    assert Obstacle.objects.count() == 1
    changed = client.post("/vuong-mac/moi/", {**sent, "noi-dung": "Lời khác"})
    assert changed.status_code == 409
    assert "Lời khác" in changed.content.decode()
    again = client.post(
        "/vuong-mac/moi/", {**sent, "noi-dung": "Lời khác", "dau": str(changed.context["mark"])}
    )
    assert again.status_code == 302
    mark = uuid4()
    ask(mark=mark)
    with pytest.raises(AlreadySent):
        ask("Khác", mark=mark)


def test_a_stale_page_is_told_and_keeps_its_words(
    ask: Ask, outsider: User, colleague: User, at: datetime, sign_in: SignIn
) -> None:
    found = ask(due=clock.today() + timedelta(days=5))
    step(found, "close", colleague, at)
    sent = {"buoc": "tra-loi", "loi": "Câu trả lời dài", "thay": "open"}
    answer = sign_in(outsider).post(f"/vuong-mac/{found.pk}/buoc/", sent)
    assert answer.status_code == 409
    assert "Đã đóng" in answer.content.decode()
    assert "Câu trả lời dài" in answer.content.decode()
    assert not found.steps.filter(step="answer").exists()


def test_a_step_without_words_or_day_is_refused_and_keeps_what_was_typed(
    ask: Ask, owner: User, outsider: User, sign_in: SignIn
) -> None:
    found = ask(due=clock.today() + timedelta(days=5))
    client, address = sign_in(outsider), f"/vuong-mac/{found.pk}/buoc/"
    assert client.post(address, {"buoc": "tra-loi", "loi": " "}).status_code == 400
    assert client.post(address, {"buoc": "khac", "loi": "x"}).status_code == 400
    too_long = client.post(address, {"buoc": "tra-loi", "loi": "a" * 10_001})
    assert too_long.status_code == 400
    assert "a" * 10_001 in too_long.content.decode()
    assert client.post(address, {"buoc": "tra-loi", "loi": "Đây"}).status_code == 302
    returned = sign_in(owner).post(address, {"buoc": "chua-dat", "loi": "Chưa rõ", "han": ""})
    assert returned.status_code == 400
    assert "Chưa rõ" in returned.content.decode()


def test_script_in_an_obstacle_is_shown_as_text(ask: Ask, owner: User, sign_in: SignIn) -> None:
    found = ask("<script>alert(1)</script>", text="<img src=x>", proposal="<b>x</b>")
    for path in ("/vuong-mac/", f"/vuong-mac/{found.pk}/"):
        page = sign_in(owner).get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_an_obstacle_is_about_a_place_and_found_by_it(
    ask: Ask, owner: User, agencies: Any, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    too_long = client.post("/vuong-mac/moi/", form(agencies.units["sxd"], **{"dia-diem": "Trạm " * 80}))
    assert too_long.status_code == 400
    # The words come back, for they were only too many.
    assert "Trạm Trạm" in too_long.content.decode() and "Chưa bố trí vốn." in too_long.content.decode()
    place = "Trạm BN-0412,  xã Yên Phong"
    assert (
        client.post("/vuong-mac/moi/", form(agencies.units["sxd"], **{"dia-diem": place})).status_code == 302
    )
    ask()
    found = list(queries.obstacle_list(owner, ObstacleFilter(text="bn-0412 yen phong"), today=TODAY))
    assert [one.place for one in found] == ["Trạm BN-0412, xã Yên Phong"]
    for address in ("/vuong-mac/", f"/vuong-mac/{found[0].pk}/"):
        assert "Trạm BN-0412, xã Yên Phong" in client.get(address).content.decode()
    api = client.get(f"/api/v1/obstacles/{found[0].pk}").json()
    assert api["place"] == "Trạm BN-0412, xã Yên Phong"


# --- who may


def test_owner_colleague_outsider_office_leader_and_reader(
    ask: Ask,
    owner: User,
    colleague: User,
    outsider: User,
    office: User,
    leader: User,
    reader: User,
    agencies: Any,
    make_user: Callable[..., User],
    at: datetime,
    sign_in: SignIn,
) -> None:
    found, third = ask(), make_user("can-bo-xa", "officer", agencies.units["xa-09193"])

    def steps(person: User) -> set[str]:
        return {one for one in Step if access.may_take_obstacle_step(person, found, one)}

    raised = {"escalate", "return", "close", "reopen", "set_day"}
    assert steps(owner) == steps(colleague) == raised
    assert steps(outsider) == {"answer", "hand_on", "escalate"}
    assert steps(office) == set(Step)
    assert steps(third) == steps(reader) == set()
    assert steps(leader) == {"set_day"}
    found.state = ObstacleState.ESCALATED
    assert steps(leader) == {"answer", "set_day"}
    for person in (owner, outsider, third, reader, leader):
        assert sign_in(person).get(f"/vuong-mac/{found.pk}/").status_code == 200
    for person in (third, reader):
        sent = sign_in(person).post(f"/vuong-mac/{found.pk}/buoc/", {"buoc": "tra-loi", "loi": "x"})
        assert sent.status_code == 403
    assert sign_in(reader).get("/vuong-mac/moi/").status_code == 403
    assert Client().get("/vuong-mac/").status_code == 302
    with pytest.raises(NotFound):
        access.get_obstacle(None, found.pk)
    assert access.may_prove_obstacle(owner, found)
    assert not access.may_prove_obstacle(third, found)


def test_who_belongs_to_no_unit_raises_nothing(
    ask: Ask, office: User, sign_in: SignIn, agencies: Any
) -> None:
    with pytest.raises(Refusal):
        ask(by=office)
    answer = sign_in(office).post("/vuong-mac/moi/", form(agencies.units["sxd"]))
    assert answer.status_code == 400
    assert "chưa thuộc đơn vị" in answer.content.decode()


def test_who_works_in_two_units_says_for_which_one(
    owner: User, agencies: Any, at: datetime, sign_in: SignIn
) -> None:
    from hatang.accounts.models import RoleHolding

    second, since = agencies.units["snnmt"], at.date() - timedelta(days=9)
    RoleHolding.objects.create(user=owner, role="officer", unit=second, valid_from=since)
    client = sign_in(owner)
    assert "don-vi-neu" in client.get("/vuong-mac/moi/").content.decode()
    client.post("/vuong-mac/moi/", form(agencies.units["sxd"], **{"don-vi-neu": str(second.pk)}))
    assert Obstacle.objects.get().unit == second
    foreign = form(agencies.units["sxd"], **{"don-vi-neu": str(agencies.units["xa-09193"].pk)})
    assert client.post("/vuong-mac/moi/", foreign).status_code == 403


def test_what_an_obstacle_is_about_is_hidden_from_who_may_not_see_it(
    keep: Callable[..., Any],
    agencies: Any,
    result: dict[str, Any],
    ask: Ask,
    owner: User,
    outsider: User,
    office: User,
    make_user: Callable[..., User],
    at: datetime,
    sign_in: SignIn,
) -> None:
    from hatang.notices.subjects import subject_of

    draft: Subject = subject_of("document", keep(result).version.document)
    found = ask(subject=draft)
    page = sign_in(owner).get(f"/vuong-mac/{found.pk}/").content.decode()
    assert "Kế hoạch phát triển hạ tầng số" not in page
    assert "không còn được xem" in page
    sent = sign_in(owner).post("/vuong-mac/moi/", form(agencies.units["sxd"], ve=f"van-ban:{draft.pk}"))
    assert sent.status_code == 404
    third = make_user("can-bo-xa", "officer", agencies.units["xa-09193"])
    assert sign_in(third).get(f"/vuong-mac/{found.pk}/").status_code == 404
    assert not queries.obstacle_list(third, ObstacleFilter(), today=TODAY).exists()
    assert queries.n_waiting(third, today=TODAY) == (0, 0)
    assert not queries.obstacle_list(outsider, ObstacleFilter(), today=TODAY).exists()
    assert queries.obstacle_list(office, ObstacleFilter(), today=TODAY).get() == found


def test_no_obstacle_is_about_another_one(ask: Ask) -> None:
    from hatang.notices.subjects import subject_of

    with pytest.raises(Refusal):
        ask(subject=subject_of("obstacle", ask()))


# --- the list


def test_late_answers_come_first_then_what_waits(ask: Ask, outsider: User, owner: User, at: datetime) -> None:
    before = at - timedelta(days=30)
    done = ask("Đã trả lời")
    step(done, "answer", outsider, at)
    closed = ask("Đã đóng")
    step(closed, "close", owner, at)
    ask("Sắp đến hạn", due=TODAY + timedelta(days=1))
    ask("Hôm nay", due=TODAY)
    ask("Quá hạn ít", due=TODAY - timedelta(days=1), at=before)
    worst = ask("Quá hạn nhiều", due=TODAY - timedelta(days=9), at=before)
    step(worst, "escalate", owner, before)
    titles = [one.title for one in queries.obstacle_list(owner, ObstacleFilter(), today=TODAY)]
    assert titles == ["Quá hạn nhiều", "Quá hạn ít", "Hôm nay", "Sắp đến hạn", "Đã trả lời", "Đã đóng"]
    assert queries.n_waiting(owner, today=TODAY) == (4, 2)


def test_the_register_is_narrowed_by_words_state_and_unit(
    ask: Ask, owner: User, outsider: User, agencies: Any, at: datetime, sign_in: SignIn
) -> None:
    ask("Chưa có mặt bằng")
    answered = ask("Thiếu vốn", to=agencies.units["snnmt"])
    step(answered, "escalate", owner, at)
    client = sign_in(owner)

    def titles(query: str) -> list[str]:
        return [line.obstacle.title for line in client.get(f"/vuong-mac/?{query}").context["lines"]]

    assert titles("tim=mat+bang") == ["Chưa có mặt bằng"]
    assert titles("tim=so+xd") == titles("tim=SXD") == ["Chưa có mặt bằng"]
    assert titles("tinh-trang=len-ubnd") == ["Thiếu vốn"]
    assert titles("tinh-trang=da-dong") == []
    assert titles(f"don-vi={agencies.units['snnmt'].pk}") == ["Thiếu vốn"]
    assert titles(f"don-vi={agencies.units['snnmt'].pk}&vai-tro=neu") == []
    assert len(titles(f"don-vi={owner.unit_id}&vai-tro=neu")) == 2
    assert len(titles("tinh-trang=x&don-vi=x&vai-tro=x")) == 2
    assert "Không có vướng mắc phù hợp" in client.get("/vuong-mac/?tim=khong").content.decode()


def test_the_register_as_a_sheet(
    ask: Ask, task: Task, subject: Subject, owner: User, sign_in: SignIn
) -> None:
    ask("=1+1", subject=subject)
    answer = sign_in(owner).get("/vuong-mac/?dinh-dang=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    head, row = list(sheet.iter_rows(values_only=True))
    said = dict(zip(head, row, strict=True))
    assert said["Tiêu đề"] == "=1+1"
    assert sheet.cell(2, 5).data_type == "s"
    assert (said["Đơn vị nêu"], said["Đơn vị trả lời"]) == ("Sở Khoa học và Công nghệ", "Sở Xây dựng")
    assert "Xây dựng kế hoạch" in str(said["Về việc"])


def test_a_long_register_costs_the_same(ask: Ask, subject: Subject, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    client.get("/vuong-mac/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/vuong-mac/").status_code == 200
        return len(found)

    ask(subject=subject)
    few = cost()
    for n in range(60):
        ask(f"Vướng mắc {n}", subject=subject)
    assert cost() == few
    assert "trang=2" in client.get("/vuong-mac/").content.decode()


def test_the_home_page_shows_what_nobody_answered(
    ask: Ask, owner: User, outsider: User, reader: User, at: datetime, sign_in: SignIn
) -> None:
    assert "Vướng mắc chưa ai trả lời" not in sign_in(reader).get("/").content.decode()
    ask("Thiếu vốn", due=TODAY)
    done = ask("Đã xong việc này")
    step(done, "answer", outsider, at)
    page = sign_in(reader).get("/").content.decode()
    assert "Vướng mắc chưa ai trả lời" in page
    assert "Thiếu vốn" in page
    assert "Đã xong việc này" not in page


# --- reminders and merged units


def test_a_late_answer_is_reminded_once_a_day(
    ask: Ask, owner: User, outsider: User, leader: User, at: datetime
) -> None:
    late = ask(due=TODAY + timedelta(days=1))
    ask("Còn hạn", due=TODAY + timedelta(days=9))
    assert actions.remind_of_answers(at=at + timedelta(days=1)) == 0
    assert actions.remind_of_answers(at=at + timedelta(days=2)) == 1
    assert actions.remind_of_answers(at=at + timedelta(days=2, hours=3)) == 0
    assert told(outsider) == ["obstacle", "obstacle", "reminder"]
    assert told(leader) == []
    step(late, "escalate", owner, at + timedelta(days=2))
    assert actions.remind_of_answers(at=at + timedelta(days=3)) == 1
    assert told(leader) == ["obstacle", "reminder"]


def test_what_a_unit_must_answer_points_to_it(ask: Ask, owner: User, outsider: User, at: datetime) -> None:
    found = ask()
    assert outsider.unit is not None
    [pointer] = unit_pointers(owner, outsider.unit)
    assert pointer.n == 1
    assert f"don-vi={outsider.unit_id}" in pointer.address
    step(found, "answer", outsider, at)
    assert unit_pointers(owner, outsider.unit)[0].n == 0


# --- the API


def call(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_the_api_raises_lists_and_answers(
    plan: Plan, task: Task, owner: User, outsider: User, reader: User, agencies: Any, sign_in: SignIn
) -> None:
    body = {
        "title": "Thiếu vốn",
        "text": "Chưa bố trí vốn.",
        "owner_id": agencies.units["sxd"].pk,
        "answer_due_on": (clock.today() + timedelta(days=3)).isoformat(),
        "subject_kind": "task",
        "subject_id": task.pk,
        "mark": str(uuid4()),
    }
    raised = call(sign_in(owner), "/obstacles", body)
    assert raised.status_code == 200
    key = raised.json()["id"]
    assert call(sign_in(owner), "/obstacles", body).json()["id"] == key
    assert call(sign_in(reader), "/obstacles", {**body, "mark": str(uuid4())}).status_code == 403
    listed = sign_in(reader).get("/api/v1/obstacles?state=waiting&text=von").json()
    assert [one["id"] for one in listed["items"]] == [key]
    assert (listed["items"][0]["is_late"], listed["next"]) == (False, None)
    assert (
        call(sign_in(owner), f"/obstacles/{key}/steps", {"step": "answer", "words": "x"}).status_code == 403
    )
    answered = call(sign_in(outsider), f"/obstacles/{key}/steps", {"step": "answer", "words": "Đã có"})
    assert (answered.json()["state"], answered.json()["steps"][0]["words"]) == ("answered", "Đã có")
    again = call(sign_in(outsider), f"/obstacles/{key}/steps", {"step": "answer", "words": "Đã có"})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_step")
    wrong = call(sign_in(owner), "/obstacles", {**body, "mark": str(uuid4()), "title": "a" * 10_000})
    assert wrong.status_code == 400
    assert sign_in(owner).get(f"/api/v1/obstacles/{key}").json()["steps"]
    assert sign_in(owner).get("/api/v1/obstacles/999999").status_code == 404
    assert Client().get("/api/v1/obstacles").status_code == 401
