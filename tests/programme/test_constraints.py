"""The database refuses what the rules of the programme forbid."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.notices.models import Obstacle
from hatang.programme.models import (
    Acknowledgement,
    Approval,
    Assignment,
    Batch,
    BatchPart,
    CalendarFeed,
    Conflict,
    DeadlineRequest,
    Delivery,
    DueEvent,
    DuePart,
    ExternalLink,
    FigureHandIn,
    GapAnswer,
    GapBatch,
    GapRequest,
    HandIn,
    Meeting,
    MeetingConclusion,
    MeetingNote,
    Milestone,
    Obligation,
    Occurrence,
    Plan,
    Product,
    Publication,
    Ruling,
    SavedView,
    Target,
    TargetQuota,
    TargetStep,
    TargetValue,
    Task,
    TaskDependency,
    Transition,
    TransitionPart,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A published plan with three tasks."""
    return publish(result)


def _target(plan: Plan, **values: Any) -> Target:
    row = {"plan": plan, "path": "1", "ordinal": 0, "text": "T", "key": "k", "sort_key": "T"}
    return Target.objects.create(**{**row, **values})


def _steps(plan: Plan, *years: int) -> None:
    target = _target(plan)
    for year in years:
        TargetStep.objects.create(target=target, year=year, value=1)


def _values(plan: Plan, *rows: dict[str, Any]) -> None:
    row = {"target": _target(plan), "ends_on": LAST, "value": 1, "declared_at": plan.published_at}
    for more in rows:
        TargetValue.objects.create(**row, declared_by=plan.published_by, **more)


def _task(plan: Plan, **values: Any) -> Task:
    row = {"plan": plan, "path": "1", "ordinal": 0, "text": "T", "key": "k", "sort_key": "T"}
    return Task.objects.create(**{**row, **values})


def _assignment(plan: Plan, **values: Any) -> None:
    row = {"task": plan.tasks.all()[0], "role": "support", "ordinal": 0, "printed_name": "Sở"}
    Assignment.objects.create(**{**row, **values})


def _place_twice(plan: Plan, **item: Any) -> None:
    for _again in range(2):
        _assignment(plan, **item)


def _both(plan: Plan) -> None:
    unit = Obligation.objects.all()[0].unit
    _assignment(plan, unit=unit, group_id=_any_group())


def _any_group() -> int:
    from hatang.accounts.models import UnitGroup

    return UnitGroup.objects.all()[0].pk


def _obligation_twice(plan: Plan) -> None:
    obligation = Obligation.objects.all()[0]
    Obligation.objects.create(task=obligation.task, unit=obligation.unit)


def _conflict(plan: Plan, **values: Any) -> None:
    row = {
        "kind": "due_before_document", "fingerprint": "f", "task": plan.tasks.all()[0],
        "found_at": plan.published_at, "seen_at": plan.published_at,
    }  # fmt: skip
    Conflict.objects.create(**{**row, **values})


def _ruling(plan: Plan, *, again: bool = False, **values: Any) -> None:
    if not again:
        _conflict(plan)
    row = {
        "conflict": Conflict.objects.all()[0], "task": plan.tasks.all()[0], "field": "due", "printed": {},
        "counts": {}, "reason": "r", "made_at": plan.published_at, "made_by": plan.published_by,
    }  # fmt: skip
    Ruling.objects.create(**{**row, **values})


def _link(obligation: int = 0, **values: Any) -> None:
    row = {"system": "qlvbdh", "external_id": "A", "obligation": Obligation.objects.all()[obligation]}
    ExternalLink.objects.create(**{**row, **values})


def _approval(plan: Plan, **values: Any) -> None:
    row = {
        "version": plan.version, "extraction": plan.extraction, "revision": 0,
        "asked_at": plan.published_at, "asked_by": plan.published_by,
    }  # fmt: skip
    Approval.objects.create(**{**row, **values})


def _answered(plan: Plan, decision: str) -> None:
    answer = {"decided_at": plan.published_at, "decided_by": plan.published_by}
    _approval(plan, decision=decision, **answer)


def _feed(plan: Plan, **values: Any) -> None:
    row = {"user": plan.published_by, "name": "Điện thoại", "hint": "abcd", "digest": "a" * 64}
    CalendarFeed.objects.create(**{**row, "created_at": plan.published_at, **values})


def _batch(plan: Plan, **values: Any) -> Batch:
    row = {"deed": "start", "done_at": plan.published_at, "done_by": plan.published_by}
    return Batch.objects.create(**{**row, **values})


def _batch_part_twice(plan: Plan) -> None:
    batch = _batch(plan)
    for _again in range(2):
        BatchPart.objects.create(batch=batch, obligation=_owed(plan), before={}, after={})


def _saved(plan: Plan, **values: Any) -> None:
    row = {"owner": plan.published_by, "name": "Quá hạn", "created_at": plan.published_at}
    SavedView.objects.create(**{**row, **values})


def _wait(plan: Plan, task: int, needs: int) -> None:
    tasks = plan.tasks.order_by("pk")
    row = {"added_at": plan.published_at, "added_by": plan.published_by}
    TaskDependency.objects.create(task=tasks[task], needs=tasks[needs], **row)


def _owed(p: Plan) -> Obligation:
    return p.tasks.all()[0].obligations.all()[0]


def _transition(p: Plan, **values: Any) -> Transition:
    row = {"way": "close", "reason": "x", "decided_at": p.published_at, "decided_by": p.published_by}
    return Transition.objects.create(**{**row, **values})


def _part(p: Plan, transition: Transition, **values: Any) -> None:
    TransitionPart.objects.create(transition=transition, obligation=_owed(p), **values)


def _part_twice(p: Plan) -> None:
    transition = _transition(p)
    _part(p, transition)
    _part(p, transition)


def _request(plan: Plan, **values: Any) -> None:
    row = {
        "obligation": Obligation.objects.all()[0], "former_on": FIRST, "until": LAST, "reason": "x",
        "asked_at": plan.published_at, "asked_on": FIRST, "asked_by": plan.published_by,
    }  # fmt: skip
    DeadlineRequest.objects.create(**{**row, **values})


def _hand_in(plan: Plan, **values: Any) -> None:
    row = {
        "obligation": Obligation.objects.all()[0], "kind": "result", "words": "x",
        "handed_at": plan.published_at, "handed_by": plan.published_by,
    }  # fmt: skip
    HandIn.objects.create(**{**row, **values})


def _figure(plan: Plan, **values: Any) -> None:
    row = {
        "target": plan.targets.first() or _target(plan), "within": Obligation.objects.all()[0].unit,
        "ends_on": LAST, "value": 1, "handed_at": plan.published_at, "handed_by": plan.published_by,
    }  # fmt: skip
    if values.get("outcome"):
        row |= {"decided_at": plan.published_at, "decided_by": plan.published_by}
    FigureHandIn.objects.create(**{**row, **values})


def _figure_that_corrects(plan: Plan) -> None:
    _values(plan, {})
    _figure(plan, replaces=TargetValue.objects.get())


def _hand_in_decided(plan: Plan, outcome: str) -> None:
    _hand_in(plan, outcome=outcome, decided_at=plan.published_at, decided_by=plan.published_by)


def _decided(plan: Plan, decision: str, **values: Any) -> None:
    by = {"decided_at": plan.published_at, "decided_by": plan.published_by}
    _request(plan, decision=decision, **by, **values)


def _milestone(plan: Plan, title: str) -> None:
    row = {"obligation": Obligation.objects.all()[0], "due_on": FIRST}
    Milestone.objects.create(**row, title=title, added_at=plan.published_at, added_by=plan.published_by)


def _occurrence(plan: Plan, **values: Any) -> None:
    row = {"obligation": Obligation.objects.all()[0], "due_on": FIRST, "done_on": FIRST, **values}
    Occurrence.objects.create(**row, recorded_at=plan.published_at, recorded_by=plan.published_by)


def _due_part(plan: Plan, **values: Any) -> DuePart:
    row = {"task": plan.tasks.all()[0], "ordinal": 0, "due_kind": "by", "due_end": LAST}
    return DuePart.objects.create(**{**row, **values})


def _event(plan: Plan, **values: Any) -> None:
    row = {
        "task": plan.tasks.all()[0], "happened_on": FIRST, "ground": "12/QĐ-TTg", "n_units": 10,
        "term_unit": "day", "due_on": LAST, "told_at": plan.published_at, "told_by": plan.published_by,
    }  # fmt: skip
    DueEvent.objects.create(**{**row, **values})


def _product(plan: Plan, **values: Any) -> Product:
    row = {"task": plan.tasks.all()[0], "ordinal": 0, "text": "Báo cáo", "kind": "report"}
    return Product.objects.create(**{**row, **values})


def _delivery(plan: Plan, product: Product, number: str) -> None:
    row = {"obligation": _owed(plan), "product": product, "done_on": FIRST, "number": number}
    Delivery.objects.create(**row, recorded_at=plan.published_at, recorded_by=plan.published_by)


def _delivered_twice(plan: Plan) -> None:
    product = _product(plan)
    for number in ("1", "2"):
        _delivery(plan, product, number)


def _note(plan: Plan) -> None:
    owed = Obligation.objects.all()[0]
    by = {"said_at": plan.published_at, "said_by": plan.published_by}
    Acknowledgement.objects.create(task=owed.task, unit=owed.unit, **by)


def _meeting(plan: Plan, **values: Any) -> Meeting:
    row = {"held_on": FIRST, "chair": "Chủ tịch", "created_at": plan.published_at}
    return Meeting.objects.create(**{**row, "created_by": plan.published_by, **values})


def _noted_twice(plan: Plan) -> None:
    row = {"meeting": _meeting(plan), "written_at": plan.published_at, "written_by": plan.published_by}
    MeetingNote.objects.create(**row)
    MeetingNote.objects.create(**row)


def _concluded(plan: Plan, text: str) -> None:
    row = {"meeting": _meeting(plan), "lead": _owed(plan).unit, "due_on": LAST, "added_at": plan.published_at}
    MeetingConclusion.objects.create(**row, text=text, added_by=plan.published_by)


def _said_twice(plan: Plan) -> None:
    meeting = _meeting(plan)
    by = {"written_at": plan.published_at, "written_by": plan.published_by}
    for _again in range(2):
        MeetingNote.objects.create(meeting=meeting, obligation=_owed(plan), **by)


def _obstacle_said(plan: Plan, n: int, **more: Any) -> None:
    """Notes about one obstacle, so many times in one meeting."""
    by = {"written_at": plan.published_at, "written_by": plan.published_by}
    obstacle = Obstacle.objects.create(
        unit=_owed(plan).unit,
        owner=_owed(plan).unit,
        raised_by=plan.published_by,
        raised_at=plan.published_at,
        title="Vướng",
        text="Vướng",
        answer_due_on=LAST,
        mark=uuid4(),
    )
    meeting = _meeting(plan)
    for _again in range(n):
        MeetingNote.objects.create(meeting=meeting, obstacle=obstacle, **by, **more)


def _quota(plan: Plan, target: Target | None = None, **values: Any) -> None:
    unit = Obligation.objects.all()[0].unit
    row = {"target": target or _target(plan), "unit": unit, "quarter": date(2026, 1, 1), "value": 1}
    TargetQuota.objects.create(**{**row, **values})


def _quota_twice(plan: Plan) -> None:
    target = _target(plan)
    _quota(plan, target)
    _quota(plan, target)


def _gap_request(plan: Plan, **values: Any) -> None:
    row = {
        "task": plan.tasks.all()[0], "gap": "product", "unit": Obligation.objects.all()[0].unit,
        "due_on": LAST, "asked_at": plan.published_at, "asked_by": plan.published_by,
    }  # fmt: skip
    GapRequest.objects.create(**{**row, **values})


def _gap_answer(plan: Plan, **values: Any) -> None:
    row = {
        "task": plan.tasks.all()[0], "gap": "product", "text": "Quyết định", "ground": "x",
        "answered_at": plan.published_at, "answered_by": plan.published_by,
    }  # fmt: skip
    if values.get("decision"):
        row |= {"decided_at": plan.published_at, "decided_by": plan.published_by}
    GapAnswer.objects.create(**{**row, **values})


BREAKS: dict[str, Callable[[Plan], object]] = {
    "due_part_once": lambda p: (_due_part(p), _due_part(p)),
    "due_part_due_kind_known": lambda p: _due_part(p, due_kind="soon"),
    "due_part_due_in_order": lambda p: _due_part(p, due_start=LAST, due_end=FIRST),
    "due_part_due_by_has_a_day": lambda p: _due_part(p, due_end=None),
    "due_event_stands_once": lambda p: (_event(p), _event(p)),
    "due_event_has_a_ground": lambda p: _event(p, ground=""),
    "due_event_term_unit_known": lambda p: _event(p, term_unit="hour"),
    "due_event_runs_forward": lambda p: _event(p, happened_on=LAST, due_on=FIRST),
    "due_event_taken_back_is_whole": lambda p: _event(p, taken_back_at=p.published_at),
    "occurrence_waived_is_a_part": lambda p: _occurrence(p, waived_because="x"),
    "product_once": lambda p: (_product(p), _product(p)),
    "product_added_by_somebody": lambda p: _product(p, added_at=p.published_at, ground="x"),
    "product_dropped_by_somebody": lambda p: _product(p, dropped_at=p.published_at, ground="x"),
    "product_said_on_a_ground": lambda p: _product(p, own_words="x"),
    "product_named_too_was_added": lambda p: _product(p, is_named=True),
    "product_named": lambda p: _product(p, text=""),
    "product_kind_known": lambda p: _product(p, kind="thing"),
    "delivery_once": lambda p: _delivered_twice(p),
    "delivery_is_proved": lambda p: _delivery(p, _product(p), ""),
    "transition_way_known": lambda p: _transition(p, way="burn"),
    "transition_has_a_reason": lambda p: _transition(p, reason=""),
    "transition_undone_by_somebody": lambda p: _transition(p, undone_at=p.published_at),
    "transition_part_once": lambda p: _part_twice(p),
    "transition_part_moves_elsewhere": lambda p: _part(p, _transition(p), successor=_owed(p)),
    "target_key_once": lambda p: (_target(p), _target(p)),
    "target_comparator_known": lambda p: _target(p, comparator="about"),
    "target_range_has_two_values": lambda p: _target(p, comparator="range", value=1),
    "target_direction_known": lambda p: _target(p, direction="side"),
    "target_strength_known": lambda p: _target(p, strength="x"),
    "target_holder_is_named_where_it_is_a_unit": lambda p: _target(p, holder="unit"),
    "target_denominator_has_a_numerator": lambda p: _target(p, denominator="x"),
    "target_baseline_is_whole": lambda p: _target(p, baseline_value=1),
    "target_step_once_a_year": lambda p: _steps(p, 2026, 2026),
    "target_step_year_possible": lambda p: _steps(p, 1999),
    "target_value_declared_once": lambda p: _values(p, {}, {}),
    "target_value_corrected_with_a_reason": lambda p: _values(p, {"reason": "x"}),
    "target_due_kind_known": lambda p: _target(p, due_kind="someday"),
    "target_due_in_order": lambda p: _target(p, due_start=LAST, due_end=FIRST),
    "target_due_by_has_a_day": lambda p: _target(p, due_kind="by"),
    "task_key_once": lambda p: (_task(p), _task(p)),
    "task_due_kind_known": lambda p: _task(p, due_kind="someday"),
    "task_due_in_order": lambda p: _task(p, due_start=LAST, due_end=FIRST),
    "task_due_by_has_a_day": lambda p: _task(p, due_kind="by"),
    "assignment_of_a_task_or_a_target": lambda p: _assignment(p, task=None),
    "assignment_to_a_unit_or_a_group": _both,
    "assignment_role_known": lambda p: _assignment(p, role="boss"),
    "assignment_task_place_once": _place_twice,
    "assignment_target_place_once": lambda p: _place_twice(p, task=None, target=_target(p)),
    "obligation_once_per_unit": _obligation_twice,
    "obligation_state_known": lambda p: Obligation.objects.update(state="perhaps"),
    "obligation_done_has_a_day": lambda p: Obligation.objects.update(state="done"),
    "obligation_submitted_has_a_day": lambda p: Obligation.objects.update(state="submitted", note="x"),
    "conflict_once": lambda p: (_conflict(p), _conflict(p)),
    "conflict_kind_known": lambda p: _conflict(p, kind="other"),
    "conflict_of_a_pair_has_two": lambda p: _conflict(p, kind="body_annex"),
    "ruling_of_a_task_or_a_target": lambda p: _ruling(p, task=None),
    "ruling_field_known": lambda p: _ruling(p, field="other"),
    "ruling_has_a_reason": lambda p: _ruling(p, reason=""),
    "ruling_ended_by_somebody_has_ended": lambda p: _ruling(p, ended_by=p.published_by),
    "ruling_of_a_task_once": lambda p: (_ruling(p), _ruling(p, again=True)),
    "ruling_of_a_target_once": lambda p: [
        _ruling(p, again=again, task=None, target=target)
        for target in [_target(p)]
        for again in (False, True)
    ],
    "conflict_names_its_first_source": lambda p: _conflict(p, task=None),
    "conflict_settlement_known": lambda p: _conflict(
        p, settlement="other", reason="x", settled_at=p.published_at, settled_by=p.published_by
    ),
    "conflict_settled_by_somebody_with_a_reason": lambda p: _conflict(p, settlement="none", reason="x"),
    "approval_asked_once": lambda p: (_approval(p), _approval(p)),
    "approval_decision_known": lambda p: _answered(p, "perhaps"),
    "approval_decided_by_somebody": lambda p: _approval(p, decision="approved"),
    "approval_returned_with_a_reason": lambda p: _answered(p, "returned"),
    "publication_former_is_whole": lambda p: Publication.objects.update(former_revision=1),
    "publication_undone_by_somebody_with_a_reason": lambda p: Publication.objects.update(
        undone_at=p.published_at, undone_by=p.published_by
    ),
    "calendar_feed_digest_once": lambda p: (_feed(p), _feed(p)),
    "calendar_feed_digest_whole": lambda p: _feed(p, digest="abc"),
    "calendar_feed_named": lambda p: _feed(p, name=""),
    "batch_deed_known": lambda p: _batch(p, deed="burn"),
    "batch_undone_by_somebody": lambda p: _batch(p, undone_at=p.published_at),
    "batch_question_stays_asked": lambda p: _batch(
        p, deed="ask", undone_at=p.published_at, undone_by=p.published_by
    ),
    "batch_part_once": _batch_part_twice,
    "saved_view_name_once_per_owner": lambda p: (_saved(p), _saved(p)),
    "saved_view_named": lambda p: _saved(p, name=""),
    "saved_view_kind_known": lambda p: _saved(p, kind="pie"),
    "saved_view_audience_known": lambda p: _saved(p, audience="press"),
    "saved_view_of_a_unit_names_it": lambda p: _saved(p, audience="unit"),
    "task_dependency_once": lambda p: (_wait(p, 0, 1), _wait(p, 0, 1)),
    "task_needs_another_one": lambda p: _wait(p, 0, 0),
    "hand_in_open_once": lambda p: (_hand_in(p), _hand_in(p)),
    "hand_in_kind_known": lambda p: _hand_in(p, kind="wish"),
    "hand_in_has_words": lambda p: _hand_in(p, words=""),
    "hand_in_deadline_has_a_day": lambda p: _hand_in(p, kind="deadline"),
    "hand_in_passed_by_somebody": lambda p: _hand_in(p, passed_at=p.published_at),
    "hand_in_outcome_known": lambda p: _hand_in_decided(p, "perhaps"),
    "hand_in_decided_by_somebody": lambda p: _hand_in(p, outcome="released"),
    "hand_in_returned_with_a_reason": lambda p: _hand_in_decided(p, "returned"),
    "figure_hand_in_open_once": lambda p: (_figure(p), _figure(p)),
    "figure_hand_in_corrects_with_a_reason": _figure_that_corrects,
    "figure_hand_in_passed_by_somebody": lambda p: _figure(p, passed_at=p.published_at),
    "figure_hand_in_outcome_known": lambda p: _figure(p, outcome="perhaps"),
    "figure_hand_in_decided_by_somebody": lambda p: _figure(p, decided_at=p.published_at),
    "figure_hand_in_returned_with_a_reason": lambda p: _figure(p, outcome="returned"),
    "figure_hand_in_released_is_a_figure": lambda p: _figure(p, outcome="released"),
    "request_open_once": lambda p: (_request(p), _request(p)),
    "request_for_later": lambda p: _request(p, until=FIRST),
    "request_has_a_reason": lambda p: _request(p, reason=""),
    "request_decision_known": lambda p: _decided(p, "perhaps"),
    "request_decided_by_somebody": lambda p: _request(p, decision="taken_back"),
    "request_granted_until_a_day": lambda p: _decided(p, "granted"),
    "request_refused_with_an_answer": lambda p: _decided(p, "refused"),
    "meeting_once_a_day": lambda p: (_meeting(p), _meeting(p)),
    "meeting_has_a_chair": lambda p: _meeting(p, chair=""),
    "meeting_opened_by_somebody": lambda p: _meeting(p, opened_at=p.published_at),
    "meeting_closed_by_somebody_after_it_opened": lambda p: _meeting(p, closed_at=p.published_at),
    "conclusion_has_words": lambda p: _concluded(p, ""),
    "meeting_note_once": _said_twice,
    "meeting_obstacle_note_once": lambda p: _obstacle_said(p, 2),
    "meeting_general_note_once": lambda p: _noted_twice(p),
    "meeting_note_about_one_thing": lambda p: _obstacle_said(p, 1, obligation=_owed(p)),
    "milestone_named": lambda p: _milestone(p, ""),
    "milestone_once": lambda p: (_milestone(p, "x"), _milestone(p, "x")),
    "occurrence_once": lambda p: (_occurrence(p), _occurrence(p)),
    "acknowledged_once": lambda p: (_note(p), _note(p)),
    "obligation_issued_is_done_and_numbered": lambda p: Obligation.objects.update(issued_number="9"),
    "gap_request_open_once": lambda p: (_gap_request(p), _gap_request(p)),
    "gap_request_gap_known": lambda p: _gap_request(p, gap="colour"),
    "gap_request_names_one": lambda p: _gap_request(p, unit=None),
    "gap_request_closed_by_somebody": lambda p: _gap_request(p, closed_at=p.published_at),
    "gap_request_fact_closes_it": lambda p: _gap_request(p, fact="person"),
    "gap_batch_undone_by_somebody": lambda p: GapBatch.objects.create(
        due_on=LAST, asked_at=p.published_at, asked_by=p.published_by, undone_at=p.published_at
    ),
    "gap_answer_waits_once": lambda p: (_gap_answer(p), _gap_answer(p)),
    "gap_answer_counts_once": lambda p: (
        _gap_answer(p, decision="confirmed"),
        _gap_answer(p, decision="confirmed"),
    ),
    "gap_answer_gap_known": lambda p: _gap_answer(p, gap="colour"),
    "gap_answer_says_something_on_a_ground": lambda p: _gap_answer(p, ground=""),
    "gap_answer_decision_known": lambda p: _gap_answer(p, decision="perhaps"),
    "gap_answer_decided_by_somebody": lambda p: _gap_answer(p, decided_at=p.published_at),
    "gap_answer_returned_with_a_reason": lambda p: _gap_answer(p, decision="returned"),
    "quota_once": _quota_twice,
    "quota_not_negative": lambda p: _quota(p, value=-1),
    "quota_quarter_begins": lambda p: _quota(p, quarter=date(2026, 2, 1)),
    "external_id_once": lambda p: (_link(), _link(1)),
    "external_obligation_once": lambda p: (_link(), _link(external_id="B")),
    "external_link_named": lambda p: _link(system=""),
    "external_state_sent_at_a_moment": lambda p: _link(sent_state="done"),
    "plan_quiet_for_a_year_at_most": lambda p: Plan.objects.update(quiet_weeks=53),
    "obligation_step_has_words": lambda p: Obligation.objects.update(state="paused"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str, plan: Plan) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name](plan)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_constraint_of_the_room_is_broken_here() -> None:
    models = apps.get_app_config("programme").get_models()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)
