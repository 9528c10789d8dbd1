"""Reports that have not arrived are asked for again: when, whom, and each time once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.ladder import USUAL_RUNGS, rung_day, rung_due
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.base.workdays import WorkDays
from hatang.notices.models import Notice
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, Expected, Written
from hatang.reporting.models import Campaign, Reminder, Report, Reporter
from hatang.reporting.rules.ladder import Turn

from .test_pages import SignIn

# A Tuesday; the ladder before it has days on Sunday 15/11, Tuesday 1/12, 8/12, Monday 14/12.
LAST = date(2026, 12, 15)
OPENED = date(2026, 6, 1)
DAYS = WorkDays()

Remind = Callable[[str], int]


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        # Sunday 15/11 moves to Friday 13/11; the rung stays due until another one comes.
        ("2026-11-12", None),
        ("2026-11-13", -30),
        ("2026-11-14", None),
        ("2026-11-16", -30),
        ("2026-12-01", -14),
        ("2026-12-08", -7),
        ("2026-12-14", -1),
        ("2026-12-15", -1),
        ("2026-12-16", 1),
        ("2026-12-22", 1),
        ("2026-12-23", 8),
        ("2026-12-30", 15),
        ("2027-06-23", 190),
    ],
)
def test_every_rung_has_its_day(today: str, rung: int | None) -> None:
    on = date.fromisoformat(today)
    assert rung_due(USUAL_RUNGS, LAST, opened_on=OPENED, today=on, days=DAYS) == rung


def test_a_rung_moves_away_from_holidays_towards_its_side_of_the_last_day() -> None:
    # Tết 2026 is from 16/2 to 20/2, between two weekends.
    last = date(2026, 2, 23)
    assert [rung_day(last, rung, DAYS) for rung in (-7, -1)] == [date(2026, 2, 13)] * 2
    assert rung_day(date(2026, 2, 13), 1, DAYS) == date(2026, 2, 23)
    on = {"opened_on": date(2026, 1, 5), "days": DAYS}
    assert rung_due((-7, -1), last, today=date(2026, 2, 13), **on) == -1
    own = WorkDays({date(2026, 12, 14): (False, "Nghỉ bão")})
    assert rung_day(LAST, -1, own) == date(2026, 12, 11)


def test_what_was_passed_when_it_opened_is_not_told_and_no_ladder_tells_nothing() -> None:
    on = {"opened_on": date(2026, 12, 1), "days": DAYS}
    assert rung_due(USUAL_RUNGS, LAST, today=date(2026, 12, 2), **on) is None
    assert rung_due([], LAST, today=date(2027, 1, 4), **on) is None
    # Without a rung after the last day nothing goes on.
    assert rung_due([-7], LAST, today=date(2027, 3, 1), **on) == -7


@pytest.fixture
def remind(campaign: Campaign) -> Remind:
    """Runs the job of the morning of a day; gives how many units were reminded."""

    def run(day: str) -> int:
        return actions.remind_by_ladder(at=datetime.fromisoformat(f"{day}T07:20+07:00"))

    return run


def told() -> set[str]:
    """Who was reminded so far."""
    return set(Notice.objects.filter(kind="reminder").values_list("user__username", flat=True))


@pytest.mark.django_db
def test_each_rung_is_told_once_and_only_where_somebody_signs_in(
    remind: Remind, owner: User, reporter: Reporter, leader: User
) -> None:
    assert remind("2026-11-12") == 0
    assert [remind("2026-11-13") for _n in range(2)] == [1, 0]
    assert remind("2026-11-16") == 0
    # The job did not run on 1/12 and on 2/12: the rung is made good.
    assert remind("2026-12-03") == 1
    kept = Reminder.objects.values_list("reporter", "rung", "last_on", "to_whom", "n_people")
    assert list(kept) == [(reporter.pk, rung, LAST, owner.full_title, 1) for rung in (-14, -30)]
    assert told() == {"can-bo-so"}
    notice = Notice.objects.filter(kind="reminder").latest("pk")
    assert "15" in notice.sentence and "2026" in notice.sentence


@pytest.mark.django_db
def test_whose_turn_it_is_is_told_until_the_report_arrives(
    remind: Remind,
    make_user: Callable[..., User],
    agencies: Any,
    save: Callable[..., Report],
    step: Callable[..., Report],
    written: Written,
    owner: User,
    head: User,
    leader: User,
    office: User,
    campaign: Campaign,
) -> None:
    clerk = make_user("van-thu", "clerk", agencies.units["sxd"])
    save(tram="5")
    at = datetime.fromisoformat("2026-11-02T08:00+07:00")

    def newly(day: str) -> set[str]:
        Notice.objects.all().delete()
        assert remind(day) == 1
        return told()

    step("hand_in", owner, at=at)
    assert newly("2026-11-13") == {head.username}
    step("pass_on", head, at=at)
    assert newly("2026-12-01") == {leader.username}
    step("approve", leader, at=at)
    assert newly("2026-12-08") == {clerk.username}
    step("submit", clerk, at=at, written=written)
    assert remind("2026-12-14") == 0
    step("return", office, at=at, words="Thiếu số liệu")
    assert newly("2026-12-15") == {owner.username}
    # A leader from the second reminder after the last day on.
    assert newly("2026-12-16") == {owner.username}
    assert newly("2026-12-23") == {owner.username, leader.username}
    # What came once is not late, and cannot be left out, wherever it is in the unit now.
    late = datetime.fromisoformat("2026-12-24T08:00+07:00")
    step("hand_in", owner, at=late)
    step("send_back", head, at=late, words="Sửa")
    actions.remind_now(campaign=campaign, turns=[Turn.WRITING], by=office, at=late)
    said = Notice.objects.filter(kind="reminder").latest("pk").sentence
    assert ("bị trả lại" in said, "chậm" in said) == (True, False), said
    others = [Expected(agencies.units["skhcn"])]
    with pytest.raises(Conflict, match="handed"):
        actions.set_reporters(campaign=campaign, expected=others, because="x", by=office, at=late)


@pytest.mark.django_db
def test_who_is_left_out_and_what_is_closed_is_left_in_peace(
    remind: Remind, campaign: Campaign, reporter: Reporter, owner: User, office: User, at: datetime
) -> None:
    Reporter.objects.filter(pk=reporter.pk).update(left_out_because="Đã sáp nhập")
    assert remind("2026-11-13") == 0
    Reporter.objects.filter(pk=reporter.pk).update(left_out_because="")
    actions.close_campaign(campaign=campaign, by=office, at=at)
    assert remind("2026-11-13") == 0


@pytest.mark.django_db
def test_a_later_last_day_begins_the_ladder_anew(
    remind: Remind, campaign: Campaign, asked: Asked, owner: User, office: User, at: datetime
) -> None:
    assert remind("2026-12-14") == 1
    later = replace(asked, due_on=LAST + timedelta(days=30), rungs=(-30, -1, 3))
    actions.change_campaign(campaign=campaign, asked=later, by=office, at=at)
    assert [remind(day) for day in ("2026-12-15", "2026-12-16", "2027-01-13", "2027-01-18")] == [1, 0, 1, 1]
    with pytest.raises(Refusal) as refused:
        actions.change_campaign(campaign=campaign, asked=replace(later, rungs=(-366,)), by=office, at=at)
    assert refused.value.field == "rungs"


@pytest.mark.django_db
def test_who_dies_between_notices_and_reminder_tells_all_once(
    remind: Remind, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**_columns: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Reminder.objects, "create", die)
        with pytest.raises(KeyboardInterrupt):
            remind("2026-11-13")
    assert (told(), Reminder.objects.count()) == (set(), 0)
    assert (remind("2026-11-13"), told(), Reminder.objects.count()) == (1, {"can-bo-so"}, 1)


@pytest.mark.django_db
def test_the_office_alone_reminds_by_hand_and_once_a_day(
    campaign: Campaign, owner: User, outsider: User, office: User, save: Callable[..., Report], at: datetime
) -> None:
    for who in (owner, outsider):
        with pytest.raises(NotAllowed):
            actions.remind_now(campaign=campaign, turns=tuple(Turn), by=who, at=at)
    said: dict[str, Any] = {"campaign": campaign, "by": office}
    save(tram="5")
    assert actions.remind_now(turns=(Turn.WITH_HEAD,), at=at, **said) == 0
    assert actions.remind_now(turns=(Turn.WRITING,), at=at, **said) == 1
    assert actions.remind_now(turns=tuple(Turn), at=at, **said) == 1
    assert actions.remind_now(turns=tuple(Turn), at=at, **said) == 0
    assert actions.remind_now(turns=tuple(Turn), at=at + timedelta(days=1), **said) == 2
    assert told() == {owner.username, outsider.username}
    lines = queries.reporter_lines(office, campaign, today=clock.local(at).date())
    n_reminded = {line.reporter.unit.code: line.n_reminded for line in lines}
    assert n_reminded == {"sxd": 2, "skhcn": 2, "viettel": 0}
    actions.close_campaign(campaign=campaign, by=office, at=at)
    with pytest.raises(Conflict):
        actions.remind_now(turns=tuple(Turn), at=at + timedelta(days=2), **said)


@pytest.mark.django_db
def test_the_page_reminds_and_says_how_often_each_unit_was(
    sign_in: SignIn, campaign: Campaign, reporter: Reporter, owner: User, outsider: User, office: User
) -> None:
    desk, address = sign_in(office), f"/bao-cao/dot/{campaign.pk}/"
    desk.post(f"{address}don-doc/", {"ai": "chua-nop"})
    assert Reminder.objects.count() == 2
    page = desk.get(address).content.decode()
    assert f"{clock.today():%d/%m/%Y}" in page
    assert "30, 14, 7, 1" in page
    for kind in ("xlsx", "csv"):
        assert len(b"".join(desk.get(address, {"dinh-dang": kind}).streaming_content)) > 50
    assert "don-doc" not in sign_in(owner).get(address).content.decode()
    assert sign_in(outsider).post(f"{address}don-doc/", {"ai": "chua-nop"}).status_code == 403
    form = desk.get(f"{address}sua/").content.decode()
    assert 'value="30, 14, 7, 1"' in form


@pytest.mark.django_db
def test_the_days_are_typed_in_the_form(sign_in: SignIn, campaign: Campaign, office: User) -> None:
    desk, address = sign_in(office), f"/bao-cao/dot/{campaign.pk}/sua/"
    said = {
        "tieu-de": campaign.title,
        "mau": campaign.form_version_id,
        "tu-ngay": "2025-12-15",
        "den-ngay": "2026-12-14",
        "han": "2026-12-15",
        "truoc": "1",
    }
    refused = desk.post(address, {**said, "nhac-truoc": "mười", "nhac-sau": ""})
    assert refused.status_code == 400
    assert 'value="mười"' in refused.content.decode()
    desk.post(address, {**said, "nhac-truoc": "10; 3", "nhac-sau": "2"})
    campaign.refresh_from_db()
    assert campaign.rungs == [-10, -3, 2]
