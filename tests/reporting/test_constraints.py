"""The database refuses what the rules of reports forbid."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.accounts.models import Unit, User
from hatang.reporting.models import (
    Campaign,
    Consolidator,
    DraftPaper,
    Exemption,
    Form,
    FormVersion,
    GatheringReminder,
    HandOn,
    IncomingReport,
    PaperTemplate,
    PaperVersion,
    PeriodRule,
    ProgressProposal,
    Reminder,
    Report,
    Reporter,
    ReportVersion,
    Sample,
    SentValues,
    TakenStep,
)

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-06-01T08:00+07:00")
DAY = AT.date()
STAMP = "a" * 64


def _user() -> User:
    user, _made = User.objects.get_or_create(username="ai", full_title="Ai", defaults={"created_at": AT})
    return user


def _form(**values: Any) -> Form:
    return Form.objects.first() or Form.objects.create(**{"title": "Mẫu", "kind": "result", **values})


def _version(**values: Any) -> FormVersion:
    usual = {"form": _form(), "number": 1, "definition": {}, "made_by": _user(), "made_at": AT}
    return FormVersion.objects.create(**{**usual, "fixed_at": AT, **values})


def _campaign(**values: Any) -> Campaign:
    usual = {"title": "Đợt", "starts_on": DAY, "ends_on": DAY, "due_on": DAY, "mark": UUID(int=1)}
    made = {"made_by": _user(), "made_at": AT}
    return Campaign.objects.create(
        **{"form_version": FormVersion.objects.first() or _version(), **usual, **made, **values}
    )


def _reporter() -> Reporter:
    unit, _made = Unit.objects.get_or_create(code="x", defaults={"name": "X", "kind": "department"})
    return Reporter.objects.create(campaign=Campaign.objects.first() or _campaign(), unit=unit)


def _exemption(**values: Any) -> None:
    usual = {"until_on": DAY, "reason": "Lý do", "given_by": _user(), "given_at": AT}
    Exemption.objects.create(**{"reporter": _reporter(), **usual, **values})


def _report(**values: Any) -> Report:
    return Report.objects.create(**{"reporter": Reporter.objects.first() or _reporter(), **values})


def _kept(**values: Any) -> None:
    usual = {"number": 1, "values": {}, "reasons": {}, "digest": STAMP, "made_by": _user(), "made_at": AT}
    ReportVersion.objects.create(**{"report": Report.objects.first() or _report(), **usual, **values})


def _step(**values: Any) -> None:
    usual = {"step": "approve", "taken_by": _user(), "taken_at": AT}
    TakenStep.objects.create(**{"report": _report(), **usual, **values})


def _consolidator() -> Consolidator:
    unit, _made = Unit.objects.get_or_create(code="y", defaults={"name": "Y", "kind": "department"})
    return Consolidator.objects.create(campaign=Campaign.objects.first() or _campaign(), unit=unit)


def _hand_on(**values: Any) -> None:
    usual = {"number": 1, "n_expected": 1, "n_arrived": 1, "reports": [], "figures": [], "digest": STAMP}
    made = {"consolidator": Consolidator.objects.first() or _consolidator(), "handed_by": _user()}
    HandOn.objects.create(**{**usual, **made, "handed_at": AT, **values})


def _period_rule(**values: Any) -> None:
    PeriodRule.objects.create(**{"kind": "month", "bounds": "closing", "unit_days": 1, **values})


def _reminder(**values: Any) -> None:
    usual = {"last_on": DAY, "rung": -1, "sent_on": DAY, "sent_at": AT, "to_whom": "Ai", "n_people": 1}
    Reminder.objects.create(**{"reporter": Reporter.objects.first() or _reporter(), **usual, **values})


def _reminded_twice(**values: Any) -> None:
    _reminder()
    _reminder(**values)


def _gathering_reminder(**values: Any) -> None:
    usual = {"last_on": DAY, "rung": 1, "sent_on": DAY, "sent_at": AT, "to_whom": "Ai", "n_people": 1}
    about = {"consolidator": Consolidator.objects.first() or _consolidator()}
    GatheringReminder.objects.create(**{**about, **usual, **values})


def _incoming(**values: Any) -> IncomingReport:
    unit, _made = Unit.objects.get_or_create(code="y", defaults={"name": "Y", "kind": "department"})
    usual = {"unit": unit, "sha256": STAMP, "name": "bc.pdf", "n_bytes": 1, "sent_by": _user(), "sent_at": AT}
    return IncomingReport.objects.create(**{**usual, **values})


def _proposal(**values: Any) -> None:
    # Whether there is such an obligation is asked at the end of the transaction, the constraint before.
    usual = {"obligation_id": 1, "start": 0, "end": 9, "likeness": 0.5}
    incoming = IncomingReport.objects.first() or _incoming()
    ProgressProposal.objects.create(**{"incoming": incoming, **usual, **values})


def _twice(run: Callable[[], object]) -> None:
    run()
    run()


def _drafts() -> None:
    _version(fixed_at=None)
    _version(number=2, fixed_at=None)


def _draft(**values: Any) -> DraftPaper:
    unit, _made = Unit.objects.get_or_create(code="x", defaults={"name": "X", "kind": "department"})
    usual = {"kind": "periodic", "unit": unit, "title": "Báo cáo", "content": {}, "mark": UUID(int=1)}
    who = {"made_by": _user(), "made_at": AT, "saved_by": _user(), "saved_at": AT}
    return DraftPaper.objects.create(**{**usual, **who, **values})


def _sent() -> None:
    campaign = Campaign.objects.first() or _campaign()
    SentValues.objects.create(campaign=campaign, key=STAMP, n_reports=1, sent_by=_user(), sent_at=AT)


def _sample(**values: Any) -> None:
    rule = {"number": 1, "stratified_by": "whole", "percent": 10, "least": 1, "seed": "1", "listed": []}
    who = {"drawn_by": _user(), "drawn_at": AT}
    Sample.objects.create(**{"campaign": Campaign.objects.first() or _campaign(), **rule, **who, **values})


def _template(**values: Any) -> None:
    usual = {"kind": "slip", "number": 1, "file_sha256": STAMP, "made_by": _user(), "made_at": AT}
    PaperTemplate.objects.create(**{**usual, "retired_at": AT, **values})


def _templates_in_use() -> None:
    _template(retired_at=None)
    _template(number=2, retired_at=None)


def _laid() -> None:
    draft = DraftPaper.objects.first() or _draft()
    PaperVersion.objects.create(draft=draft, number=1, content={}, made_by=_user(), made_at=AT)


BREAKS: dict[str, Callable[[], object]] = {
    "form_kind_known": lambda: _form(kind="poem"),
    "form_has_a_title": lambda: _form(title=""),
    "form_version_once": lambda: _twice(_version),
    "form_one_draft": _drafts,
    "form_version_counts_from_one": lambda: _version(number=0),
    "campaign_has_a_title": lambda: _campaign(title=""),
    "campaign_period_in_order": lambda: _campaign(ends_on=date(2026, 5, 1)),
    "campaign_gathered_after_due": lambda: _campaign(gathered_on=date(2026, 5, 1)),
    "campaign_moments_fit_state": lambda: _campaign(state="lost"),
    "reporter_once": lambda: _twice(_reporter),
    "consolidator_once": lambda: _twice(_consolidator),
    "hand_on_once": lambda: _twice(_hand_on),
    "hand_on_counts_from_one": lambda: _hand_on(number=0),
    "hand_on_is_stamped": lambda: _hand_on(digest="xyz"),
    "hand_on_of_reports_that_came": lambda: _hand_on(n_arrived=0, note="Chưa có"),
    "hand_on_says_who_is_missing": lambda: _hand_on(n_expected=2),
    "period_rule_kind_known": lambda: _period_rule(kind="free"),
    "period_rule_bounds_known": lambda: _period_rule(bounds="moon"),
    "period_rule_days_bearable": lambda: _period_rule(unit_days=121),
    "period_rule_gathers_after_units": lambda: _period_rule(gather_days=0),
    "exemption_says_why": lambda: _exemption(reason=""),
    "report_state_known": lambda: _report(state="lost"),
    "report_approved_is_stamped": lambda: _report(state="approved"),
    "report_submitted_is_complete": lambda: _report(state="submitted", digest=STAMP, number="1/BC"),
    "report_signature_holds": lambda: _report(signature="broken"),
    "report_saved_by_somebody": lambda: _report(saved_at=AT),
    "report_version_once": lambda: _twice(_kept),
    "report_version_is_stamped": lambda: _kept(digest=""),
    "reminder_once_a_rung": lambda: _reminded_twice(sent_on=date(2026, 6, 2)),
    "reminder_once_a_day": lambda: _reminded_twice(rung=1),
    "reminder_by_hand_or_by_rung": lambda: _reminder(rung=None),
    "gathering_reminder_once_a_rung": lambda: _twice(_gathering_reminder),
    "gathering_reminder_reached_somebody": lambda: _gathering_reminder(to_whom=""),
    "reminder_reached_somebody": lambda: _reminder(n_people=0),
    "draft_paper_kind_known": lambda: _draft(kind="poem"),
    "draft_paper_state_known": lambda: _draft(state="lost"),
    "draft_paper_has_a_title": lambda: _draft(title=""),
    "draft_paper_number_has_a_day": lambda: _draft(number="1/BC"),
    "draft_paper_signed_is_complete": lambda: _draft(state="signed"),
    "draft_paper_signature_holds": lambda: _draft(signature="broken"),
    "paper_version_once": lambda: _twice(_laid),
    "incoming_once": lambda: _twice(_incoming),
    "incoming_state_known": lambda: _incoming(state="lost"),
    "incoming_hash_whole": lambda: _incoming(sha256="A"),
    "incoming_failed_with_a_sentence": lambda: _incoming(state="failed"),
    "proposal_once": lambda: _twice(_proposal),
    "proposal_span_in_order": lambda: _proposal(end=0),
    "proposal_percent_in_range": lambda: _proposal(percent=101),
    "proposal_states_known": lambda: _proposal(state="paused"),
    "proposal_decided_by_somebody": lambda: _proposal(decision="taken"),
    "paper_template_kind_known": lambda: _template(kind="poem"),
    "paper_template_once": lambda: _twice(_template),
    "paper_template_one_in_use": _templates_in_use,
    "sample_once": lambda: _twice(_sample),
    "sample_counts_from_one": lambda: _sample(number=0, because="Lý do"),
    "sample_stratified_by_known": lambda: _sample(stratified_by="moon"),
    "sample_percent_in_range": lambda: _sample(percent=101),
    "sample_has_a_seed": lambda: _sample(seed=""),
    "sample_again_says_why": lambda: _sample(number=2),
    "sent_values_once": lambda: _twice(_sent),
    "taken_step_known": lambda: _step(step="forget"),
    "taken_step_says_why": lambda: _step(step="return"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert name in str(refusal.value)


def test_every_constraint_has_a_test() -> None:
    models = [model for model in apps.get_app_config("reporting").get_models() if not _is_event(model)]
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)


def _is_event(model: Any) -> bool:
    return "pgh_label" in {field.name for field in model._meta.get_fields()}
