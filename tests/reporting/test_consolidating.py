"""The stage between: a unit gathers for others, takes in or returns, and hands on to the office."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import Unit, User
from hatang.base.refusal import Conflict, NotAllowed, NotFound, Refusal
from hatang.notices.models import Notice
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import Written
from hatang.reporting.models import Campaign, Consolidator, HandOn, Report, Reporter
from hatang.reporting.rules.life import ReportStep

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def gatherer(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that gathers, which is not asked itself."""
    return make_user("tong-hop", "officer", agencies.units["sgddt"])


@pytest.fixture
def consolidator(
    campaign: Campaign, reporter: Reporter, gatherer: User, agencies: Any, office: User, at: datetime
) -> Consolidator:
    """Gathers for the department of construction and for Viettel."""
    other = campaign.reporters.get(unit=agencies.units["viettel"])
    made = actions.set_consolidator(
        campaign=campaign, unit=agencies.units["sgddt"], reporters=[reporter.pk, other.pk], by=office, at=at
    )
    assert made is not None
    reporter.refresh_from_db()
    return made


@pytest.fixture
def arrived(
    consolidator: Consolidator,
    save: Callable[..., Report],
    step: Callable[..., Report],
    owner: User,
    written: Written,
) -> Report:
    """The department's report, submitted."""
    save(tram="12", loi="Đã xong")
    step("approve", owner)
    return step("submit", owner, written=written)


def test_a_consolidator_reads_what_has_arrived_and_returns_or_takes_it_in(
    consolidator: Consolidator,
    reporter: Reporter,
    gatherer: User,
    outsider: User,
    owner: User,
    save: Callable[..., Report],
    step: Callable[..., Report],
    written: Written,
) -> None:
    assert Notice.objects.filter(user=gatherer, subject_kind="campaign").count() == 1
    save(tram="12")
    with pytest.raises(NotFound):
        access.get_reporter(gatherer, reporter.pk)
    step("approve", owner)
    step("submit", owner, written=written)
    assert access.get_reporter(gatherer, reporter.pk) == reporter
    assert Notice.objects.filter(user=gatherer, subject_kind="reporter").count() == 1
    with pytest.raises(NotAllowed):
        step("accept", outsider)
    assert step("return", gatherer, words="Thiếu thuyết minh").state == "returned"
    # It is the unit's to write, however long the consolidator reads it.
    with pytest.raises(NotAllowed):
        save(seen=1, by=gatherer, tram="13")
    step("approve", owner)
    step("submit", owner, written=written)
    assert step("accept", gatherer).state == "accepted"
    for person in (outsider, owner):
        with pytest.raises(NotFound):
            access.get_consolidator(person, consolidator.pk)


def test_nobody_gathers_or_takes_in_the_report_of_the_own_agency(
    consolidator: Consolidator, arrived: Report, owner: User, office: User, at: datetime
) -> None:
    division = Unit.objects.create(
        code="phong-xd", name="Phòng", kind="division", parent=arrived.reporter.unit, sort_key="phong"
    )
    with pytest.raises(Refusal, match="own report"):
        actions.set_consolidator(
            campaign=consolidator.campaign, unit=division, reporters=[arrived.reporter_id], by=office, at=at
        )
    # However a unit came to gather for itself: who writes the report does not take it in.
    Consolidator.objects.filter(pk=consolidator.pk).update(unit=arrived.reporter.unit)
    report = Report.objects.select_related("reporter__consolidator__unit", "reporter__unit").get()
    assert access.gathers_for(owner, report.reporter.consolidator)
    assert not access.may_take_step(owner, report, ReportStep.ACCEPT)
    assert access.may_take_step(office, report, ReportStep.ACCEPT)


def test_what_is_gathered_is_handed_on_with_who_is_missing_and_stamped(
    consolidator: Consolidator,
    arrived: Report,
    gatherer: User,
    office: User,
    owner: User,
    step: Callable[..., Report],
    save: Callable[..., Report],
    written: Written,
    at: datetime,
) -> None:
    for person in (office, owner):
        with pytest.raises(NotAllowed):
            actions.hand_on(consolidator=consolidator, note="x", by=person, at=at)
    with pytest.raises(Refusal, match="missing"):
        actions.hand_on(consolidator=consolidator, by=gatherer, at=at)
    made = actions.hand_on(consolidator=consolidator, note="Viettel chưa gửi", by=gatherer, at=at)
    assert (made.number, made.n_arrived, made.n_expected) == (1, 1, 2)
    assert [one["digest"] for one in made.reports] == [arrived.digest]
    assert made.figures[0]["total"] == "12"
    assert made.digest == queries.gathered_part(consolidator).digest
    assert Notice.objects.filter(user=office, subject_kind="campaign").count() == 1
    # The same again is the same version; a report that changed makes another one.
    assert actions.hand_on(consolidator=consolidator, note="Viettel chưa gửi", by=gatherer, at=at) == made
    step("return", gatherer, words="Sửa số liệu")
    save(seen=1, tram="15", loi="Đã xong")
    step("approve", owner)
    step("submit", owner, written=written)
    [stage] = queries.stages(
        office, consolidator.campaign, queries.reporter_lines(office, consolidator.campaign, today=at.date())
    )
    assert (stage.is_stale, stage.said.n_arrived, stage.said.n_expected) == (True, 1, 2)
    again = actions.hand_on(consolidator=consolidator, note="Viettel chưa gửi", by=gatherer, at=at)
    assert (again.number, again.figures[0]["total"]) == (2, "15")
    assert HandOn.objects.get(number=1).figures[0]["total"] == "12"
    with pytest.raises(Conflict, match="handed on"):
        actions.set_consolidator(
            campaign=consolidator.campaign, unit=consolidator.unit, reporters=[], by=office, at=at
        )
    actions.close_campaign(campaign=consolidator.campaign, by=office, at=at)
    with pytest.raises(Conflict):
        actions.hand_on(consolidator=consolidator, note="x", by=gatherer, at=at)


def test_where_a_leader_signs_in_the_leader_hands_on(
    consolidator: Consolidator, arrived: Report, gatherer: User, make_user: Callable[..., User], at: datetime
) -> None:
    leader = make_user("giam-doc", "approver", consolidator.unit)
    with pytest.raises(NotAllowed):
        actions.hand_on(consolidator=consolidator, note="Thiếu", by=gatherer, at=at)
    assert actions.hand_on(consolidator=consolidator, note="Thiếu", by=leader, at=at).number == 1


def test_the_office_says_who_gathers_for_whom_by_its_page(
    campaign: Campaign, reporter: Reporter, agencies: Any, office: User, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(office), reverse("reporting:consolidators", args=[campaign.pk])
    assert sign_in(owner).get(address).status_code == 403
    unit = agencies.units["sgddt"]
    assert client.post(address, {"cho": reporter.pk}).status_code == 400
    own = client.post(address, {"don-vi": reporter.unit_id, "cho": reporter.pk})
    assert own.status_code == 400
    assert f"{reporter.unit} không tự tổng hợp" in own.content.decode()
    client.post(address, {"don-vi": unit.pk, "loai": "operator", "cho": reporter.pk})
    made = Consolidator.objects.get()
    assert {row.unit.code for row in made.reporters.select_related("unit")} == {"sxd", "viettel"}
    page = client.get(address, {"don-vi": unit.pk}).content.decode()
    assert page.count(" checked") == 2
    many = Reporter.objects.create(pk=12_345, campaign=campaign, unit=agencies.units["vnpt"])
    assert f'value="{many.pk}"' in client.get(address).content.decode()
    client.post(address, {"don-vi": unit.pk})
    assert not Consolidator.objects.exists()


def test_the_page_of_a_consolidator_asks_as_often_however_many_it_gathers_for(
    consolidator: Consolidator,
    arrived: Report,
    campaign: Campaign,
    agencies: Any,
    gatherer: User,
    office: User,
    at: datetime,
    sign_in: SignIn,
    n_queries: Callable[[Any, str], int],
) -> None:
    client = sign_in(gatherer)
    address = reverse("reporting:consolidator", args=[consolidator.pk])
    page = client.get(address).content.decode()
    assert f"/bao-cao/{arrived.reporter_id}/" in page
    n_now = n_queries(client, address)
    more = [row.pk for row in campaign.reporters.exclude(unit=consolidator.unit)]
    actions.set_consolidator(campaign=campaign, unit=consolidator.unit, reporters=more, by=office, at=at)
    assert n_queries(client, address) == n_now
    handed = client.post(reverse("reporting:hand_on", args=[consolidator.pk]), {"ghi-chu": "Còn thiếu"})
    assert handed.status_code == 302
    campaign_page = sign_in(office).get(reverse("reporting:campaign", args=[campaign.pk])).content.decode()
    assert address in campaign_page


def test_a_consolidator_is_reminded_by_the_ladder_until_it_hands_on(
    consolidator: Consolidator, arrived: Report, gatherer: User, agencies: Any, make_user: Callable[..., User]
) -> None:
    """Once a rung, past its day with its leader from the second time on, and not at all once it handed on."""
    leader = make_user("giam-doc", "approver", agencies.units["sgddt"])
    # A Monday; the reports are due before, and what is gathered is due on it.
    last = date(2026, 6, 15)
    period = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 1), "due_on": date(2026, 6, 10)}
    Campaign.objects.update(**period, gathered_on=last, rungs=[-7, 1, 8])

    def told(day: int) -> list[str]:
        before = set(Notice.objects.values_list("pk", flat=True))
        actions.remind_consolidators(at=datetime(2026, 6, day, 8, tzinfo=UTC))
        actions.remind_consolidators(at=datetime(2026, 6, day, 9, tzinfo=UTC))
        return sorted(Notice.objects.exclude(pk__in=before).values_list("user__username", flat=True))

    assert [told(8), told(9), told(15), told(16)] == [[gatherer.username], [], [], [gatherer.username]]
    assert told(23) == [leader.username, gatherer.username]
    said = Notice.objects.filter(user=leader).latest("pk").sentence
    assert "chậm 8 ngày" in said and "1/2 báo cáo" in said
    at = datetime(2026, 6, 24, 8, tzinfo=UTC)
    actions.hand_on(consolidator=consolidator, note="Viettel chưa gửi", by=leader, at=at)
    assert told(30) == []
    assert consolidator.reminders.count() == 3
