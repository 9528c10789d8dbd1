"""Who may see drafts of documents, return and number them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, holds_in, is_reader
from hatang.accounts.models import Role, UnitKind, User
from hatang.base.refusal import NotFound
from hatang.programme.access import hidden_plans
from hatang.reporting.access.campaigns import may_run_campaigns
from hatang.reporting.models import DraftPaper, PaperState

# Who signs and numbers the documents of a unit.
_SIGNERS = (Role.APPROVER, Role.CLERK)


def visible_drafts(user: object) -> "QuerySet[DraftPaper]":
    """Documents the user may look at: the office all; leaders and clerks of its unit what was laid.

    One that tells of the work of a plan hidden from the user is not among them, whenever it was hidden.
    """
    rows = DraftPaper.objects.select_related("unit", "made_by", "saved_by")
    about_hidden = Q(pk__in=[])
    for plan in sorted(hidden_plans(user)):
        about_hidden |= Q(content__plans__contains=plan)
    rows = rows.exclude(pk__in=DraftPaper.objects.filter(about_hidden).order_by().values("pk"))
    if may_run_campaigns(user):
        return rows
    if not is_reader(user) or not isinstance(user, User):
        return rows.none()
    rows = rows.exclude(state=PaperState.DRAFT)
    return rows if holds(user, Role.LEADER) else rows.filter(unit__in=user.units_held(*_SIGNERS))


def get_draft(user: object, pk: int) -> DraftPaper:
    """The draft of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_drafts(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such draft."))
    return found


def may_see_drafts(user: object) -> bool:
    """Whether drafts concern the user at all: the office, leaders, and clerks."""
    return may_run_campaigns(user) or holds(user, Role.LEADER, *_SIGNERS)


def may_return_draft(user: object, draft: DraftPaper) -> bool:
    """Whether the user may send a laid draft back: the office, and the leader before whom it lies."""
    is_above = holds(user, Role.LEADER) and draft.unit.kind == UnitKind.PROVINCE
    return may_run_campaigns(user) or is_above or holds_in(user, draft.unit_id, Role.APPROVER)


def may_number_draft(user: object, draft: DraftPaper) -> bool:
    """Whether the user may enter number, day and signed file: the office, and a clerk of the unit."""
    return may_run_campaigns(user) or holds_in(user, draft.unit_id, Role.CLERK)
