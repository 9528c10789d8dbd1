"""Writes of accounts elsewhere by which people sign in here."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hatang.accounts.models import OutsideIdentity, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, NotAllowed, Refusal


class UnknownIdentity(NotAllowed):
    """The account elsewhere is nobody's here."""

    code = "unknown_identity"


@action
def set_email(*, user: User, email: str, by: User, at: datetime) -> User:
    """Give a person another address for mail, or none.

    Raises:
        Refusal: it is no address.
    """
    email = User.objects.normalize_email(email.strip())
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refusal(_("This is no mail address."), field="email") from error
    user.email = email
    user.save(update_fields=["email"])
    return user


@action
def set_identity(*, user: User, issuer: str, subject: str, by: User, at: datetime) -> OutsideIdentity | None:
    """Say which account elsewhere is a person's; an empty identifier takes it away.

    Raises:
        Refusal: the identifier is too long.
        Conflict: it is somebody else's.
    """
    subject = subject.strip()
    if len(subject) > 191:
        raise Refusal(_("An identifier has 191 characters at most."), field="dinh-danh")
    # Lock the person: two administrators must not both add one.
    User.objects.select_for_update().get(pk=user.pk)
    known = OutsideIdentity.objects.filter(issuer=issuer, user=user).first()
    if known and known.subject == subject:
        return known
    if OutsideIdentity.objects.filter(issuer=issuer, subject=subject).exclude(user=user).exists():
        raise Conflict(_("This identifier is somebody else's."), field="dinh-danh")
    if known:
        known.delete()
    if not subject:
        return None
    return OutsideIdentity.objects.create(user=user, issuer=issuer, subject=subject, created_at=at)


@action
def recognise_identity(
    *, issuer: str, subject: str, verified_emails: Iterable[str], by: User | None, at: datetime
) -> tuple[User, bool]:
    """The person an account elsewhere is, and whether it was recognised now for the first time.

    The first time it is recognised by a mail address that the provider has verified and one person alone has
    here; from then on only by its identifier, so that an address given to somebody else opens nothing.

    Raises:
        UnknownIdentity: nobody has this identifier, and no one person the address.
    """
    known = OutsideIdentity.objects.select_related("user").filter(issuer=issuer, subject=subject).first()
    if known:
        known.last_used_at = at
        known.save(update_fields=["last_used_at"])
        return known.user, False
    for email in verified_emails:
        people = list(User.objects.select_for_update().filter(email__iexact=email)[:2])
        if len(people) == 1 and not OutsideIdentity.objects.filter(issuer=issuer, user=people[0]).exists():
            OutsideIdentity.objects.create(
                user=people[0], issuer=issuer, subject=subject, created_at=at, last_used_at=at
            )
            return people[0], True
    raise UnknownIdentity(_("This account belongs to nobody here. Ask your administrator to add it."))
