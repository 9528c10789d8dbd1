"""Who may see, send and publish documents."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader
from hatang.accounts.models import GroupMembership, Role, Unit, UnitKind, User, existing
from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.documents.models import (
    Audience,
    Correction,
    Document,
    DocumentFile,
    DocumentVersion,
    Extraction,
    ParseRun,
)


def may_upload(user: object) -> bool:
    """Whether the user may send documents and have them read again."""
    return is_of_the_office(user)


def may_publish(user: object) -> bool:
    """Whether the user may turn a document into a plan that everybody sees."""
    return is_of_the_office(user)


def may_review(user: object) -> bool:
    """Whether the user may correct what was read."""
    return is_of_the_office(user)


def may_set_validity(user: object) -> bool:
    """Whether the user may say that a document is in effect, replaced or expired."""
    return is_of_the_office(user)


def may_set_audience(user: object) -> bool:
    """Whether the user may say for whom a document is, and hide it from everybody else."""
    return is_of_the_office(user)


def sees_restricted(user: object) -> bool:
    """Whether the user reads restricted documents of any audience: the office, leaders of the province."""
    if is_of_the_office(user):
        return True
    if not (isinstance(user, User) and user.is_active and user.role == Role.LEADER):
        return False
    return user.unit is None or user.unit.kind in (UnitKind.PROVINCE, UnitKind.OFFICE)


def hidden_documents(user: object) -> QuerySet[Document]:
    """Restricted documents whose audience the user's units are not in, themselves or as members of a group.

    Whoever works in a division also reads what is for the whole agency.
    """
    restricted = Document.objects.filter(is_restricted=True).order_by()
    if sees_restricted(user):
        return restricted.none()
    if not isinstance(user, User):
        return restricted
    own = [user.unit_id] if user.unit_id else []
    within = Q(children__in=own, children__kind=UnitKind.DIVISION)
    units = Unit.objects.filter(Q(pk__in=own) | within).order_by().values("pk")
    today = GroupMembership.objects.filter(existing(clock.today()), unit__in=units).order_by()
    addressed = Audience.objects.filter(Q(unit__in=units) | Q(group__in=today.values("group"))).order_by()
    return restricted.exclude(pk__in=addressed.values("document"))


def visible_documents(user: object) -> QuerySet[Document]:
    """Documents the user may read: all for the programme office; readers those published and not hidden."""
    documents = Document.objects.all()
    if is_of_the_office(user):
        return documents
    if not is_reader(user):
        return documents.none()
    return documents.filter(pk__in=visible_versions(user).values("document"))


def visible_versions(user: object) -> QuerySet[DocumentVersion]:
    """Wordings the user may read: all for the programme office; readers those published and not hidden."""
    versions = DocumentVersion.objects.all()
    if is_of_the_office(user):
        return versions
    if not is_reader(user):
        return versions.none()
    shown = versions.exclude(document__in=hidden_documents(user))
    return shown.filter(published_at__isnull=False)


def visible_extractions(user: object) -> QuerySet[Extraction]:
    """Readings the user may see: all for the programme office; readers see those that were published."""
    extractions = Extraction.objects.filter(version__in=visible_versions(user))
    if is_of_the_office(user):
        return extractions
    return extractions.filter(created_at__lte=F("version__published_at"))


def get_document(user: object, pk: int) -> Document:
    """The document of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    document = visible_documents(user).filter(pk=pk).first()
    if document is None:
        raise NotFound(_("There is no such document."))
    return document


def get_version(user: object, pk: int) -> DocumentVersion:
    """The version of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    version = visible_versions(user).filter(pk=pk).first()
    if version is None:
        raise NotFound(_("There is no such version."))
    return version


def visible_files(user: object) -> QuerySet[DocumentFile]:
    """Files the user may fetch: those of versions the user may read, and unread ones for the office."""
    files = DocumentFile.objects.all()
    if is_of_the_office(user):
        return files
    return files.filter(version__in=visible_versions(user))


def get_file(user: object, pk: int) -> DocumentFile:
    """The file of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    file = visible_files(user).filter(pk=pk).first()
    if file is None:
        raise NotFound(_("There is no such file."))
    return file


def visible_runs(user: User) -> QuerySet[ParseRun]:
    """Readings of files, which only the programme office follows."""
    runs = ParseRun.objects.select_related("file", "file__version")
    return runs if is_of_the_office(user) else runs.none()


def get_run(user: User, pk: int) -> ParseRun:
    """The reading of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    run = visible_runs(user).filter(pk=pk).first()
    if run is None:
        raise NotFound(_("There is no such reading."))
    return run


def get_extraction(user: object, pk: int) -> Extraction:
    """The reading of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    extraction = visible_extractions(user).select_related("version").filter(pk=pk).first()
    if extraction is None:
        raise NotFound(_("There is no such reading."))
    return extraction


def get_correction(user: object, pk: int) -> Correction:
    """The correction of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    corrections = Correction.objects.filter(extraction__in=visible_extractions(user))
    correction = corrections.select_related("extraction__version").filter(pk=pk).first()
    if correction is None:
        raise NotFound(_("There is no such correction."))
    return correction
