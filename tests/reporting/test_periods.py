"""Periods by their number, the days that follow from them, and the campaign of the next one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import Unit, User
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, Expected
from hatang.reporting.models import Campaign, FormVersion, PeriodRule
from hatang.reporting.rules.days import Bounds, Period, PeriodKind
from hatang.reporting.rules.periods import (
    USUAL_TERMS,
    Term,
    kind_of,
    n_periods,
    next_period,
    period_of,
    period_words,
    renamed,
)
from hatang.reporting.writing import AskedPeriod, asked_paper


def _days(starts: str, ends: str) -> Period:
    return Period(date.fromisoformat(starts), date.fromisoformat(ends))


@pytest.mark.parametrize(
    ("kind", "number", "starts", "ends", "due", "gathered", "words"),
    [
        ("month", 1, "2025-12-15", "2026-01-14", "2026-01-15", "2026-01-16", "tháng 1 năm 2026"),
        ("quarter", 3, "2026-06-15", "2026-09-14", "2026-09-06", "2026-09-08", "quý III năm 2026"),
        ("half_year", 1, "2025-12-15", "2026-06-14", "2026-06-06", "2026-06-08", "6 tháng đầu năm 2026"),
        ("nine_months", 1, "2025-12-15", "2026-09-14", "2026-09-06", "2026-09-08", "9 tháng năm 2026"),
        ("year", 1, "2025-12-15", "2026-12-14", "2026-11-25", "2026-11-27", "năm 2026"),
        ("week", 1, "2025-12-29", "2026-01-04", "2026-01-02", "2026-01-05", "tuần 1 năm 2026"),
    ],
)
def test_the_usual_days_are_those_of_the_circular(
    kind: str, number: int, starts: str, ends: str, due: str, gathered: str, words: str
) -> None:
    """Windows and two-stage days as in reference standards, section 3."""
    term = USUAL_TERMS[PeriodKind(kind)]
    period = period_of(PeriodKind(kind), 2026, number, term.bounds)
    assert period == _days(starts, ends)
    assert (period.ends_on.toordinal() + term.unit_days) == date.fromisoformat(due).toordinal()
    assert term.gather_days is not None
    assert (period.ends_on.toordinal() + term.gather_days) == date.fromisoformat(gathered).toordinal()
    assert period_words(period) == words


def test_every_period_is_known_again_and_followed_by_the_next() -> None:
    for kind in USUAL_TERMS:
        for bounds in Bounds:
            year = [period_of(kind, 2026, n + 1, bounds) for n in range(n_periods(kind, 2026))]
            first = period_of(kind, 2027, 1, bounds)
            assert [next_period(one) for one in year] == [*year[1:], first]
            known = {kind_of(one) for one in year}
            # A week is the same however months are bounded.
            assert known <= {(kind, bounds), (kind, Bounds.CALENDAR)}
    with pytest.raises(ValueError, match="5"):
        period_of(PeriodKind.QUARTER, 2026, 5, Bounds.CALENDAR)
    assert n_periods(PeriodKind.WEEK, 2026) == 53
    assert next_period(_days("2026-02-01", "2026-02-10")) == _days("2026-02-11", "2026-02-20")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Báo cáo kết quả quý III năm 2026", "Báo cáo kết quả quý IV năm 2026"),
        ("Quý III năm 2026: kết quả", "Quý IV năm 2026: kết quả"),
        ("Báo cáo kết quả", "Báo cáo kết quả (quý IV năm 2026)"),
    ],
)
def test_the_title_of_the_next_campaign_names_its_period(title: str, found: str) -> None:
    former = period_of(PeriodKind.QUARTER, 2026, 3, Bounds.CLOSING)
    assert renamed(title, former, next_period(former)) == found


@pytest.mark.parametrize(
    ("kind", "number", "title", "found"),
    [
        ("quarter", 4, "Kết quả quý IV/2026", "Kết quả quý I/2027"),
        ("quarter", 3, "Kết quả quý III/2026", "Kết quả quý IV/2026"),
        ("quarter", 4, "Kết quả theo Kế hoạch 2026", "Kết quả theo Kế hoạch 2026 (quý I năm 2027)"),
        ("month", 12, "Tháng 12/2026", "Tháng 1/2027"),
        ("month", 2, "Kết quả tháng 02 năm 2026", "Kết quả tháng 03 năm 2026"),
        ("half_year", 2, "Kết quả 6 tháng cuối năm 2026", "Kết quả 6 tháng đầu năm 2027"),
        ("nine_months", 1, "Kết quả 9 tháng đầu năm 2026", "Kết quả 9 tháng đầu năm 2027"),
        ("week", 53, "Kết quả tuần 53 năm 2026", "Kết quả tuần 1 năm 2027"),
        ("year", 1, "Kết quả 2026 theo Quyết định 94/2026/QĐ", "Kết quả 2027 theo Quyết định 94/2026/QĐ"),
    ],
)
def test_a_title_is_renamed_as_it_was_written(kind: str, number: int, title: str, found: str) -> None:
    former = period_of(PeriodKind(kind), 2026, number, Bounds.CALENDAR)
    assert renamed(title, former, next_period(former)) == found


def test_nine_months_are_followed_by_the_rest_of_the_year() -> None:
    asked = asked_paper(User(), {"loai": "bao-cao-ky", "ky": "chin-thang", "ngay": "2026-05-01"}).about
    assert isinstance(asked, AskedPeriod)
    assert (asked.period, asked.following) == (
        _days("2026-01-01", "2026-09-30"),
        _days("2026-10-01", "2026-12-31"),
    )


@pytest.mark.django_db
def test_a_campaign_is_filled_in_from_its_kind_of_period_as_the_office_has_set_it(
    office: User, owner: User, version: FormVersion, sign_in: Callable[[User], Client], at: datetime
) -> None:
    client, address = sign_in(office), reverse("reporting:periods")
    assert sign_in(owner).get(address).status_code == 403
    page = client.get(address).content.decode()
    assert page.count("<tr data-row>") == len(USUAL_TERMS)
    usual = {f"gioi-han-{kind}": term.bounds.value for kind, term in USUAL_TERMS.items()}
    usual |= {f"don-vi-{kind}": str(term.unit_days) for kind, term in USUAL_TERMS.items()}
    usual |= {f"tong-hop-{kind}": str(term.gather_days or "") for kind, term in USUAL_TERMS.items()}
    for word in ("x", "-+5"):
        wrong = client.post(address, {**usual, "don-vi-month": word, "tong-hop-year": "-9"})
        assert wrong.status_code == 400
    assert 'value="-9"' in wrong.content.decode()
    client.post(
        address, {**usual, "gioi-han-quarter": "calendar", "don-vi-quarter": "5", "tong-hop-quarter": ""}
    )
    assert queries.period_terms()[PeriodKind.QUARTER] == Term(Bounds.CALENDAR, 5, None)
    assert PeriodRule.objects.count() == len(USUAL_TERMS)
    said = {"nut": "ky", "loai-ky": "quarter", "so-ky": "2", "nam": "2026", "mau": version.pk}
    filled = client.post(reverse("reporting:new_campaign"), {**said, "can-cu": "Giữ lại"}).content.decode()
    for value in ("2026-04-01", "2026-06-30", "2026-07-05", "Báo cáo kết quả quý II năm 2026"):
        assert f'value="{value}"' in filled
    assert "Giữ lại" in filled
    assert not Campaign.objects.exists()
    for bad in ({"so-ky": "5"}, {"nam": "26"}, {"nam": "02026" + "0" * 5000}, {"loai-ky": "free"}):
        assert client.post(reverse("reporting:new_campaign"), {**said, **bad}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("term", [Term(Bounds.CALENDAR, 1, 0), Term(Bounds.CALENDAR, 200)])
def test_days_that_cannot_be_are_refused(term: Term, office: User, owner: User, at: datetime) -> None:
    with pytest.raises(Refusal):
        actions.set_period_terms(terms={PeriodKind.MONTH: term}, by=office, at=at)
    with pytest.raises(NotAllowed):
        actions.set_period_terms(terms={}, by=owner, at=at)


@pytest.mark.django_db
def test_the_next_campaign_of_a_series_is_made_once_with_the_same_units(
    asked: Asked, agencies: Any, office: User, owner: User, at: datetime, sign_in: Callable[[User], Client]
) -> None:
    asked = replace(asked, gathered_on=date(2026, 12, 20), escalates_after=5)
    former = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    units = [agencies.units[code] for code in ("sxd", "viettel", "skhcn")]
    group = agencies.groups["vien-thong"]
    expected = [Expected(units[0]), Expected(units[1], group, "Doanh nghiệp"), Expected(units[2])]
    actions.set_reporters(campaign=former, expected=expected, by=office, at=at)
    with pytest.raises(Conflict):
        actions.make_next_campaign(campaign=former, by=office, at=at)
    gathered = former.reporters.get(unit=units[1])
    actions.set_consolidator(campaign=former, unit=units[2], reporters=[gathered.pk], by=office, at=at)
    ended, rest = agencies.units["vnpt"], former.reporters.get(unit=units[0])
    actions.set_consolidator(campaign=former, unit=ended, reporters=[rest.pk], by=office, at=at)
    Unit.objects.filter(pk=ended.pk).update(valid_to=date(2026, 1, 1))
    former = actions.open_campaign(campaign=former, by=office, at=at)
    actions.set_reporters(campaign=former, expected=expected[:2], because="Giải thể", by=office, at=at)
    address = reverse("reporting:next_campaign", args=[former.pk])
    assert sign_in(owner).post(address).status_code == 403
    for _again in range(2):
        made = Campaign.objects.get(pk=sign_in(office).post(address)["Location"].rstrip("/").split("/")[-1])
    assert Campaign.objects.count() == 2
    assert (made.state, made.after, made.form_version) == ("draft", former, former.form_version)
    assert (made.starts_on, made.ends_on) == (date(2026, 12, 15), date(2027, 12, 14))
    assert (made.due_on, made.gathered_on) == (date(2027, 12, 15), date(2027, 12, 20))
    assert (made.title, made.escalates_after) == ("Báo cáo kết quả năm 2027", 5)
    rows = {row.unit.code: row for row in made.reporters.select_related("unit", "consolidator__unit")}
    assert set(rows) == {"sxd", "viettel"}
    assert (rows["viettel"].group, rows["viettel"].printed) == (group, "Doanh nghiệp")
    # Who gathered for it has ended.
    assert rows["sxd"].consolidator is None
    consolidator = rows["viettel"].consolidator
    assert consolidator is not None
    assert (consolidator.unit, consolidator.campaign) == (units[2], made)
