"""What the house counts beside a report, and the rows behind each figure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import Unit, User
from hatang.chasing.models import Escalation
from hatang.documents.models import Document
from hatang.notices.models import Evidence, Obstacle, ObstacleStep
from hatang.planning.models import MoneyLine, Project, ProjectTask, UnitPlan
from hatang.programme.models import (
    Milestone,
    Obligation,
    Occurrence,
    Plan,
    Target,
    TargetQuota,
    TargetValue,
)
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, Expected
from hatang.reporting.models import Form, Reporter
from hatang.reporting.sources import SOURCES

pytestmark = pytest.mark.django_db

START, END = date(2026, 1, 1), date(2026, 6, 30)
WITHIN = datetime(2026, 5, 4, 2, tzinfo=UTC)
AFTER = datetime(2026, 7, 4, 2, tzinfo=UTC)
# What the world below makes of every source, from the days that are written there.
FIGURES = {
    "tasks_owed": 6,
    "tasks_done": 3,
    "tasks_on_time": 1,
    "tasks_late": 2,
    "tasks_open": 3,
    "tasks_overdue": 2,
    "milestones_due": 2,
    "milestones_kept": 1,
    "evidence": 2,
    "quota": 30,
    "quota_declared": 22,
    "quota_proven": 12,
    "quotas_given": 2,
    "quotas_reached": 1,
    "figures": 3,
    "obstacles_raised": 2,
    "obstacles_solved": 1,
    "obstacles_answered": 1,
    "money_allocated": 1500,
    "money_disbursed": 900,
}


@pytest.fixture
def plan(
    agencies: Any, publish: Callable[..., Plan], make_row: Callable[..., Any], result: dict[str, Any]
) -> Plan:
    """Six tasks of one department: done in time, late, late in a recurrence, overdue, done after, open."""
    days = ["2026-03-31", "2026-03-31", "2026-12-31", "2026-06-30", "2026-06-15", "2026-12-31"]
    result["tasks"] = [make_row(f"PL2.1.{n}", f"Việc {n}") for n in range(len(days))]
    for row, day in zip(result["tasks"], days, strict=True):
        row["due"] |= {"end": day}
    return publish(result)


@pytest.fixture
def unit(plan: Plan, agencies: Any, office: User) -> Unit:
    """The department with all that is counted, and some that is not."""
    unit: Unit = agencies.units["skhcn"]
    owed = list(Obligation.objects.filter(unit=unit).order_by("task__ordinal"))
    done = {0: date(2026, 3, 1), 1: date(2026, 5, 1), 2: date(2026, 4, 20), 4: date(2026, 8, 1)}
    for place, day in done.items():
        Obligation.objects.filter(pk=owed[place].pk).update(state="done", done_on=day)
    said = {"recorded_at": WITHIN, "recorded_by": office}
    Occurrence.objects.create(obligation=owed[2], due_on=date(2026, 4, 5), done_on=done[2], **said)
    for title, reached in [("Dự thảo", date(2026, 4, 30)), ("Bản chính", None)]:
        made = {"added_at": WITHIN, "added_by": office, "due_on": date(2026, 5, 1), "reached_on": reached}
        Milestone.objects.create(obligation=owed[0], title=title, **made)
    target = Target.objects.create(plan=plan, path="1", ordinal=0, text="Trạm", key="k", sort_key="T")
    for quarter, value in [(date(2026, 1, 1), 10), (date(2026, 4, 1), 20), (date(2026, 7, 1), 40)]:
        TargetQuota.objects.create(target=target, unit=unit, quarter=quarter, value=value)
    values = [
        TargetValue.objects.create(
            target=target, unit=unit, ends_on=day, value=value, declared_at=WITHIN, declared_by=office
        )
        for day, value in [(date(2026, 2, 28), 5), (date(2026, 3, 31), 12), (date(2026, 5, 31), 10)]
    ]
    _file("obligation", owed[0].pk, "a", office, WITHIN)
    _file("obligation", owed[0].pk, "b", office, AFTER)
    _file("figure", values[1].pk, "c", office, WITHIN)
    project = Project.objects.create(
        code="1", title="Kho", unit=unit, kind="it", state="idea", made_at=WITHIN, made_by=office
    )
    for source, year, money in [("provincial", 2026, 1000), ("central", 2026, 500), ("central", 2025, 70)]:
        said = {"ground": "1/QĐ", "ground_on": START, "changed_at": WITHIN, "changed_by": office}
        paid = {"allocated": money * 10**6, "disbursed": 900 * 10**6 if source == "provincial" else None}
        MoneyLine.objects.create(project=project, source=source, year=year, **paid, **said)
    other = agencies.units["sxd"]
    for owner, raiser, state in [(other, unit, "open"), (other, unit, "answered"), (unit, other, "answered")]:
        made = _obstacle(raiser, owner, state, office)
        if state == "answered":
            ObstacleStep.objects.create(
                obstacle=made, step="answer", words="Đã rõ", taken_by=office, taken_at=WITHIN
            )
    return unit


def _restrict(plan: Plan) -> None:
    said = {"audience_reason": "Nội bộ", "audience_set_at": WITHIN, "audience_set_by": plan.published_by}
    Document.objects.filter(pk=plan.document_id).update(is_restricted=True, **said)


def _file(kind: str, pk: int, letter: str, by: User, at: datetime) -> None:
    Evidence.objects.create(
        subject_kind=kind, subject_id=pk, sha256=letter * 64, name="ket-qua.pdf", n_bytes=9,
        media_type="application/pdf", added_by=by, added_at=at,
    )  # fmt: skip


def _obstacle(unit: Unit, owner: Unit, state: str, by: User) -> Obstacle:
    words = {"title": "Vướng", "text": "Vướng", "answer_due_on": END, "mark": uuid4(), "state": state}
    return Obstacle.objects.create(unit=unit, owner=owner, raised_by=by, raised_at=WITHIN, **words)


@pytest.fixture
def reporter(unit: Unit, form: Form, asked: Asked, office: User, at: datetime) -> Reporter:
    """The department in a campaign whose form asks for every figure of the house."""
    fields = [{"key": name, "label": name, "kind": "number", "source": name} for name in SOURCES]
    seen = actions.stamp(form.versions.get())
    whole = {"sections": [{"title": "I", "fields": fields}]}
    draft = actions.save_draft(form=form, definition=whole, seen=seen, by=office, at=at)
    actions.fix_draft(form=form, by=office, at=at)
    draft.refresh_from_db()
    asked = replace(asked, form_version=draft, starts_on=START, ends_on=END)
    made = actions.make_campaign(asked=asked, mark=uuid4(), by=office, at=at)
    actions.set_reporters(campaign=made, expected=[Expected(unit)], by=office, at=at)
    actions.open_campaign(campaign=made, by=office, at=at)
    return Reporter.objects.select_related("campaign__form_version", "unit").get(campaign=made)


def test_every_figure_is_the_number_or_the_sum_of_its_rows(
    reporter: Reporter, plan: Plan, office: User
) -> None:
    figures = queries.beside(reporter).figures
    assert {name: int(figure) for name, figure in figures.items()} == FIGURES
    for name, source in SOURCES.items():
        lines = queries.lines_of(queries.rows_behind(office, reporter, source), source)
        counted = sum((line.value for line in lines), Decimal(0)) if source.sums else len(lines)
        assert counted == FIGURES[name], name
        assert all(line.title and line.words and line.url for line in lines)
    _restrict(plan)
    hidden = {name for name, figure in queries.beside(reporter).figures.items() if not figure}
    assert hidden == {name for name in FIGURES if not name.startswith(("obstacles", "money"))}


def test_shares_are_counted_and_not_added_up(reporter: Reporter) -> None:
    Target.objects.update(measure_unit="%")
    figures = queries.beside(reporter).figures
    assert [figures[name] for name in ("quota", "quota_declared", "quota_proven")] == [0, 0, 0]
    assert (figures["quotas_given"], figures["quotas_reached"]) == (2, 1)


def test_stations_and_kilometres_are_not_added_up(
    reporter: Reporter, unit: Unit, plan: Plan, office: User
) -> None:
    """A field that says its measure counts that one alone; one that does not shows each with its own."""
    Target.objects.update(measure_unit="trạm")
    said = {"path": "2", "ordinal": 1, "text": "Cáp quang", "key": "c", "sort_key": "C"}
    target = Target.objects.create(plan=plan, measure_unit="km", **said)
    TargetQuota.objects.create(target=target, unit=unit, quarter=START, value=Decimal("12.5"))
    known = queries.beside(reporter)
    assert "quota" not in known.figures
    assert known.apart == {"quota": "12.5 km; 30 trạm"}
    assert known.figures["quota_declared"] == FIGURES["quota_declared"]
    quota = SOURCES["quota"]
    assert [quota.figure(unit, START, END, one) for one in ("KM", "Trạm")] == [Decimal("12.5"), 30]
    # Measured otherwise than the field is no 0: both are shown apart.
    assert quota.figure(unit, START, END, "trạm BTS") is None
    page = queries.report_page(office, reporter, today=END)
    [asked] = [one for part in page.parts for one in part.asked if one.field.key == "quota"]
    assert (asked.figure, asked.apart, asked.asks_reason) == (None, "12.5 km; 30 trạm", False)


@pytest.mark.parametrize("kind", ["project", "escalation", "draft_paper"])
def test_an_obstacle_is_asked_for_the_document_of_what_it_is_about(
    kind: str, reporter: Reporter, unit: Unit, plan: Plan, office: User
) -> None:
    project = Project.objects.get()
    task = plan.tasks.order_by("ordinal")[0]
    ProjectTask.objects.create(project=project, task=task, added_by=office, added_at=WITHIN)
    owed = Obligation.objects.filter(unit=unit, task=task).get()
    said = {"due_on": START, "tier": 1, "state": "waiting", "answer_on": END, "begun_at": WITHIN}
    escalation = Escalation.objects.create(obligation=owed, unit=unit, **said)
    pk = {"project": project.pk, "escalation": escalation.pk}.get(kind, 1)
    Obstacle.objects.filter(unit=unit).update(subject_kind=kind, subject_id=pk)
    n_counted = 0 if kind == "draft_paper" else 2
    assert queries.beside(reporter).figures["obstacles_raised"] == n_counted
    _restrict(plan)
    assert queries.beside(reporter).figures["obstacles_raised"] == 0


def test_an_obstacle_about_a_restricted_document_is_not_counted(
    reporter: Reporter, unit: Unit, plan: Plan
) -> None:
    about = Obligation.objects.filter(unit=unit).values_list("pk", flat=True)[0]
    Obstacle.objects.filter(unit=unit).update(subject_kind="obligation", subject_id=about)
    assert queries.beside(reporter).figures["obstacles_raised"] == 2
    _restrict(plan)
    assert queries.beside(reporter).figures["obstacles_raised"] == 0


def test_money_of_others_is_one_line_for_who_may_not_read_their_projects(
    reporter: Reporter, plan: Plan, office: User, unit: Unit, make_user: Callable[..., User], agencies: Any
) -> None:
    gatherer = make_user("tong-hop", "officer", agencies.units["sgddt"])
    money = SOURCES["money_allocated"]
    assert not queries.rows_behind(gatherer, reporter, money).exists()
    rest = queries.rest_behind(gatherer, reporter, money)
    assert rest is not None
    assert (rest.value, rest.url) == (FIGURES["money_allocated"], "")
    assert queries.rest_behind(office, reporter, money) is None
    # An obstacle about something hidden is not shown either, though it is counted.
    made = UnitPlan.objects.create(unit=unit, plan=plan, year=2026, begun_by=office, begun_at=WITHIN)
    Obstacle.objects.filter(unit=unit).update(subject_kind="unit_plan", subject_id=made.pk)
    _restrict(plan)
    assert queries.beside(reporter).figures["obstacles_raised"] == 0


def test_the_rows_behind_a_figure_are_read_by_those_who_read_the_report(
    reporter: Reporter,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    sign_in: Callable[[User], Client],
    n_queries: Callable[[Any, str], int],
    unit: Unit,
) -> None:
    address = reverse("reporting:rows_behind", args=[reporter.pk, "tasks_done"])
    owner = sign_in(make_user("chu", "officer", unit))
    report = owner.get(reverse("reporting:report", args=[reporter.pk])).content.decode()
    assert f'href="{address}"' in report
    page = owner.get(address).content.decode()
    assert page.count("<tr data-row>") == FIGURES["tasks_done"]
    sheet = b"".join(sign_in(office).get(address + "?dinh-dang=csv").streaming_content)
    assert sheet.decode().count("Việc") == FIGURES["tasks_done"]
    outsider = sign_in(make_user("khac", "officer", agencies.units["sxd"]))
    assert outsider.get(address).status_code == 404
    assert owner.get(reverse("reporting:rows_behind", args=[reporter.pk, "khong-co"])).status_code == 404
    n_now = n_queries(owner, address)
    Obligation.objects.filter(unit=unit).update(state="done", done_on=START + timedelta(days=1))
    assert n_queries(owner, address) == n_now
