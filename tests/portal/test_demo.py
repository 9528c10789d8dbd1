"""The example province as `hatang demo` loads it."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from demo_facts import the_pages_show_the_facts

from hatang.accounts.models import GroupMembership, Role, Unit, UnitAlias, User
from hatang.base import clock
from hatang.documents.models import Citation, Document, DocumentFile, DocumentVersion, ParseRun
from hatang.notices.models import Comment, Evidence, Notice, Obstacle, ObstacleStep
from hatang.portal.demo import load
from hatang.portal.demo.examples import FOLDER, NAMES
from hatang.portal.demo.people import ACCOUNTS, PASSWORD
from hatang.programme.models import (
    Acknowledgement,
    Assignment,
    AssignmentRole,
    DeadlineRequest,
    HandIn,
    Meeting,
    MeetingNote,
    Milestone,
    Obligation,
    Plan,
    Progress,
    Target,
    TargetQuota,
    TargetStep,
    TargetValue,
    Task,
)
from hatang.programme.queries import waiting_hand_ins
from hatang.territory.models import Area

HAS_TESSERACT = shutil.which("tesseract") is not None
N_READ = len(NAMES) if HAS_TESSERACT else len(NAMES) - 1
MODELS = (
    Acknowledgement,
    Area,
    Assignment,
    Citation,
    Comment,
    DeadlineRequest,
    Document,
    DocumentFile,
    DocumentVersion,
    Evidence,
    GroupMembership,
    HandIn,
    Meeting,
    MeetingNote,
    Milestone,
    Notice,
    Obligation,
    Obstacle,
    ObstacleStep,
    Plan,
    Target,
    TargetQuota,
    TargetStep,
    TargetValue,
    Task,
    Unit,
    UnitAlias,
    User,
)


def quiet(_line: str) -> None:
    """Say nothing."""


@pytest.fixture
def lines(transactional_db: None) -> Iterator[list[str]]:
    """What loading the demo printed."""
    yield load(say=quiet)


def test_the_demo_has_everything_and_loading_it_again_changes_nothing(lines: list[str]) -> None:
    first = {model.__name__: model.objects.count() for model in MODELS}
    # The last meeting gave out what it concluded: one document more.
    assert first["Plan"] == first["Document"] == N_READ + 1
    assert first["DocumentFile"] == len(NAMES) + 1 == len(list(FOLDER.iterdir())) + 1
    n_runs = ParseRun.objects.count()
    assert load(say=quiet) == lines
    assert {model.__name__: model.objects.count() for model in MODELS} == first
    assert ParseRun.objects.count() == (n_runs if HAS_TESSERACT else n_runs + 1)

    _the_accounts_are_printed(lines)
    _one_of_five_plans_came_in_time()
    _a_group_owes_one_by_one()
    _nearly_all_names_are_known()
    _obstacles_are_late_escalated_new_and_closed()
    _the_year_shows_whose_delay_it_is()
    _two_meetings_were_held_and_one_is_called()
    the_pages_show_the_facts()


def _the_year_shows_whose_delay_it_is() -> None:
    directive = Obligation.objects.get(task__plan__number="94/KH-UBND", task__path="PL2.1.1")
    assert (directive.state, directive.submitted_on) == ("submitted", date(2025, 10, 21))
    within = HandIn.objects.get(outcome="")
    assert (within.kind, within.obligation.unit.code, within.obligation.state) == (
        "result",
        "sxd",
        "in_progress",
    )
    leader = User.objects.get(username="lanh-dao-so-xay-dung")
    assert list(waiting_hand_ins(leader)) == [within]
    asked = DeadlineRequest.objects.order_by("pk").values_list("obligation__unit__code", "decision")
    assert list(asked) == [("sxd", ""), ("skhcn", "granted"), ("skhcn-khtc", "refused")][: 2 + HAS_TESSERACT]
    own_plans = Task.objects.get(plan__number="94/KH-UBND", path="VI.1.a")
    assert own_plans.is_distributed and own_plans.focal_unit is not None
    assert {one.title.endswith("(ví dụ)") for one in Milestone.objects.all()} == {True}
    fulfilled = Obligation.objects.filter(
        task__path__in=("PL2.5.1", "PL2.5.2"), task__plan__number="94/KH-UBND"
    )
    assert {one.done_on for one in fulfilled} == {date(2025, 9, 29)}


def _the_accounts_are_printed(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert PASSWORD in text
    for account in ACCOUNTS:
        assert account.username in text
        assert User.objects.get(username=account.username).check_password(PASSWORD)
    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1
    assert ("tesseract" in text) is not HAS_TESSERACT


def _one_of_five_plans_came_in_time() -> None:
    filed = Obligation.objects.filter(
        task__plan__number="94/KH-UBND", task__path="VI.1.a", state=Progress.DONE
    ).order_by("done_on")
    assert [obligation.unit.code for obligation in filed] == ["snnmt", "sgddt", "stp", "svhttdl", "sxd"]
    assert sum(obligation.done_on <= date(2025, 10, 20) for obligation in filed) == 1


def _a_group_owes_one_by_one() -> None:
    task = Task.objects.get(plan__number="87/KH-UBND", path="IV.3")
    assert task.obligations.count() == 99
    assert {obligation.group.code for obligation in task.obligations.all() if obligation.group} == {
        "ubnd-xa-phuong"
    }
    closed = Task.objects.get(plan__issued_on__year=2022, path="PL.1.1").obligations.get()
    assert closed.unit.code == "bg-stttt-cntt"


def _nearly_all_names_are_known() -> None:
    leads = Assignment.objects.filter(role=AssignmentRole.LEAD)
    unknown = [lead.printed_name for lead in leads.select_related("unit", "group") if not lead.is_resolved]
    assert len(unknown) <= leads.count() * 0.02, unknown


def _obstacles_are_late_escalated_new_and_closed() -> None:
    today = clock.today()
    rows = Obstacle.objects.order_by("pk")
    assert all(row.title.startswith("(Ví dụ)") for row in rows)
    assert [(row.state, row.is_late_on(today)) for row in rows] == [
        ("open", True),
        ("escalated", True),
        ("open", False),
        ("answered", False),
        ("closed", False),
    ]
    # The third is what the last meeting concluded about the one with the committee.
    assert Comment.objects.count() == 3


def _two_meetings_were_held_and_one_is_called() -> None:
    called, last, before = Meeting.objects.order_by("-held_on")
    assert called.opened_at is None and called.held_on >= clock.today()
    assert before.closed_at and last.closed_at and last.held_on < clock.today()
    about = [one.obstacle.state if one.obstacle else None for one in last.conclusions.all()]
    assert about == ["escalated", None]
    assert Task.objects.filter(plan__document=last.document).count() == 2
