"""A survey asks a sample: drawn before it opens, on record with its list, and read by stratum."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, DrawRule, Expected, Written
from hatang.reporting.models import Campaign, Form, Reporter, Sample

pytestmark = pytest.mark.django_db

RULE = DrawRule(stratified_by="unit_kind", percent=50, least=1, seed="20260115")
CODES = ("skhcn", "sxd", "sgddt", "viettel")


@pytest.fixture
def survey(asked: Asked, form: Form, office: User, at: datetime) -> Campaign:
    """A survey that is being prepared."""
    form.kind = "survey"
    form.save()
    version = form.versions.select_related("form").get()
    return actions.make_campaign(asked=replace(asked, form_version=version), mark=uuid4(), by=office, at=at)


@pytest.fixture
def listed(agencies: Any) -> list[Expected]:
    """Three departments and an operator."""
    return [Expected(agencies.units[code]) for code in CODES]


@pytest.fixture
def drawn(survey: Campaign, listed: list[Expected], office: User, at: datetime) -> Sample:
    """Two of the departments, and the operator."""
    return actions.draw_sample(campaign=survey, listed=listed, rule=RULE, by=office, at=at)


def test_drawn_units_are_asked_and_the_list_stays_with_its_seed(drawn: Sample, survey: Campaign) -> None:
    asked = set(survey.reporters.values_list("unit__code", flat=True))
    assert asked == {one.code for one in drawn.units if one.is_drawn}
    assert len(asked) == 3
    assert "viettel" in asked
    assert {one.code for one in drawn.units} == set(CODES)
    kept = Sample.objects.get()
    assert kept.is_as_drawn
    kept.seed = "another"
    assert not kept.is_as_drawn


def test_drawn_again_only_with_a_reason_and_before_it_opens(
    drawn: Sample, survey: Campaign, listed: list[Expected], office: User, owner: User, at: datetime
) -> None:
    again = {"campaign": survey, "listed": listed, "rule": replace(RULE, percent=100), "at": at}
    with pytest.raises(NotAllowed):
        actions.draw_sample(**again, because="Thêm", by=owner)
    with pytest.raises(Refusal, match="why"):
        actions.draw_sample(**again, by=office)
    assert actions.draw_sample(**again, because="Thêm đơn vị", by=office).number == 2
    assert survey.reporters.count() == 4
    actions.open_campaign(campaign=survey, by=office, at=at)
    with pytest.raises(Conflict):
        actions.draw_sample(**again, because="Muộn", by=office)


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": 0},
        {"percent": 101},
        {"least": -1},
        {"seed": " "},
        {"seed": "9" * 41},
        {"stratified_by": "x"},
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(
    wrong: dict[str, Any], survey: Campaign, listed: list[Expected], office: User, at: datetime
) -> None:
    with pytest.raises(Refusal):
        actions.draw_sample(campaign=survey, listed=listed, rule=replace(RULE, **wrong), by=office, at=at)
    assert not Sample.objects.exists()


def test_nobody_else_is_asked_by_hand_and_who_is_left_out_stays_drawn(
    drawn: Sample, survey: Campaign, listed: list[Expected], office: User, at: datetime
) -> None:
    said = {"campaign": survey, "by": office, "at": at}
    with pytest.raises(Refusal, match="draw it again"):
        actions.set_reporters(expected=listed, **said)
    codes = [one.code for one in drawn.units if one.is_drawn]
    few = [one for one in listed if one.unit.code in codes[1:]]
    with pytest.raises(Refusal, match="draw it again"):
        actions.set_reporters(expected=few, **said)
    actions.open_campaign(campaign=survey, by=office, at=at)
    actions.set_reporters(expected=few, because="Đã giải thể", **said)
    view = queries.sample_view(survey)
    assert view is not None
    assert (view.n_drawn, view.n_answered) == (3, 0)


def test_what_was_drawn_stays_a_survey_and_the_next_one_draws_anew(
    drawn: Sample, survey: Campaign, asked: Asked, office: User, at: datetime
) -> None:
    other = actions.make_form(title="Báo cáo khác", kind="result", by=office, at=at)
    draft, said = other.versions.get(), survey.form_version.definition
    actions.save_draft(form=other, definition=said, seen=actions.stamp(draft), by=office, at=at)
    actions.fix_draft(form=other, by=office, at=at)
    version = other.versions.get()
    with pytest.raises(Refusal, match="sample was drawn"):
        actions.change_campaign(campaign=survey, asked=replace(asked, form_version=version), by=office, at=at)
    former = actions.open_campaign(campaign=survey, by=office, at=at)
    made = actions.make_next_campaign(campaign=former, by=office, at=at)
    assert (made.form_version, made.reporters.count()) == (survey.form_version, 0)


def test_only_a_survey_draws(campaign: Campaign, listed: list[Expected], office: User, at: datetime) -> None:
    campaign.state, campaign.opened_at = "draft", None
    campaign.save()
    with pytest.raises(Refusal, match="Survey"):
        actions.draw_sample(campaign=campaign, listed=listed, rule=RULE, by=office, at=at)


def test_the_office_draws_on_the_page_and_reads_the_result_as_page_and_file(
    survey: Campaign,
    agencies: Any,
    office: User,
    owner: User,
    at: datetime,
    written: Written,
    sign_in: Callable[[User], Client],
) -> None:
    client, address = sign_in(office), reverse("reporting:draw_sample", args=[survey.pk])
    body = {"phan-tang": "loai-don-vi", "ty-le": "100", "it-nhat": "1", "so-khoi-tao": "77"}
    ticked = {"cho": [f"u{agencies.units[code].pk}" for code in ("sxd", "viettel")]}
    refused = client.post(address, {**body, **ticked, "ty-le": "nhiều"})
    assert refused.status_code == 400
    assert b'value="77"' in refused.content
    assert client.post(address, {**body, **ticked}).status_code == 302
    actions.open_campaign(campaign=survey, by=office, at=at)
    reporter = Reporter.objects.select_related("campaign__form_version", "unit").get(unit__code="sxd")
    actions.save_report(reporter=reporter, values={"tram": "12"}, reasons={}, seen=0, by=owner, at=at)
    actions.take_report_step(reporter=reporter, step="approve", by=owner, at=at)
    actions.take_report_step(reporter=reporter, step="submit", written=written, by=owner, at=at)
    page = reverse("reporting:sample", args=[survey.pk])
    words = client.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert "1/1 (100\u00a0%)" in words
    assert "0/1 (0\u00a0%)" in words
    # An operator has not answered: nothing is said of the whole list.
    assert "≈" not in words
    sheet = b"".join(client.get(page, {"dinh-dang": "csv"})).decode()
    assert "77" in sheet
    assert "viettel" in sheet
    assert sign_in(owner).get(page).status_code == 403
