"""A unit adds its own document: read, seen by the unit and the office, and proposed from."""

import copy
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import NotAllowed, Refusal
from hatang.documents.actions import WrongFileType, keep_reading, start_run
from hatang.documents.models import Document, Extraction
from hatang.documents.reading import NotReadable, Reading
from hatang.planning import actions, queries
from hatang.planning.models import PlanFile, UnitPlan
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
OWN = {"number": "31/KH-SXD", "issuer": "Sở Xây dựng", "title": "Kế hoạch năm 2026"}


@pytest.fixture
def unit_plan(plan: Plan, agencies: Any, owner: User, at: datetime) -> UnitPlan:
    """The department's plan for 2026, just begun."""
    return actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=owner, at=at)


@pytest.fixture
def add(unit_plan: UnitPlan, at: datetime) -> Callable[..., PlanFile]:
    """Adds a file of some words to the department's plan."""

    def run(words: str, by: User) -> PlanFile:
        return actions.add_plan_file(
            unit_plan=unit_plan, chunks=[words.encode()], name="ke-hoach.txt", by=by, at=at
        )

    return run


@pytest.fixture
def read(result: dict[str, Any], make_row: Callable[..., Any], at: datetime) -> Callable[..., Extraction]:
    """Lets a file say something, as the job does after the parser."""

    def run(row: PlanFile, said: dict[str, Any], *paths: str) -> Extraction:
        result["document"] = result["document"] | said
        result["targets"] = []
        result["tasks"] = [make_row(path, "Phát triển trạm 5G theo kế hoạch của Sở") for path in paths]
        started = start_run(run_id=row.file.runs.first().pk, at=at)
        assert started is not None
        kept = keep_reading(run=started, reading=Reading("Kế hoạch", [], result), at=at)
        assert kept is not None
        return kept

    return run


def test_a_units_own_document_is_read_and_proposed_from(
    unit_plan: UnitPlan,
    add: Callable[..., PlanFile],
    read: Callable[..., Extraction],
    owner: User,
    colleague: User,
    outsider: User,
    at: datetime,
) -> None:
    row = add("Kế hoạch 31", owner)
    assert add("Kế hoạch 31", colleague) == row
    with pytest.raises(NotAllowed):
        add("Kế hoạch của đơn vị khác", outsider)
    with pytest.raises(WrongFileType):
        actions.add_plan_file(
            unit_plan=unit_plan, chunks=[b"\x7fELF" + bytes(50)], name="a.txt", by=owner, at=at
        )
    [waiting] = queries.plan_files(colleague, unit_plan)
    assert (waiting.is_active, waiting.document_id) == (True, None)
    reading = read(row, OWN, "1", "2")
    [line] = queries.plan_files(colleague, unit_plan)
    assert (line.document_id, line.n_tasks, line.may_open) == (reading.version.document_id, 2, False)
    assert reading.version.document in queries.source_documents(colleague, unit_plan)
    [first, _second] = queries.proposals(colleague, unit_plan, reading)
    said = {"reading": reading, "chosen": [first.mark], "by": colleague, "at": at}
    [activity] = actions.take_proposals(unit_plan=unit_plan, **said)
    assert activity.source == reading
    with pytest.raises(NotAllowed):
        actions.drop_plan_file(plan_file=row, by=outsider, at=at)
    actions.drop_plan_file(plan_file=row, by=colleague, at=at)
    assert (queries.plan_files(owner, unit_plan), unit_plan.activities.count()) == ([], 1)


def test_a_unit_does_not_word_what_others_have_issued(
    plan: Plan,
    add: Callable[..., PlanFile],
    read: Callable[..., Extraction],
    owner: User,
) -> None:
    """Neither the province's plan anew, nor a first one in the name of another department."""
    province = {"number": "94/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Bắc Ninh", "date": "2025-10-06"}
    for words, said in (
        ("Kế hoạch 94 sửa", province),
        ("Kế hoạch sở khác", OWN | {"issuer": "Sở Khoa học và Công nghệ"}),
    ):
        with pytest.raises(NotReadable):
            read(add(words, owner), said, "1")
    assert list(Document.objects.all()) == [plan.document]
    assert plan.document.versions.count() == 1
    # A letterhead that names no known unit keeps nobody's document away.
    read(add("Kế hoạch không tên", owner), {"number": "5/KH-ABC", "issuer": "Phòng Kỹ thuật"}, "1")
    assert Document.objects.count() == 2


def test_a_copy_of_what_others_issued_does_not_stand_before_it(
    plan: Plan,
    add: Callable[..., PlanFile],
    read: Callable[..., Extraction],
    result: dict[str, Any],
    owner: User,
) -> None:
    issued = plan.document.versions.get().extractions.get()
    result["tasks"] = issued.result["tasks"]
    with pytest.raises(NotReadable):
        read(add("Kế hoạch 94, bản chụp", owner), issued.result["document"])
    assert plan.document.versions.get().extractions.get() == issued


def test_a_wording_in_preparation_is_not_proposed_from(
    plan: Plan, unit_plan: UnitPlan, owner: User, office: User
) -> None:
    published = plan.document.versions.get().extractions.get()
    again, prepared = copy.copy(published.run), copy.copy(published)
    again.pk = None
    again.save()
    prepared.pk, prepared.run = None, again
    prepared.created_at = published.created_at + timedelta(days=400)
    prepared.save()
    assert queries.newest_reading(owner, unit_plan, plan.document) == published
    assert queries.newest_reading(office, unit_plan, plan.document) == prepared


def test_who_may_read_the_plan_fetches_its_documents(
    unit_plan: UnitPlan,
    read: Callable[..., Extraction],
    owner: User,
    colleague: User,
    outsider: User,
    office: User,
    sign_in: SignIn,
) -> None:
    at = f"/ke-hoach-don-vi/{unit_plan.pk}/tep/"
    client, said = sign_in(owner), {"file": SimpleUploadedFile("ke-hoach-31.txt", b"Ke hoach 31")}
    answer = client.post(at, said, headers={"Accept": "application/json"})
    assert answer.json() == {"location": f"/ke-hoach-don-vi/{unit_plan.pk}/de-xuat/"}
    row = unit_plan.files.get()
    refused = client.post(at, {"file": SimpleUploadedFile("a.txt", b"\x7fELF" + bytes(50))})
    assert refused.status_code == 415 and "ke-hoach-31.txt" in refused.content.decode()
    assert b"".join(sign_in(colleague).get(f"{at}{row.pk}/").streaming_content) == b"Ke hoach 31"
    assert sign_in(outsider).get(f"{at}{row.pk}/").status_code == 404
    reading = read(row, OWN, "1")
    page = sign_in(office).get(f"/ke-hoach-don-vi/{unit_plan.pk}/").content.decode()
    assert f'href="/van-ban/{reading.version.document_id}/"' in page and f"{at}{row.pk}/bo/" not in page
    said = {"audience_reason": "Mật", "audience_set_at": row.added_at, "audience_set_by": office}
    Document.objects.filter(pk=reading.version.document_id).update(is_restricted=True, **said)
    assert sign_in(colleague).get(f"{at}{row.pk}/").status_code == 404
    assert b"".join(sign_in(office).get(f"{at}{row.pk}/").streaming_content) == b"Ke hoach 31"


def test_a_plan_has_so_many_documents(
    add: Callable[..., PlanFile], owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hatang.planning.actions.files.MOST_FILES", 1)
    add("Một", owner)
    with pytest.raises(Refusal, match="at most 1"):
        add("Hai", owner)
