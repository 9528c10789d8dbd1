"""Who may see, send and publish documents."""

from collections.abc import Hashable

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader, units_of
from hatang.accounts.models import GroupMembership, Role, RoleHolding, Unit, UnitKind, User, existing
from hatang.base import clock
from hatang.base.kept import kept_in_look
from hatang.base.looks import is_looking, once
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


def may_word(user: object, document: Document) -> bool:
    """Whether what the user sends may be a new wording of a document: the office, else of one's own units.

    A document that names no known issuer is worded by who sent it first.
    """
    if may_upload(user):
        return True
    if document.issuer_unit_id is not None:
        return document.issuer_unit_id in units_of(user)
    return isinstance(user, User) and document.created_by_id == user.pk


def may_publish(user: object) -> bool:
    """Whether the user may approve what was read, so that everybody sees it and is given the work.

    Leaders of the province may, leaders of a unit in which the programme office sits, and administrators.
    """
    return holds(user, Role.ADMINISTRATOR, Role.LEADER) or _sits_with_the_office(user, Role.APPROVER)


def may_review(user: object) -> bool:
    """Whether the user may correct what was read."""
    return is_of_the_office(user)


def may_set_validity(user: object) -> bool:
    """Whether the user may say that a document is in effect, replaced or expired."""
    return is_of_the_office(user)


def may_enter_number(user: object) -> bool:
    """Whether the user may enter the number and day a document was given: the office and its clerks."""
    return is_of_the_office(user) or _sits_with_the_office(user, Role.CLERK)


def sees_unpublished(user: object) -> bool:
    """Whether the user may read documents before they are in the programme."""
    return is_of_the_office(user) or may_publish(user) or may_enter_number(user)


def _sits_with_the_office(user: object, role: str) -> bool:
    """Whether the user holds a role in a unit in which the programme office sits."""
    if not isinstance(user, User) or not holds(user, role):
        return False
    led = user.units_held(role)
    further = RoleHolding.objects.filter(existing(clock.today()), role=Role.OFFICE, unit__in=led)
    sits = Q(role=Role.OFFICE, unit__in=led) | Q(pk__in=further.values("user"))
    return User.objects.filter(sits, is_active=True).exists()


def may_set_audience(user: object) -> bool:
    """Whether the user may say for whom a document is, and hide it from everybody else."""
    return is_of_the_office(user)


def sees_restricted(user: object) -> bool:
    """Whether the user reads restricted documents of any audience: office, its approvers, leaders."""
    if is_of_the_office(user) or _sits_with_the_office(user, Role.APPROVER):
        return True
    if not isinstance(user, User) or not holds(user, Role.LEADER):
        return False
    if (Role.LEADER, None) in user.held:
        return True
    led = Unit.objects.filter(pk__in=user.units_held(Role.LEADER))
    return led.filter(kind__in=(UnitKind.PROVINCE, UnitKind.OFFICE)).exists()


def hidden_documents(user: object) -> QuerySet[Document]:
    """Restricted documents whose audience the user's units are not in, themselves or as members of a group.

    Whoever works in a division also reads what is for the whole agency. They are few: a look finds them by
    their keys, which make short questions.
    """
    if not is_looking():
        return _hidden_documents(user)
    return once(("hidden documents", user), lambda: _with_keys(hidden_keys(user)))


# What decides which documents are hidden from a person, beside the person and the day.
HIDDEN_BY: tuple[type[Model], ...] = (Document, Audience, GroupMembership, Unit, User, RoleHolding)


def hidden_keys(user: object) -> tuple[int, ...]:
    """The numbers of the documents hidden from a person, kept for each person until that changes."""
    return kept_in_look(
        ("hidden documents", *rights_of(user)),
        lambda: tuple(_hidden_documents(user).order_by().values_list("pk", flat=True)),
        of=HIDDEN_BY,
    )


def rights_of(user: object) -> tuple[Hashable, ...]:
    """Who a person is today, with the roles held: never the same for two people."""
    if not isinstance(user, User):
        return (None, clock.today())
    return (user.pk, user.is_active, user.held, clock.today())


def _with_keys(keys: tuple[int, ...]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=keys).order_by() if keys else Document.objects.none()


def _hidden_documents(user: object) -> QuerySet[Document]:
    restricted = Document.objects.filter(is_restricted=True).order_by()
    if sees_restricted(user):
        return restricted.none()
    if not isinstance(user, User):
        return restricted
    own = {unit for _role, unit in user.held if unit is not None}
    within = Q(children__in=own, children__kind=UnitKind.DIVISION)
    units = Unit.objects.filter(Q(pk__in=own) | within).order_by().values("pk")
    today = GroupMembership.objects.filter(existing(clock.today()), unit__in=units).order_by()
    addressed = Audience.objects.filter(Q(unit__in=units) | Q(group__in=today.values("group"))).order_by()
    return restricted.exclude(pk__in=addressed.values("document"))


def visible_documents(user: object) -> QuerySet[Document]:
    """Documents the user may read and that are not hidden from them: all for whoever prepares or approves."""
    if not is_reader(user):
        return Document.objects.none()
    documents = Document.objects.exclude(pk__in=hidden_documents(user).values("pk"))
    if sees_unpublished(user):
        return documents
    return documents.filter(pk__in=visible_versions(user).values("document"))


def visible_versions(user: object) -> QuerySet[DocumentVersion]:
    """Wordings the user may read and that are not hidden from them: all for whoever prepares or approves."""
    if not is_reader(user):
        return DocumentVersion.objects.none()
    shown = DocumentVersion.objects.exclude(document__in=hidden_documents(user))
    return shown if sees_unpublished(user) else shown.filter(published_at__isnull=False)


def visible_extractions(user: object) -> QuerySet[Extraction]:
    """Readings the user may see: all for whoever prepares or approves, published ones for others."""
    extractions = Extraction.objects.filter(version__in=visible_versions(user))
    if sees_unpublished(user):
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
    if sees_unpublished(user) and sees_restricted(user):
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
    runs = ParseRun.objects.select_related("file", "file__version").filter(file__in=visible_files(user))
    return runs if sees_unpublished(user) else runs.none()


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
