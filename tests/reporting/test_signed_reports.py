"""What leaves a unit is what its leader approved, in a file whose signatures hold."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import NotAllowed
from hatang.reporting import actions
from hatang.reporting.actions import BrokenSignature, NotAsApproved, Written
from hatang.reporting.models import Report, Reporter, ReportVersion

from .signing import appended, flipped, leader, plain, root, signed, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roots(tmp_path: Path, settings: Any) -> None:
    """The house trusts one root."""
    (tmp_path / "goc.pem").write_bytes(root().pem)
    settings.TRUST_ROOTS = tmp_path


@pytest.fixture
def submit(save: Callable[..., Report], step: Callable[..., Report], owner: User) -> Callable[..., Report]:
    """Submits the department's report with a file."""

    def run(content: bytes, by: User = owner) -> Report:
        if not Report.objects.filter(state="approved").exists():
            save(tram="12")
            step("approve", owner)
        kept = actions.keep_signed_file(file=BytesIO(content), n_bytes=len(content), name="bc.pdf")
        return step("submit", by, written=Written("12/BC-SXD", date(2026, 6, 1), *kept))

    return run


def test_a_file_whose_signature_does_not_hold_stays_in_the_unit(
    submit: Callable[..., Report], outsider: User
) -> None:
    good = signed(plain(), leader())
    with pytest.raises(NotAllowed):
        submit(good, by=outsider)
    with pytest.raises(BrokenSignature, match="not what was signed") as refused:
        submit(flipped(good))
    assert (refused.value.field, refused.value.code) == ("file", "broken_signature")
    with pytest.raises(BrokenSignature, match="after Người ký ví dụ had signed"):
        submit(appended(good))
    with pytest.raises(BrokenSignature, match="damaged, locked"):
        submit(b"%PDF-1.7 /ByteRange [0 1 2 3] rubbish")
    assert Report.objects.get().state == "approved"
    report = submit(good)
    assert (report.state, report.signature) == ("submitted", "trusted")
    assert [one.name for one in report.signers] == ["Người ký ví dụ"]
    assert "signature" in history_of(report)[-1].changes


def test_who_signed_is_shown_to_the_unit_and_to_the_office(
    submit: Callable[..., Report],
    sign_in: Callable[[User], Client],
    reporter: Reporter,
    owner: User,
    office: User,
    outsider: User,
) -> None:
    submit(signed(plain(), stranger()))
    for person in (owner, office):
        page = sign_in(person).get(f"/bao-cao/{reporter.pk}/").content.decode()
        assert "Người lạ" in page
        assert "Chưa xác minh" in page
    at = f"/bao-cao/dot/{reporter.campaign_id}/"
    assert "Chưa xác minh" in sign_in(office).get(at).content.decode()
    assert "Chưa xác minh" not in sign_in(outsider).get(at).content.decode()
    assert "Chưa xác minh" in sign_in(office).get(f"{at}?dinh-dang=csv").getvalue().decode()


def test_a_scan_is_taken_and_said_to_be_one(submit: Callable[..., Report]) -> None:
    report = submit(plain())
    assert (report.signature, report.signers) == ("none", [])


@pytest.mark.parametrize("rows", [Report, ReportVersion])
def test_only_what_the_leader_approved_leaves_the_unit(
    submit: Callable[..., Report],
    save: Callable[..., Report],
    step: Callable[..., Report],
    owner: User,
    rows: Any,
) -> None:
    save(tram="12")
    step("approve", owner)
    rows.objects.update(values={"tram": "120"})
    with pytest.raises(NotAsApproved, match="approved again"):
        submit(plain())
