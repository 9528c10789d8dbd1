"""Who may see what was laid before a leader, and take a publication back."""

from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office
from hatang.documents.access import may_publish, sees_unpublished, visible_documents, visible_versions
from hatang.programme.access.finding import found
from hatang.programme.models import Approval, Publication


def get_approval(user: object, pk: int) -> Approval:
    """What was laid before a leader, of this address.

    Raises:
        NotFound: there is none, or the user may not read unpublished documents.
    """
    rows = Approval.objects.filter(version__in=visible_versions(user)) if sees_unpublished(user) else None
    return found(
        Approval.objects.none() if rows is None else rows.select_related("version"),
        pk,
        _("Nothing of this kind was submitted for approval."),
    )


def get_publication(user: object, pk: int) -> Publication:
    """The publication of this address.

    Raises:
        NotFound: there is none, or the user may not undo it.
    """
    rows = Publication.objects.filter(document__in=visible_documents(user))
    rows = rows if may_undo_publications(user) else rows.none()
    return found(rows, pk, _("There is no such publication."))


def may_undo_publications(user: object) -> bool:
    """Whether the user may take a publication back on its day: whoever may approve, and the office."""
    return may_publish(user) or is_of_the_office(user)
