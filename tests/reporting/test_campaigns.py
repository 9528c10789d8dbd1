"""Campaigns and forms: prepared, opened, changed and closed by the office alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import Unit, UnitGroup, User
from hatang.base import clock
from hatang.base.refusal import Conflict, NotAllowed, NotFound, Refusal
from hatang.documents.actions import set_audience
from hatang.notices.models import Notice
from hatang.programme.models import Obligation, Plan
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import Asked, Expected, StaleForm
from hatang.reporting.choosing import choices_of
from hatang.reporting.models import Campaign, Form, FormVersion, Report, Reporter

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_makes_one_campaign(asked: Asked, office: User, at: datetime) -> None:
    mark = uuid4()
    made = [actions.make_campaign(asked=asked, mark=mark, by=office, at=at) for _n in range(2)]
    assert made[0] == made[1]
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "d" * 301}, "title"),
        ({"ground": "d" * 2001}, "ground"),
        ({"ends_on": date(2025, 12, 14)}, "ends_on"),
        ({"gathered_on": date(2026, 12, 14)}, "gathered_on"),
    ],
)
def test_a_campaign_that_makes_no_sense_names_the_field(
    asked: Asked, changes: Any, field: str, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.make_campaign(asked=replace(asked, **changes), mark=uuid4(), by=office, at=at)
    assert refused.value.field == field


def test_a_draft_of_a_form_is_not_asked(form: Form, asked: Asked, office: User, at: datetime) -> None:
    used = form.versions.get()
    draft = actions.save_draft(
        form=form, definition=used.definition, seen=actions.stamp(used), by=office, at=at
    )
    with pytest.raises(Refusal, match="in use"):
        actions.make_campaign(asked=replace(asked, form_version=draft), mark=uuid4(), by=office, at=at)


def test_nobody_but_the_office_runs_campaigns(
    asked: Asked, campaign: Campaign, owner: User, at: datetime, agencies: Any
) -> None:
    by: dict[str, Any] = {"by": owner, "at": at}
    for run in (
        lambda: actions.make_campaign(asked=asked, mark=uuid4(), **by),
        lambda: actions.change_campaign(campaign=campaign, asked=asked, **by),
        lambda: actions.set_reporters(
            campaign=campaign, expected=[Expected(agencies.units["sxd"])], because="x", **by
        ),
        lambda: actions.close_campaign(campaign=campaign, **by),
        lambda: actions.make_form(title="Mẫu", kind="result", **by),
    ):
        with pytest.raises(NotAllowed):
            run()


def test_opening_tells_the_people_of_the_units(
    asked: Asked, agencies: Any, owner: User, outsider: User, office: User, at: datetime
) -> None:
    made = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    with pytest.raises(Refusal, match="Nobody"):
        actions.open_campaign(campaign=made, by=office, at=at)
    actions.set_reporters(
        campaign=made, expected=[Expected(agencies.units["sxd"], None, "Sở Xây dựng")], by=office, at=at
    )
    with pytest.raises(NotFound):
        access.get_campaign(owner, made.pk)
    actions.open_campaign(campaign=made, by=office, at=at)
    assert list(Notice.objects.values_list("user", "subject_kind")) == [(owner.pk, "reporter")]
    assert access.get_campaign(owner, made.pk) == made
    assert access.get_campaign(outsider, made.pk) == made
    with pytest.raises(Conflict):
        actions.open_campaign(campaign=made, by=office, at=at)


def test_who_is_left_out_of_an_open_campaign_stays_with_the_reason(
    campaign: Campaign, agencies: Any, save: Callable[..., Report], office: User, at: datetime
) -> None:
    kept = [Expected(agencies.units["sxd"]), Expected(agencies.units["vnpt"])]
    with pytest.raises(Refusal, match="why"):
        actions.set_reporters(campaign=campaign, expected=kept, by=office, at=at)
    actions.set_reporters(campaign=campaign, expected=kept, because="Đã sáp nhập", by=office, at=at)
    rows = {row.unit.code: row.left_out_because for row in campaign.reporters.select_related("unit")}
    assert rows == {"skhcn": "Đã sáp nhập", "sxd": "", "viettel": "Đã sáp nhập", "vnpt": ""}
    lines = queries.reporter_lines(office, campaign, today=date(2026, 6, 1))
    assert {line.reporter.unit.code for line in lines} == {"sxd", "vnpt"}


def test_who_has_handed_in_cannot_be_left_out(
    campaign: Campaign,
    agencies: Any,
    save: Callable[..., Report],
    step: Callable[..., Report],
    owner: User,
    office: User,
    at: datetime,
) -> None:
    save(tram="1")
    step("approve", owner)
    with pytest.raises(Conflict, match="handed"):
        actions.set_reporters(
            campaign=campaign, expected=[Expected(agencies.units["vnpt"])], because="x", by=office, at=at
        )


def test_the_day_of_an_open_campaign_only_becomes_later(
    campaign: Campaign, asked: Asked, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal, match="later"):
        earlier = replace(asked, due_on=asked.due_on - timedelta(days=1))
        actions.change_campaign(campaign=campaign, asked=earlier, by=office, at=at)
    for changes, words in (({"is_strict": True}, "later"), ({"ends_on": date(2026, 12, 13)}, "period")):
        with pytest.raises(Refusal, match=words):
            actions.change_campaign(campaign=campaign, asked=replace(asked, **changes), by=office, at=at)
    later = replace(asked, due_on=asked.due_on + timedelta(days=5), title="Báo cáo năm")
    assert actions.change_campaign(campaign=campaign, asked=later, by=office, at=at).title == "Báo cáo năm"


def test_what_has_ended_since_stays_chosen(
    campaign: Campaign, form: Form, agencies: Any, office: User, at: datetime
) -> None:
    unit = agencies.units["sxd"]
    Unit.objects.filter(pk=unit.pk).update(valid_to=clock.today())
    chosen = [one.key for one in choices_of(office, campaign).units if one.is_chosen]
    assert f"u{unit.pk}" in chosen
    Form.objects.update(retired_at=at)
    client = Client()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("reporting:change_campaign", args=[campaign.pk])).content.decode()
    assert f'value="{campaign.form_version_id}" selected' in page


def test_reporters_come_from_the_recipients_on_the_documents_day(
    publish: Callable[..., Plan], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> None:
    result["document"]["recipients"] = ["UBND các xã, phường", "Sở Xây dựng", "Hội chưa rõ"]
    plan = publish(result)
    found, unknown = queries.addressed_by(office, plan.document)
    by_name = {one.name: {unit.code for unit in one.units} for one in found}
    assert by_name["UBND các xã, phường"] == {"xa-09193", "phuong-09253"}
    assert by_name["Sở Xây dựng"] == {"sxd"}
    assert unknown == ["Hội chưa rõ"]
    plan.document.issuer_unit = agencies.units["xa-09193"]
    found, _unknown = queries.addressed_by(office, plan.document)
    members = next(one.units for one in found if one.name == "UBND các xã, phường")
    assert [unit.code for unit in members] == ["phuong-09253"]


def test_members_of_a_group_that_are_not_asked_are_named(
    asked: Asked, agencies: Any, office: User, at: datetime
) -> None:
    made = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    group = UnitGroup.objects.get(name="UBND các xã, phường")
    one = agencies.units["xa-09193"]
    actions.set_reporters(campaign=made, expected=[Expected(one, group)], by=office, at=at)
    assert queries.not_asked(made, [one]) == {group.pk: [agencies.units["phuong-09253"].name]}
    assert queries.not_asked(made, [one, agencies.units["phuong-09253"]]) == {}


def test_a_campaign_of_a_restricted_document_is_seen_by_those_asked_alone(
    publish: Callable[..., Plan],
    result: dict[str, Any],
    asked: Asked,
    agencies: Any,
    owner: User,
    outsider: User,
    office: User,
    at: datetime,
    sign_in: Callable[[User], Client],
) -> None:
    document = publish(result).document
    set_audience(
        document=document,
        units=[agencies.units["sxd"]],
        groups=[],
        is_restricted=True,
        reason="Nội bộ",
        by=office,
        at=at,
    )
    asked = replace(asked, document=document)
    made = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    actions.set_reporters(campaign=made, expected=[Expected(agencies.units["sxd"])], by=office, at=at)
    actions.open_campaign(campaign=made, by=office, at=at)
    assert access.get_campaign(owner, made.pk) == made
    with pytest.raises(NotFound):
        access.get_campaign(outsider, made.pk)
    # Who is asked and is not in the audience is told the printed number alone.
    expected = [Expected(agencies.units[code]) for code in ("sxd", "skhcn")]
    actions.set_reporters(campaign=made, expected=expected, by=office, at=at)
    address = f'href="/van-ban/{document.pk}/"'
    for who, may_open in ((owner, True), (outsider, False)):
        page = sign_in(who).get(f"/bao-cao/dot/{made.pk}/").content.decode()
        assert (address in page) == may_open and document.number in page
        said = sign_in(who).get(f"/api/v1/campaigns/{made.pk}").json()
        assert said["document_id"] == (document.pk if may_open else None)


def test_the_house_counts_beside_what_a_unit_types(
    form: Form,
    plan: Plan,
    asked: Asked,
    agencies: Any,
    office: User,
    at: datetime,
) -> None:
    used = form.versions.get()
    fields = [{"key": "xong", "label": "Đã xong", "kind": "number", "source": "tasks_done"}]
    draft = actions.save_draft(
        form=form,
        definition={"sections": [{"title": "I", "fields": fields}]},
        seen=actions.stamp(used),
        by=office,
        at=at,
    )
    actions.fix_draft(form=form, by=office, at=at)
    draft.refresh_from_db()
    made = actions.make_campaign(asked=replace(asked, form_version=draft), mark=uuid4(), by=office, at=at)
    actions.set_reporters(campaign=made, expected=[Expected(agencies.units["skhcn"])], by=office, at=at)
    reporter = Reporter.objects.get(campaign=made)
    assert queries.beside(reporter).figures == {"xong": 0}
    Obligation.objects.filter(task__path="PL2.1.1").update(state="done", done_on=date(2026, 3, 1))
    assert queries.beside(reporter).figures == {"xong": 1}


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan of three tasks led by one department."""
    return publish(result)


def test_a_version_in_use_never_changes(form: Form, version: FormVersion, office: User, at: datetime) -> None:
    other = {"sections": [{"title": "II", "fields": [{"key": "a", "label": "A", "kind": "text"}]}]}
    draft = actions.save_draft(form=form, definition=other, seen=actions.stamp(version), by=office, at=at)
    version.refresh_from_db()
    assert (draft.number, version.definition["sections"][0]["title"]) == (2, "Kết quả")
    with pytest.raises(StaleForm):
        actions.save_draft(form=form, definition=other, seen=actions.stamp(version), by=office, at=at)
    with pytest.raises(Refusal) as refused:
        actions.save_draft(form=form, definition={}, seen=actions.stamp(draft), by=office, at=at)
    assert refused.value.field == "definition"
    newer = actions.save_draft(
        form=form, definition=other, seen=actions.stamp(draft), by=office, at=at + timedelta(minutes=1)
    )
    with pytest.raises(StaleForm):
        actions.fix_draft(form=form, seen=actions.stamp(draft), by=office, at=at)
    actions.fix_draft(form=form, seen=actions.stamp(newer), by=office, at=at)
    with pytest.raises(Conflict):
        actions.fix_draft(form=form, by=office, at=at)


def test_the_list_of_campaigns_asks_as_often_however_many_there_are(
    campaign: Campaign,
    asked: Asked,
    agencies: Any,
    owner: User,
    office: User,
    at: datetime,
    django_assert_num_queries: Any,
) -> None:
    for n in range(3):
        more = actions.make_campaign(asked=replace(asked, title=f"Đợt {n}"), mark=uuid4(), by=office, at=at)
        actions.set_reporters(campaign=more, expected=[Expected(agencies.units["sxd"])], by=office, at=at)
        actions.open_campaign(campaign=more, by=office, at=at)
    seen = access.visible_campaigns(owner)
    with django_assert_num_queries(5):
        rows = queries.campaign_rows(owner, seen, today=date(2026, 6, 1))
    assert len(rows) == 4
    assert all(len(row.own) == 1 for row in rows)
