"""A report from the first word to its acceptance: nothing lost, each step by who may take it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.notices.models import Notice
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import NotComplete, PeriodLocked, StaleReport, Written, WrongStep
from hatang.reporting.models import Report, Reporter
from hatang.reporting.rules.days import Timeliness

pytestmark = pytest.mark.django_db

Save = Callable[..., Report]
Step = Callable[..., Report]
TODAY = date(2026, 6, 1)


def test_a_draft_keeps_what_is_typed_right_or_wrong(save: Save) -> None:
    report = save(tram="mười hai", loi=" Đã\r\nlàm ")
    assert report.values == {"tram": "mười hai", "loi": "Đã\nlàm"}
    assert (report.state, report.n_saves) == ("draft", 1)


def test_who_saves_later_does_not_overwrite_who_was_faster(
    save: Save, make_user: Callable[..., User], agencies: Any
) -> None:
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    save(tram="1")
    with pytest.raises(StaleReport, match="saved this report meanwhile"):
        save(tram="2", by=colleague)
    assert save(tram="2", seen=1, by=colleague).values == {"tram": "2"}


def test_the_same_words_again_are_no_conflict_and_no_save(save: Save) -> None:
    save(tram="1")
    assert save(tram="1", seen=0).n_saves == 1


def test_a_report_that_is_not_complete_stays_in_the_unit(save: Save, step: Step, owner: User) -> None:
    save(loi="Chưa có số")
    with pytest.raises(NotComplete, match="Trạm 5G mới") as refused:
        step("approve", owner)
    assert refused.value.field == "tram"


def test_the_whole_way_by_officer_head_leader_clerk_and_office(
    reporter: Reporter,
    save: Save,
    step: Step,
    written: Written,
    owner: User,
    head: User,
    leader: User,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    clerk = make_user("van-thu", "clerk", agencies.units["sxd"])
    save(tram="12")
    assert step("hand_in", owner).state == "with_head"
    with pytest.raises(NotAllowed):
        step("pass_on", owner)
    assert step("pass_on", head).state == "with_leader"
    with pytest.raises(NotAllowed):
        step("approve", head)
    approved = step("approve", leader)
    assert (approved.state, len(approved.digest)) == ("approved", 64)
    with pytest.raises(PeriodLocked):
        save(tram="13", seen=1)
    submitted = step("submit", clerk, written=written)
    assert (submitted.state, submitted.number) == ("submitted", "12/BC-SXD")
    assert step("return", office, words="Thiếu số của quý IV").state == "returned"
    save(tram="13", seen=1)
    step("approve", leader)
    step("submit", clerk, written=written)
    assert step("accept", office).state == "accepted"
    report = Report.objects.get()
    assert [one.values["tram"] for one in report.versions.order_by("number")] == ["12", "13"]
    changed = queries.version_changes(report.versions.get(number=2))
    assert [(one.before, one.after) for one in changed] == [("12", "13")]
    assert [one.step for one in report.steps.all()] == [
        "hand_in", "pass_on", "approve", "submit", "return", "approve", "submit", "accept",
    ]  # fmt: skip
    assert report.n_returned == 1
    assert history_of(report)[-1].actor_id == office.pk


def test_a_head_who_wrote_it_does_not_pass_it_on_alone(
    save: Save, step: Step, head: User, leader: User
) -> None:
    save(tram="1", by=head)
    assert step("hand_in", head).state == "with_leader"
    assert Notice.objects.filter(user=leader, kind="review").exists()


def test_where_nobody_leads_who_writes_approves(save: Save, step: Step, owner: User) -> None:
    save(tram="1")
    with pytest.raises(NotAllowed):
        step("hand_in", owner)
    assert step("approve", owner).state == "approved"


def test_a_report_leaves_only_with_number_day_and_signed_file(
    save: Save, step: Step, written: Written, owner: User
) -> None:
    save(tram="1")
    step("approve", owner)
    for lacking in (
        None,
        Written(" ", written.signed_on, written.file_sha256, "a.pdf"),
        Written("1/BC", None, written.file_sha256, "a.pdf"),
        Written("1/BC", TODAY + timedelta(days=400), written.file_sha256, "a.pdf"),
        Written("1/BC", written.signed_on, "", ""),
    ):
        with pytest.raises(NotComplete):
            step("submit", owner, written=lacking)
    assert Report.objects.get().state == "approved"


def test_the_signed_file_is_a_pdf_by_its_content() -> None:
    with pytest.raises(Refusal, match="PDF"):
        actions.keep_signed_file(file=BytesIO(b"MZ not a pdf"), n_bytes=12, name="bao-cao.pdf")


def test_a_double_click_takes_one_step(save: Save, step: Step, owner: User) -> None:
    save(tram="1")
    step("approve", owner)
    with pytest.raises(WrongStep):
        step("approve", owner)
    assert Report.objects.get().versions.count() == 1


def test_returning_says_why(save: Save, step: Step, written: Written, owner: User, office: User) -> None:
    save(tram="1")
    step("approve", owner)
    step("submit", owner, written=written)
    with pytest.raises(Refusal, match="reason"):
        step("return", office)
    with pytest.raises(NotAllowed):
        step("return", owner, words="Tự trả")


def test_a_closed_campaign_takes_nothing_but_by_exception(
    reporter: Reporter, save: Save, owner: User, office: User, at: datetime
) -> None:
    save(tram="1")
    actions.close_campaign(campaign=reporter.campaign, by=office, at=at)
    # The page that saves has seen the campaign while it was open.
    with pytest.raises(PeriodLocked, match="exception"):
        save(tram="2", seen=1)
    today = at.date()
    with pytest.raises(Refusal, match="past"):
        actions.give_exemption(
            reporter=reporter, until_on=today - timedelta(days=1), reason="Muộn", by=office, at=at
        )
    with pytest.raises(NotAllowed):
        actions.give_exemption(reporter=reporter, until_on=today, reason="Muộn", by=owner, at=at)
    actions.give_exemption(reporter=reporter, until_on=today, reason="Sáp nhập", by=office, at=at)
    assert save(tram="2", seen=1).values == {"tram": "2"}
    assert not access.is_unlocked(reporter, today=today + timedelta(days=1))


def test_only_people_of_the_unit_write_and_only_office_and_province_read_besides(
    reporter: Reporter,
    save: Save,
    owner: User,
    outsider: User,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    province = make_user("lanh-dao", "leader")
    reader = make_user("nguoi-doc", "reader")
    for person in (owner, colleague, office, province):
        assert access.get_reporter(person, reporter.pk) == reporter
    for person in (outsider, reader):
        with pytest.raises(NotFound):
            access.get_reporter(person, reporter.pk)
    for person in (outsider, reader, province, office):
        with pytest.raises(NotAllowed):
            save(tram="1", by=person)
    assert save(tram="1", by=colleague).saved_by == colleague


def test_a_division_writes_for_its_agency(
    reporter: Reporter,
    save: Save,
    step: Step,
    make_unit: Callable[..., Any],
    make_user: Callable[..., User],
) -> None:
    division = make_unit("sxd-p1", "Phòng Hạ tầng", "division", parent=reporter.unit)
    person = make_user("phong-1", "officer", division)
    head = make_user("truong-phong-1", "reviewer", division)
    make_user("lanh-dao-so", "approver", reporter.unit)
    assert save(tram="1", by=person).saved_by == person
    assert step("hand_in", person).state == "with_head"
    assert Notice.objects.filter(user=head, kind="review").exists()
    assert access.get_reporter(person, reporter.pk) == reporter


def test_each_side_of_the_last_day(
    reporter: Reporter, save: Save, step: Step, written: Written, owner: User, office: User
) -> None:
    campaign = reporter.campaign
    save(tram="1")
    step("approve", owner)
    lines = {line.reporter.unit.code: line for line in queries.reporter_lines(office, campaign, today=TODAY)}
    assert {line.timeliness for line in lines.values()} == {Timeliness.AWAITED}
    evening = datetime.fromisoformat("2026-12-15T23:59+07:00")
    step("submit", owner, written=written, at=evening)
    after = date(2026, 12, 20)
    lines = {line.reporter.unit.code: line for line in queries.reporter_lines(office, campaign, today=after)}
    assert lines["sxd"].timeliness is Timeliness.ON_TIME
    assert (lines["skhcn"].timeliness, lines["skhcn"].n_days_late) == (Timeliness.LATE, 5)
    said = queries.tally(list(lines.values()))
    assert (said.n_expected, said.n_arrived, said.n_on_time, said.n_late, said.percent) == (3, 1, 1, 2, 33)
    campaign.is_strict = True
    lines = {line.reporter.unit.code: line for line in queries.reporter_lines(office, campaign, today=after)}
    assert (lines["sxd"].timeliness, lines["sxd"].n_days_late) == (Timeliness.CAME_LATE, 1)


def test_what_arrived_is_gathered(
    reporter: Reporter, save: Save, step: Step, written: Written, owner: User
) -> None:
    save(tram="12", loi="Tốt")
    assert [one.said for one in queries.gathered(reporter.campaign)] == [[], []]
    step("approve", owner)
    step("submit", owner, written=written)
    stations, words = queries.gathered(reporter.campaign)
    assert stations.total == 12
    assert [one.words for one in words.said] == ["Tốt"]
