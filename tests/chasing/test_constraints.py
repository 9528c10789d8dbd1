"""The database refuses what the rules of escalations and proposals forbid."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.chasing.models import Escalation, EscalationStep, Proposal, ProposedUnit

from .conftest import DUE, Late, moment

pytestmark = pytest.mark.django_db
AT = moment("2026-06-11")


def _escalation(late: Late, **values: Any) -> Escalation:
    usual = {"obligation": late.owed, "unit": late.owed.unit, "due_on": DUE, "tier": 1, "state": "waiting"}
    return Escalation.objects.create(**{**usual, "answer_on": DUE, "begun_at": AT, **values})


def _twice(late: Late, **values: Any) -> None:
    _escalation(late, **values)
    _escalation(late, **values)


def _step(late: Late, **values: Any) -> None:
    usual = {"step": "held", "tier": 1, "words": "Chờ", "taken_at": AT}
    EscalationStep.objects.create(escalation=_escalation(late), **{**usual, **values})


def _proposal(late: Late, **values: Any) -> Proposal:
    usual = {"starts_on": DUE, "ends_on": DUE, "made_by": late.office, "made_at": AT}
    return Proposal.objects.create(**{**usual, **values})


def _proposed(late: Late, proposal: Proposal | None = None, **values: Any) -> Proposal:
    proposal = proposal or _proposal(late)
    usual = {"unit": late.owed.unit, "verdict": "commend", "reason": "Tốt", "figures": {}}
    made = {"chosen_by": late.office, "chosen_at": AT}
    ProposedUnit.objects.create(proposal=proposal, **{**usual, **made, **values})
    return proposal


BREAKS: dict[str, Callable[[Late], object]] = {
    "escalation_of_one_thing": lambda late: _escalation(late, reporter=late.reporter),
    "escalation_open_once_an_obligation": _twice,
    "escalation_open_once_a_report": lambda late: _twice(late, obligation=None, reporter=late.reporter),
    "escalation_tier_known": lambda late: _escalation(late, tier=4),
    "escalation_closed_at_its_end": lambda late: _escalation(late, state="closed"),
    "escalation_held_until_a_day": lambda late: _escalation(late, state="held"),
    "escalation_step_known": lambda late: _step(late, step="forget"),
    "escalation_answer_is_one": lambda late: _step(late, step="answered"),
    "escalation_step_says_why": lambda late: _step(late, words=""),
    "proposal_period_in_order": lambda late: _proposal(late, ends_on=date(2026, 1, 1)),
    "proposal_shares_in_order": lambda late: _proposal(late, commend_from=40),
    "proposed_unit_once": lambda late: _proposed(late, _proposed(late)),
    "proposed_verdict_known": lambda late: _proposed(late, verdict="fire"),
    "proposed_with_a_reason": lambda late: _proposed(late, reason=""),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str, late: Late) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name](late)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert name in str(refusal.value)


def test_every_constraint_has_a_test() -> None:
    models = [model for model in apps.get_app_config("chasing").get_models() if not _is_event(model)]
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)


def _is_event(model: Any) -> bool:
    return hasattr(model, "pgh_tracked_model")
