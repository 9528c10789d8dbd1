"""Proposals to commend or criticise: figures that count rows, thresholds that only point out, the draft."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hatang import docparse
from hatang.accounts.models import User
from hatang.base.official import write_official
from hatang.base.refusal import NotAllowed, Refusal
from hatang.chasing import actions
from hatang.chasing.actions import Answered, Decided
from hatang.chasing.actions.proposing import Period, make_proposal, propose
from hatang.chasing.models import Proposal
from hatang.chasing.queries.figures import due_rows, rows_of_unit, unit_lines
from hatang.chasing.rules import Answer, Decision
from hatang.chasing.rules.figures import Figures, figures_of, pointed_out
from hatang.chasing.submission import submission
from hatang.docparse.files import read
from hatang.documents.addressees import greeted
from hatang.programme.actions import record_progress
from hatang.reporting.queries import Issuer

from .conftest import DUE, Late, moment

SignIn = Callable[[User], Client]
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30), 90, 50, 15, 2)
ON = date(2026, 6, 29)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Figures(n_due=1, n_in_time=1), ""),
        (Figures(n_due=9, n_in_time=9, n_reports=1, n_reports_in_time=0), "commend"),
        (Figures(n_due=9, n_in_time=8, n_late=1, n_reports=1, n_reports_in_time=0), ""),
        (Figures(n_due=10, n_in_time=9, n_overdue=1, n_days_longest=14), ""),
        (Figures(n_due=10, n_in_time=9, n_overdue=1, n_days_longest=15), "consider"),
        (Figures(n_due=2, n_in_time=1), ""),
        (Figures(n_due=3, n_in_time=1), "criticise"),
    ],
)
def test_thresholds_point_units_out(said: Figures, expected: str) -> None:
    limits = {"commend_from": 90, "criticise_below": 50, "consider_days": 15, "least_due": 2}
    assert pointed_out(said, **limits) == expected


@pytest.fixture
def proposal(late: Late) -> Proposal:
    """June, in which the department answered once in time and once not."""
    one = actions.begin(thing=late.owed, because="Chậm", by=late.office, at=moment("2026-06-11"))
    said = Answered(Answer.REASON, "Chờ vốn")
    actions.answer(escalation=one, said=said, by=late.officer, at=moment("2026-06-16"))
    actions.begin(thing=late.reporter, because="Chậm", by=late.office, at=moment("2026-06-11"))
    actions.move_on(at=moment("2026-06-17"))
    return make_proposal(said=JUNE, by=late.office, at=moment("2026-06-29"))


@pytest.mark.django_db
def test_every_figure_counts_rows(late: Late, proposal: Proposal) -> None:
    [line] = unit_lines(late.office, proposal, today=ON)
    # The work and the report are 19 days late; of three answers that were asked for one came in time.
    expected = Figures(
        n_due=1, n_overdue=1, n_days=19, n_days_longest=19, n_reports=1, n_answers=3, n_answers_in_time=1
    )
    assert (line.unit, line.figures, line.pointed) == (late.owed.unit, expected, "consider")
    rows = rows_of_unit(late.office, proposal, line.unit, today=ON)
    assert figures_of(row for row, _subject in rows) == line.figures
    assert all(subject is not None for _row, subject in rows)
    record_progress(obligation=late.owed, state="done", done_on=DUE, by=late.office, at=moment("2026-06-29"))
    [line] = unit_lines(late.office, proposal, today=ON)
    assert (line.figures.n_in_time, line.figures.n_overdue, line.figures.n_days) == (1, 0, 0)
    # What is not handed over counts from the day after its last one on.
    rows_then = due_rows(late.office, JUNE.starts_on, JUNE.ends_on, today=DUE)
    assert {row.kind for row in rows_then} == {"work", "asked"}
    assert due_rows(late.office, date(2026, 7, 1), date(2026, 7, 31), today=date(2026, 8, 1)) == []


@pytest.mark.django_db
def test_what_was_decided_about_an_asking_by_its_day_is_not_counted(late: Late) -> None:
    one = actions.begin(thing=late.owed, because="Chậm", by=late.office, at=moment("2026-06-11"))
    for said, day in (
        (Decided(Decision.RAISE), "2026-06-12"),
        (Decided(Decision.HOLD, "Chờ Bộ", date(2026, 7, 31)), "2026-06-15"),
    ):
        actions.decide(escalation=one, said=said, by=late.office, at=moment(day))
    # Closed the day after the answer was asked for: that was not given.
    other = actions.begin(thing=late.reporter, because="Chậm", by=late.office, at=moment("2026-06-11"))
    closed = Decided(Decision.CLOSE, "Theo dõi riêng")
    actions.decide(escalation=other, said=closed, by=late.office, at=moment("2026-06-17"))
    rows = due_rows(late.office, JUNE.starts_on, JUNE.ends_on, today=ON)
    assert [(row.pk, row.handed_on) for row in rows if row.kind == "asked"] == [(other.pk, None)]


@pytest.mark.django_db
def test_the_office_ticks_and_says_why_and_figures_stay_as_they_were(late: Late, proposal: Proposal) -> None:
    unit, at = late.owed.unit, moment("2026-06-29")
    assert not proposal.units.exists()
    for chosen, field in (({unit.pk: ("criticise", " ")}, "ly-do"), ({unit.pk: ("fire", "x")}, "de-xuat")):
        with pytest.raises(Refusal) as refusal:
            propose(proposal=proposal, chosen=chosen, by=late.office, at=at)
        assert str(refusal.value.field).startswith(field)
    for who in (late.officer, late.director, late.leader, late.outsider):
        with pytest.raises(NotAllowed):
            propose(proposal=proposal, chosen={}, by=who, at=at)
    chosen = {unit.pk: ("criticise", "Chậm kéo dài")}
    [kept] = propose(proposal=proposal, chosen=chosen, by=late.office, at=at)
    record_progress(obligation=late.owed, state="done", by=late.office, at=at)
    assert proposal.units.get().figures["n_overdue"] == 1
    propose(proposal=proposal, chosen=chosen, by=late.office, at=at)
    assert proposal.units.get().pk == kept.pk
    assert proposal.units.get().figures["n_overdue"] == 0
    propose(proposal=proposal, chosen={}, by=late.office, at=at)
    assert not proposal.units.exists()
    for said in (replace(JUNE, ends_on=date(2026, 5, 1)), replace(JUNE, criticise_below=95)):
        with pytest.raises(Refusal):
            make_proposal(said=said, by=late.office, at=at)


@pytest.mark.django_db
def test_our_reader_reads_the_draft_back(
    late: Late, proposal: Proposal, tmp_path: Path, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = late.owed.unit
    chosen = {unit.pk: ("consider", "Chậm kéo dài, chưa có sản phẩm")}
    propose(proposal=proposal, chosen=chosen, by=late.office, at=moment("2026-06-29"))
    issuer = Issuer(
        "Sở Khoa học và Công nghệ", "SKHCN", "Bắc Ninh", ["Giám đốc"], "Ủy ban nhân dân tỉnh Bắc Ninh"
    )
    path = tmp_path / "to-trinh.docx"
    with path.open("wb") as file:
        write_official(file, submission(proposal, list(proposal.units.all()), issuer, ON))
    said, text = docparse.parse(path), read(path).text
    assert (said.document.kind, said.document.place) == ("submission", "Bắc Ninh")
    assert greeted(text) == ["Ủy ban nhân dân tỉnh Bắc Ninh"]
    words = " ".join(text.split())
    assert "ĐỀ NGHỊ XEM XÉT TRÁCH NHIỆM" in words and "Chậm kéo dài, chưa có sản phẩm" in words
    assert "0/1" in words and "1/3" in words and "lâu nhất 19 ngày" in words
    # It speaks of units, never of persons.
    assert not any(str(who) in words for who in vars(late).values() if isinstance(who, User))
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-29T08:00:00+07:00")
    desk, address = sign_in(late.office), f"/don-doc/de-xuat/{proposal.pk}/"
    page = desk.get(address).content.decode()
    assert f'href="{address}don-vi/{unit.pk}/"' in page
    assert desk.get(f"{address}don-vi/{unit.pk}/").status_code == 200
    refused = desk.post(address, {f"de-xuat-{unit.pk}": "commend"})
    assert refused.status_code == 400 and 'value="commend" selected' in refused.content.decode()
    for kind, mark in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = desk.get(f"{address}to-trinh/?dinh-dang={kind}")
        assert io.BytesIO(b"".join(answer.streaming_content)).read(4).startswith(mark)
    new = {"tu-ngay": "2026-01-01", "den-ngay": "2026-06-29", "khen": "90", "phe-binh": "40"}
    assert desk.post("/don-doc/de-xuat/", new).status_code == 400
    made: Any = desk.post("/don-doc/de-xuat/", {**new, "so-ngay": "30", "toi-thieu": "3"})
    assert made.status_code == 302
    assert desk.get("/don-doc/de-xuat/").status_code == 200
    plan = {"ke-hoach": late.owed.task.plan_id, "nhac-truoc": "10, 3", "nhac-sau": "2", "leo-thang": "3"}
    assert desk.post("/don-doc/cai-dat/", {**plan, "nhac-truoc": "mười"}).status_code == 400
    desk.post("/don-doc/cai-dat/", plan)
    late.owed.task.plan.refresh_from_db()
    assert (late.owed.task.plan.rungs, late.owed.task.plan.escalates_after) == ([-10, -3, 2], 3)
