"""A late obligation and a late report of the department of science, and people of all tiers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from hatang.accounts.models import User
from hatang.programme.models import Obligation, Plan
from hatang.reporting import actions as reports
from hatang.reporting.actions import Asked, Expected
from hatang.reporting.models import Reporter

FORM: dict[str, Any] = {
    "sections": [{"title": "Kết quả", "fields": [{"key": "tram", "label": "Trạm 5G", "kind": "number"}]}]
}
# A Wednesday; both are due on it.
DUE = date(2026, 6, 10)


def moment(day: str) -> datetime:
    """Half past seven in the morning of a day in Vietnam."""
    return datetime.fromisoformat(f"{day}T07:30+07:00")


@dataclass
class Late:
    """What is late from 11/6/2026 on, and who works there."""

    owed: Obligation
    reporter: Reporter
    officer: User
    head: User
    director: User
    leader: User
    office: User
    outsider: User


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def late(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_user: Callable[..., User],
    office: User,
    at: datetime,
) -> Late:
    """An obligation and a report, both due on 10/6/2026; nothing is escalated by itself."""
    unit = agencies.units["skhcn"]
    result["tasks"][0]["due"]["end"] = DUE.isoformat()
    plan = publish(result)
    return Late(
        owed=plan.tasks.get(path="PL2.1.1").obligations.select_related("unit", "task__plan").get(),
        reporter=_reporter(unit, office, at),
        officer=make_user("can-bo-so", "officer", unit),
        head=make_user("truong-phong", "reviewer", unit),
        director=make_user("giam-doc", "approver", unit),
        leader=make_user("lanh-dao", "leader", agencies.units["ubnd-tinh"]),
        office=office,
        outsider=make_user("can-bo-khac", "officer", agencies.units["sxd"]),
    )


def _reporter(unit: Any, office: User, at: datetime) -> Reporter:
    form = reports.make_form(title="Kết quả", kind="result", by=office, at=at)
    draft = form.versions.get()
    reports.save_draft(form=form, definition=FORM, seen=reports.stamp(draft), by=office, at=at)
    reports.fix_draft(form=form, by=office, at=at)
    asked = Asked(
        title="Báo cáo kết quả quý II",
        ground="",
        form_version=form.versions.get(),
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 6, 30),
        due_on=DUE,
        escalates_after=0,
    )
    campaign = reports.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    reports.set_reporters(campaign=campaign, expected=[Expected(unit)], by=office, at=at)
    reports.open_campaign(campaign=campaign, by=office, at=at)
    return Reporter.objects.select_related("unit", "campaign").get()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
