"""Who may see and change campaigns and forms."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader, units_of
from hatang.accounts.models import Role
from hatang.base.refusal import NotFound
from hatang.documents.access import hidden_documents, visible_documents
from hatang.reporting.models import Campaign, CampaignState, Consolidator, Form, FormVersion, Reporter


def may_run_campaigns(user: object) -> bool:
    """Whether the user prepares campaigns, designs forms, accepts and gathers: the programme office."""
    return is_of_the_office(user)


def sees_every_report(user: object) -> bool:
    """Whether the user reads what every unit reports: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def visible_campaigns(user: object) -> "QuerySet[Campaign]":
    """Campaigns the user may look at: drafts only for the office, none of a document hidden from the user."""
    rows = Campaign.objects.all()
    if not is_reader(user):
        return rows.none()
    if is_of_the_office(user):
        return rows
    rows = rows.exclude(state=CampaignState.DRAFT)
    units = units_of(user)
    asked = Exists(Reporter.objects.filter(campaign=OuterRef("pk"), unit__in=units))
    gathers = Exists(Consolidator.objects.filter(campaign=OuterRef("pk"), unit__in=units))
    return rows.filter(Q(document__isnull=True) | ~Q(document__in=hidden_documents(user)) | asked | gathers)


def get_campaign(user: object, pk: int) -> Campaign:
    """The campaign of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_campaigns(user).select_related("form_version__form", "document", "after")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such campaign."))
    return found


def linked_documents(user: object, campaigns: Iterable[Campaign]) -> set[int]:
    """Which documents of campaigns the user may open; of the others only the printed number is shown."""
    pks = {one.document_id for one in campaigns if one.document_id is not None}
    return set(visible_documents(user).filter(pk__in=pks).values_list("pk", flat=True))


def visible_forms(user: object) -> "QuerySet[Form]":
    """Forms the user may look at: the office designs them, others meet them in campaigns."""
    return Form.objects.all() if may_run_campaigns(user) else Form.objects.none()


def get_form(user: object, pk: int) -> Form:
    """The form of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_forms(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such form."))
    return found


def get_form_version(user: object, form: Form, number: int) -> FormVersion:
    """A version of a form by its number.

    Raises:
        NotFound: there is none the user may see.
    """
    found = form.versions.filter(number=number).first() if may_run_campaigns(user) else None
    if found is None:
        raise NotFound(_("There is no such form."))
    return found
