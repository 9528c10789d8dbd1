"""A form in use, a campaign that two departments and an operator are asked for, and people of these."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from hatang.accounts.models import User
from hatang.reporting import actions
from hatang.reporting.actions import Asked, Expected, Written
from hatang.reporting.models import Campaign, Form, FormVersion, Report, Reporter

FORM: dict[str, Any] = {
    "sections": [
        {
            "title": "Kết quả",
            "fields": [
                {"key": "tram", "label": "Trạm 5G mới", "kind": "number", "is_required": True, "least": 0},
                {"key": "loi", "label": "Thuyết minh", "kind": "text"},
            ],
        }
    ]
}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def form(office: User, at: datetime) -> Form:
    """A form whose first version is in use."""
    made = actions.make_form(title="Kết quả năm", kind="result", by=office, at=at)
    draft = made.versions.get()
    actions.save_draft(form=made, definition=FORM, seen=actions.stamp(draft), by=office, at=at)
    actions.fix_draft(form=made, by=office, at=at)
    return made


@pytest.fixture
def version(form: Form) -> FormVersion:
    """The version in use."""
    return form.versions.get()


@pytest.fixture
def asked(version: FormVersion) -> Asked:
    """What the campaign of the letter of January 2026 asks."""
    return Asked(
        title="Báo cáo kết quả năm 2026",
        ground="Công văn của Sở Khoa học và Công nghệ",
        form_version=version,
        starts_on=date(2025, 12, 15),
        ends_on=date(2026, 12, 14),
        due_on=date(2026, 12, 15),
        is_before=True,
    )


@pytest.fixture
def campaign(asked: Asked, agencies: Any, office: User, at: datetime) -> Campaign:
    """A campaign that is open for two departments and an operator."""
    made = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    expected = [Expected(agencies.units[code]) for code in ("skhcn", "sxd", "viettel")]
    actions.set_reporters(campaign=made, expected=expected, by=office, at=at)
    return actions.open_campaign(campaign=made, by=office, at=at)


@pytest.fixture
def reporter(campaign: Campaign, agencies: Any) -> Reporter:
    """The department of construction in the campaign."""
    return Reporter.objects.select_related("campaign__form_version", "unit").get(
        campaign=campaign, unit=agencies.units["sxd"]
    )


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department."""
    return make_user("can-bo-so", "officer", agencies.units["sxd"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another department."""
    return make_user("can-bo-khac", "officer", agencies.units["skhcn"])


@pytest.fixture
def leader(make_user: Callable[..., User], agencies: Any) -> User:
    """Leads the department."""
    return make_user("lanh-dao-so", "approver", agencies.units["sxd"])


@pytest.fixture
def head(make_user: Callable[..., User], agencies: Any) -> User:
    """Heads a division of the department."""
    return make_user("truong-phong", "reviewer", agencies.units["sxd"])


@pytest.fixture
def save(reporter: Reporter, owner: User, at: datetime) -> Callable[..., Report]:
    """Writes in the department's report."""

    def run(*, seen: int = 0, by: User = owner, reasons: Any = None, **values: Any) -> Report:
        said = {"values": values, "reasons": reasons or {}, "seen": seen}
        return actions.save_report(reporter=reporter, by=by, at=at, **said)

    return run


@pytest.fixture
def step(reporter: Reporter, at: datetime) -> Callable[..., Report]:
    """Takes the department's report a step on."""

    def run(what: str, by: User, *, at: datetime = at, words: str = "", **more: Any) -> Report:
        return actions.take_report_step(reporter=reporter, step=what, words=words, by=by, at=at, **more)

    return run


@pytest.fixture
def written() -> Written:
    """Number, day and signed file of a report."""
    sha256, name = actions.keep_signed_file(file=BytesIO(PDF), n_bytes=len(PDF), name="bao-cao.pdf")
    return Written("12/BC-SXD", date(2026, 6, 1), sha256, name)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
