"""Silence about what is late goes up three tiers, three worked days each, until somebody answers."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.ladder import escalates_on
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.base.workdays import WorkDays
from hatang.chasing import access, actions, queries
from hatang.chasing.actions import Answered, Decided
from hatang.chasing.models import Escalation
from hatang.chasing.queries import EscalationFilter
from hatang.chasing.rules import Answer, Decision
from hatang.documents.actions import set_audience
from hatang.notices.actions import Raised, raise_obstacle
from hatang.notices.models import Notice, Obstacle
from hatang.programme.actions import ask_deadline, record_progress
from hatang.programme.models import Obligation
from hatang.reporting.actions import remind_by_ladder
from hatang.reporting.models import Campaign, Report, Reporter

from .conftest import Late, moment

SignIn = Callable[[User], Client]
# Thursday, the day after the last one.
BEGUN = "2026-06-11"


def begin(late: Late, thing: Obligation | Reporter | None = None, day: str = BEGUN) -> Escalation:
    """The office takes up the obligation, or another thing."""
    return actions.begin(thing=thing or late.owed, because="Chậm", by=late.office, at=moment(day))


def told(day: str) -> set[str]:
    """Who was told on a day that something is escalated."""
    rows = Notice.objects.filter(subject_kind="escalation", kind="reminder", created_at=moment(day))
    return set(rows.values_list("user__username", flat=True))


def stands(one: Escalation) -> tuple[str, int, date]:
    """State, tier and day of the answer now."""
    one.refresh_from_db()
    return one.state, one.tier, one.answer_on


def test_the_ladder_hands_over_after_its_reminders_and_three_worked_days() -> None:
    last, days = date(2026, 6, 10), WorkDays()
    # Reminded on Thursday 11/6 and 18/6; the unit has until Tuesday 23/6.
    assert escalates_on((-7, 1), 2, last, days) == date(2026, 6, 24)
    assert escalates_on((-7, 1), 1, last, days) == date(2026, 6, 17)
    assert escalates_on((-7, 1), 0, last, days) is None
    assert escalates_on((-7,), 2, last, days) is None


@pytest.mark.django_db
def test_silence_goes_up_a_tier_after_three_worked_days(late: Late) -> None:
    one = begin(late)
    # Thursday: Friday, Monday and Tuesday are worked.
    assert stands(one) == ("waiting", 1, date(2026, 6, 16))
    assert told(BEGUN) == {"can-bo-so", "truong-phong"}
    assert [actions.move_on(at=moment(day)) for day in ("2026-06-15", "2026-06-16")] == [0, 0]
    assert [actions.move_on(at=moment("2026-06-17")) for _n in range(2)] == [1, 0]
    assert stands(one) == ("waiting", 2, date(2026, 6, 22))
    assert told("2026-06-17") == {"giam-doc"}
    # Neither on Saturday nor on Sunday, and no further than the last tier.
    assert actions.move_on(at=moment("2026-06-20")) == 0
    assert actions.move_on(at=moment("2026-06-23")) == 1
    assert stands(one)[1] == 3
    assert told("2026-06-23") == {"lanh-dao"}
    assert actions.move_on(at=moment("2026-07-15")) == 0
    kept = list(one.steps.values_list("step", "tier", "to_whom", "taken_by"))
    assert kept[0] == ("asked", 1, f"{late.officer}, {late.head}", late.office.pk)
    assert kept[1:] == [("asked", 2, str(late.director), None), ("asked", 3, str(late.leader), None)]


@pytest.mark.django_db
def test_a_holiday_is_no_day_to_answer_or_to_ask(late: Late) -> None:
    # Friday before the National Day of 2026, which is from 31/8 to 2/9 with the day in lieu.
    one = begin(late, day="2026-08-28")
    assert stands(one)[2] == date(2026, 9, 7)
    assert actions.move_on(at=moment("2026-09-02")) == 0


@pytest.mark.django_db
def test_the_leader_named_for_the_task_is_asked_unless_it_is_the_units_own(
    late: Late, make_user: Callable[..., User], agencies: Any
) -> None:
    deputy = make_user("pho-chu-tich", "leader", agencies.units["ubnd-tinh"])
    late.owed.task.plan.directed_by = deputy
    late.owed.task.plan.save(update_fields=["directed_by"])
    one = begin(late)
    say = {"said": Decided(Decision.RAISE), "by": late.office}
    actions.decide(escalation=one, at=moment("2026-06-11"), **say)
    actions.decide(escalation=one, at=moment("2026-06-12"), **say)
    one.refresh_from_db()
    assert (one.tier, one.leader, told("2026-06-12")) == (3, deputy, {"pho-chu-tich"})
    mine = EscalationFilter(view="cho-toi")
    assert list(queries.escalation_rows(deputy, mine)) == [one]
    assert not queries.escalation_rows(late.leader, mine).exists()
    late.owed.task.directed_by = late.director
    late.owed.task.save(update_fields=["directed_by"])
    late.owed.task.plan.directed_by = None
    late.owed.task.plan.save(update_fields=["directed_by"])
    again = {"said": Decided(Decision.ASK_AGAIN, "Chưa rõ"), "by": late.leader, "at": moment("2026-06-15")}
    assert actions.decide(escalation=one, **again).leader is None


@pytest.mark.django_db
def test_where_nobody_signs_in_the_next_tier_is_asked(late: Late) -> None:
    User.objects.filter(pk__in=[late.officer.pk, late.head.pk]).update(is_active=False)
    one = begin(late, late.reporter)
    assert (stands(one)[1], told(BEGUN)) == (2, {"giam-doc"})


@pytest.mark.django_db
def test_an_answer_stops_it_until_it_is_decided(late: Late) -> None:
    one = begin(late)
    said = Answered(Answer.REASON, "Chờ văn bản của Bộ")
    actions.answer(escalation=one, said=said, by=late.officer, at=moment("2026-06-12"))
    assert stands(one)[0] == "answered"
    assert actions.move_on(at=moment("2026-06-30")) == 0
    assert list(queries.escalation_rows(late.office, EscalationFilter(view="cho-toi"))) == [one]
    with pytest.raises(Conflict):
        actions.answer(escalation=one, said=said, by=late.officer, at=moment("2026-06-12"))
    again = Decided(Decision.ASK_AGAIN, "Nói rõ ngày xong")
    actions.decide(escalation=one, said=again, by=late.office, at=moment("2026-06-30"))
    assert stands(one) == ("waiting", 1, date(2026, 7, 3))
    held = Decided(Decision.HOLD, "Chờ Bộ", date(2026, 7, 10))
    actions.decide(escalation=one, said=held, by=late.office, at=moment("2026-07-01"))
    assert actions.move_on(at=moment("2026-07-10")) == 0
    assert actions.move_on(at=moment("2026-07-13")) == 1
    assert stands(one) == ("waiting", 1, date(2026, 7, 16))
    with pytest.raises(Refusal, match="Write why"):
        actions.decide(escalation=one, said=Decided(Decision.CLOSE), by=late.office, at=moment("2026-07-13"))
    closed = Decided(Decision.CLOSE, "Giao đơn vị khác")
    actions.decide(escalation=one, said=closed, by=late.office, at=moment("2026-07-13"))
    assert stands(one)[0] == "closed"
    assert begin(late, day="2026-07-14").pk != one.pk


@pytest.mark.django_db
def test_a_new_day_is_asked_for_as_a_later_deadline_and_given_here(late: Late) -> None:
    one = begin(late)
    said = Answered(Answer.NEW_DAY, "Chờ vốn", date(2026, 7, 31))
    # The leader of the unit asks at once; an officer's request would go to the leader first.
    actions.answer(escalation=one, said=said, by=late.director, at=moment("2026-06-12"))
    page = queries.escalation_page(late.office, one, today=date(2026, 6, 12))
    assert page.request is not None and page.usual_day == date(2026, 7, 31)
    given = Decided(Decision.GIVE_TIME, "Đồng ý", date(2026, 7, 15))
    actions.decide(escalation=one, said=given, by=late.office, at=moment("2026-06-15"))
    late.owed.refresh_from_db()
    assert (stands(one)[0], late.owed.extended_to) == ("closed", date(2026, 7, 15))
    step = one.steps.last()
    assert step is not None and (step.step, step.on) == ("time_given", date(2026, 7, 15))


@pytest.mark.django_db
def test_time_nobody_asked_for_cannot_be_given_and_an_obstacle_must_be_the_units_own(
    late: Late, sign_in: SignIn
) -> None:
    one = begin(late)
    give = Decided(Decision.GIVE_TIME, "", date(2026, 7, 15))
    with pytest.raises(Refusal, match="hold it"):
        actions.decide(escalation=one, said=give, by=late.office, at=moment(BEGUN))

    def obstacle(by: User) -> Obstacle:
        raised = Raised("Thiếu mặt bằng", "Chưa bàn giao", "", late.owed.unit, date(2026, 6, 30))
        return raise_obstacle(said=raised, mark=uuid4(), by=by, at=moment(BEGUN))

    for who, fits in ((late.outsider, False), (late.officer, True)):
        said = Answered(Answer.OBSTACLE, "Vướng mặt bằng", obstacle=obstacle(who))
        if fits:
            actions.answer(escalation=one, said=said, by=late.officer, at=moment(BEGUN))
        else:
            with pytest.raises(Refusal, match="open obstacle"):
                actions.answer(escalation=one, said=said, by=late.officer, at=moment(BEGUN))
    assert stands(one)[0] == "answered"
    office, address = sign_in(late.office), f"/don-doc/{one.pk}/"
    assert "Thiếu mặt bằng" in office.get(address).content.decode()
    # About something that the office does not see: neither its title nor the way to it.
    Obstacle.objects.update(subject_kind="obligation", subject_id=0)
    assert "Thiếu mặt bằng" not in office.get(address).content.decode()


@pytest.mark.django_db
def test_what_is_delivered_ends_by_itself_and_what_is_not_late_is_not_begun(late: Late) -> None:
    with pytest.raises(Conflict):
        begin(late, day="2026-06-10")
    one, other = begin(late), begin(late, late.reporter)
    with pytest.raises(Conflict):
        begin(late)
    record_progress(obligation=late.owed, state="done", by=late.office, at=moment("2026-06-13"))
    Campaign.objects.update(state="closed", closed_at=moment("2026-06-13"))
    # On a Saturday too.
    assert actions.move_on(at=moment("2026-06-13")) == 2
    assert {stands(one)[0], stands(other)[0]} == {"closed"}
    assert one.steps.last().step == "ended"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_the_ladder_begins_it_once_a_missed_day_where_the_office_said_so(late: Late) -> None:
    assert actions.begin_by_ladder(at=moment("2026-07-20")) == 0
    late.owed.task.plan.escalates_after = 2
    late.owed.task.plan.save(update_fields=["escalates_after"])
    Campaign.objects.update(escalates_after=1)
    assert remind_by_ladder(at=moment(BEGUN)) == 1
    assert [actions.begin_by_ladder(at=moment(f"2026-06-{n}")) for n in (16, 17, 23, 24)] == [0, 1, 0, 1]
    first = Escalation.objects.get(reporter__isnull=False)
    assert (first.begun_by, first.due_on) == (None, date(2026, 6, 10))
    closed = Decided(Decision.CLOSE, "Theo dõi riêng")
    actions.decide(escalation=first, said=closed, by=late.office, at=moment("2026-06-24"))
    assert actions.begin_by_ladder(at=moment("2026-06-25")) == 0


@pytest.mark.django_db
def test_what_came_in_time_or_was_asked_for_late_is_not_escalated_by_itself(late: Late) -> None:
    Campaign.objects.update(escalates_after=2)
    # The unit was added long after the last day: the ladder has passed and told it nothing.
    assert actions.begin_by_ladder(at=moment("2026-07-20")) == 0
    assert [remind_by_ladder(at=moment(f"2026-07-{n}")) for n in (20, 27)] == [1, 1]
    assert actions.begin_by_ladder(at=moment("2026-07-30")) == 0
    # It came on the last day: returned since, and on time (0076).
    report = Report.objects.create(reporter=late.reporter, state="returned")
    Report.objects.update(first_submitted_at=moment("2026-06-10"))
    assert actions.begin_by_ladder(at=moment("2026-07-31")) == 0
    with pytest.raises(Conflict):
        begin(late, late.reporter)
    Report.objects.filter(pk=report.pk).update(first_submitted_at=moment(BEGUN))
    assert actions.begin_by_ladder(at=moment("2026-07-31")) == 1


@pytest.mark.django_db
def test_where_nobody_is_reminded_the_ladder_counts_from_the_opening(late: Late) -> None:
    User.objects.filter(unit=late.owed.unit).update(is_active=False)
    Campaign.objects.update(escalates_after=1, opened_at=moment("2026-07-13"))
    assert [actions.begin_by_ladder(at=moment(f"2026-07-{n}")) for n in (17, 20)] == [0, 1]


@pytest.mark.django_db
def test_owner_colleague_and_outsider(late: Late, reader: User) -> None:
    one, at = begin(late), moment(BEGUN)
    visible = {
        who.username for who in (*vars(late).values(), reader) if isinstance(who, User) and _sees(who, one)
    }
    assert visible == {"can-bo-so", "truong-phong", "giam-doc", "lanh-dao", "van-phong"}
    said = Answered(Answer.REASON, "Lý do")
    for who in (late.outsider, late.office, late.leader):
        with pytest.raises(NotAllowed):
            actions.answer(escalation=one, said=said, by=who, at=at)
    for who in (late.officer, late.director, late.outsider):
        with pytest.raises(NotAllowed):
            actions.decide(escalation=one, said=Decided(Decision.CLOSE, "Thôi"), by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.begin(thing=late.reporter, because="Chậm", by=who, at=at)
    actions.decide(escalation=one, said=Decided(Decision.RAISE), by=late.leader, at=at)
    actions.decide(escalation=one, said=Decided(Decision.RAISE), by=late.leader, at=at)
    # What is with the leader of the province is no longer the office's.
    with pytest.raises(NotAllowed):
        actions.decide(escalation=one, said=Decided(Decision.CLOSE, "Thôi"), by=late.office, at=at)


def _sees(user: User, one: Escalation) -> bool:
    return access.visible_escalations(user).filter(pk=one.pk).exists()


@pytest.mark.django_db
def test_the_pages_say_and_do_it(
    late: Late, sign_in: SignIn, n_queries: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-11T08:00:00+07:00")
    office = sign_in(late.office)
    home = n_queries(office, "/")
    page = office.get("/don-doc/moi/").content.decode()
    assert f'value="o{late.owed.pk}"' in page and f'value="r{late.reporter.pk}"' in page
    refused = office.post("/don-doc/moi/", {"chon": f"o{late.owed.pk}"})
    assert refused.status_code == 400 and " checked" in refused.content.decode()
    assert office.post("/don-doc/moi/", {"chon": "o" + "9" * 5000, "ly-do": "Chậm"}).status_code == 400
    office.post("/don-doc/moi/", {"chon": f"o{late.owed.pk}", "ly-do": "Chậm quá hạn"})
    one = Escalation.objects.get()
    assert n_queries(office, "/") == home
    few = n_queries(office, "/don-doc/")
    begin(late, late.reporter)
    assert (n_queries(office, "/don-doc/"), n_queries(office, "/")) == (few, home)
    unit, address = sign_in(late.officer), f"/don-doc/{one.pk}/"
    assert "?xem=cho-don-vi" in unit.get("/").content.decode()
    refused = unit.post(f"{address}tra-loi/", {"tra-loi": "ngay-moi", "loi": "Chờ vốn của tỉnh"})
    assert refused.status_code == 400 and "Chờ vốn của tỉnh" in refused.content.decode()
    unit.post(f"{address}tra-loi/", {"tra-loi": "ly-do", "loi": "Chờ vốn của tỉnh"})
    assert "Chờ vốn của tỉnh" in office.get(address).content.decode()
    assert f'href="{address}"' in office.get("/don-doc/?xem=cho-toi").content.decode()
    said = {"quyet-dinh": "dong", "loi": "Đã rõ", "thay": "waiting"}
    assert office.post(f"{address}quyet-dinh/", said).status_code == 409
    office.post(f"{address}quyet-dinh/", {**said, "thay": "answered"})
    assert f'href="{address}"' in office.get("/don-doc/?xem=da-dong").content.decode()
    assert sign_in(late.outsider).get(address).status_code == 404
    sheet = office.get("/don-doc/?dinh-dang=csv")
    assert late.reporter.campaign.title in b"".join(sheet.streaming_content).decode("utf-8-sig")


@pytest.mark.django_db
def test_a_restricted_plan_hides_it(late: Late) -> None:
    begin(late)
    sxd = late.outsider.unit
    said = {"units": [sxd], "groups": [], "is_restricted": True, "reason": "Mật"}
    set_audience(document=late.owed.task.plan.document, **said, by=late.office, at=moment(BEGUN))
    User.objects.filter(pk=late.director.pk).update(unit=sxd)
    director = User.objects.get(pk=late.director.pk)
    assert not access.visible_escalations(director).exists()
    assert access.visible_escalations(late.office).exists()


@pytest.mark.django_db
def test_a_request_asked_before_is_given_here_too(late: Late) -> None:
    one = begin(late)
    asked = {"until": date(2026, 7, 1), "reason": "Chờ vốn", "by": late.director, "at": moment(BEGUN)}
    ask_deadline(obligation=late.owed, **asked)
    actions.decide(escalation=one, said=Decided(Decision.GIVE_TIME), by=late.leader, at=moment(BEGUN))
    late.owed.refresh_from_db()
    assert late.owed.extended_to == date(2026, 7, 1)
