"""Writes of forms: made, their draft designed, put in use, retired."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.reporting import access
from hatang.reporting.models import Form, FormVersion, ReportKind
from hatang.reporting.ready_forms import ReadyForm
from hatang.reporting.rules.definition import (
    Definition,
    Field,
    FieldKind,
    Refused,
    Section,
    read_definition,
    written,
)
from hatang.reporting.sources import SOURCES

MOST_TITLE = 300


class StaleForm(Conflict):
    """Somebody has changed the draft since it was looked at."""

    code = "stale_form"


@action
def make_form(*, title: str, kind: str, asks: Definition | None = None, by: User, at: datetime) -> Form:
    """Make a form with a draft of what it `asks`, else of one empty question to begin with.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: the title is missing, too long or taken, or the kind is unknown.
    """
    require(access.may_run_campaigns(by))
    title = " ".join(title.replace("\x00", "").split())
    if not title or len(title) > MOST_TITLE:
        raise Refusal(_("Give the form a title of at most 300 characters."), field="title")
    if kind not in ReportKind.values:
        raise Refusal(_("Choose what the form is for."), field="kind")
    if Form.objects.filter(title=title).exists():
        raise Refusal(_("There is a form of this title; choose another one."), field="title")
    form = Form.objects.create(title=title, kind=kind)
    start = written(asks or _one_question())
    FormVersion.objects.create(form=form, number=1, definition=start, made_by=by, made_at=at)
    return form


@action
def use_ready_form(*, ready: ReadyForm, by: User, at: datetime) -> Form:
    """Make a form of one at hand, as a draft that the office may change; a second one gets a number.

    Raises:
        NotAllowed: the person does not run campaigns.
    """
    require(access.may_run_campaigns(by))
    taken = set(Form.objects.filter(title__startswith=ready.title).values_list("title", flat=True))
    titles = (f"{ready.title} ({n})" if n > 1 else ready.title for n in count(1))
    title = next(one for one in titles if one not in taken)
    return make_form(title=title, kind=ready.kind, asks=ready.definition, by=by, at=at)


@action
def save_draft(*, form: Form, definition: Any, seen: str, by: User, at: datetime) -> FormVersion:
    """Keep the draft of a form's next version; where none is begun, one begins.

    Args:
        form: the form.
        definition: what it is to ask, as plain data.
        seen: the moment of the draft (or of the last version) that was looked at, ISO 8601.
        by: who designs.
        at: when.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: the definition cannot be filled in.
        StaleForm: somebody was faster.
    """
    require(access.may_run_campaigns(by))
    form = Form.objects.select_for_update().get(pk=form.pk)
    newest = form.versions.order_by("-number").first()
    if newest is not None and seen != stamp(newest):
        raise StaleForm(_("Somebody has changed this form meanwhile; open it again. Yours was not kept."))
    try:
        asked = written(read_definition(definition, sources=SOURCES))
    except Refused as refused:
        raise Refusal(str(refused), field="definition") from refused
    if newest is None or newest.is_fixed:
        number = 1 if newest is None else newest.number + 1
        return FormVersion.objects.create(form=form, number=number, definition=asked, made_by=by, made_at=at)
    newest.definition, newest.made_by, newest.made_at = asked, by, at
    newest.save(update_fields=["definition", "made_by", "made_at"])
    return newest


@action
def fix_draft(*, form: Form, seen: str = "", by: User, at: datetime) -> FormVersion:
    """Put the draft of a form in use: campaigns may ask it, and it never changes again.

    Args:
        form: the form.
        seen: the moment of the draft that was looked at, as `stamp`; empty when it does not matter.
        by: who puts it in use.
        at: when.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: there is no draft.
        StaleForm: somebody has changed it since.
    """
    require(access.may_run_campaigns(by))
    form = Form.objects.select_for_update().get(pk=form.pk)
    draft = form.versions.filter(fixed_at__isnull=True).first()
    if draft is None:
        raise Conflict(_("There is no draft: the last version is in use."))
    if seen and seen != stamp(draft):
        raise StaleForm(_("Somebody has changed this draft meanwhile; look at it once more."))
    draft.fixed_at = at
    draft.save(update_fields=["fixed_at"])
    return draft


@action
def retire_form(*, form: Form, by: User, at: datetime) -> Form:
    """Offer a form no more for new campaigns, or offer it again; what was written stays.

    Raises:
        NotAllowed: the person does not run campaigns.
    """
    require(access.may_run_campaigns(by))
    form = Form.objects.select_for_update().get(pk=form.pk)
    form.retired_at = None if form.retired_at else at
    form.save(update_fields=["retired_at"])
    return form


def _one_question() -> Definition:
    first = Field(key="cau_1", label=str(_("First question")), kind=FieldKind.TEXT)
    return Definition(sections=(Section(title=str(_("Section 1")), fields=(first,)),))


def stamp(version: FormVersion) -> str:
    """What a page saw of a version."""
    return f"{version.number}:{version.made_at.astimezone(UTC).isoformat()}"
