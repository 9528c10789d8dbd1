"""Writes of invitations."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from hatang.accounts.actions.identities import set_email
from hatang.accounts.actions.people import change_password, create_user
from hatang.accounts.models import Invitation, Unit, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal

INVITATION_DAYS = 7


class InvitationOver(Refusal):
    """The link was used, withdrawn, is too old, or was never given."""

    code = "invitation_over"
    status = 410


@action
def invite_person(
    *, username: str, full_title: str, role: str, unit: Unit | None, email: str, by: User, at: datetime
) -> tuple[Invitation, str]:
    """Add a person who cannot sign in yet, and the secret of the link that is given this once.

    Raises:
        NameTaken: the username is in use.
        Refusal: the role is unknown, the username or position is empty, or the mail address is none.
    """
    user = create_user(
        username=username,
        full_title=full_title,
        password=secrets.token_urlsafe(32),
        role=role,
        unit=unit,
        by=by,
        at=at,
    )
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["password", "is_active"])
    set_email(user=user, email=email, by=by, at=at)
    return _invited(user, at)


@action
def invite_again(*, user: User, by: User, at: datetime) -> tuple[Invitation, str]:
    """Give a person who has not come yet a new link; the old one opens nothing any more.

    Raises:
        Conflict: the person has chosen a password, or signed in otherwise.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not is_awaited(user):
        raise Conflict(_("This person has come already, and needs no invitation."))
    _withdraw(user, at)
    return _invited(user, at)


@action
def withdraw_invitation(*, user: User, by: User, at: datetime) -> User:
    """Let an invitation open nothing any more.

    Raises:
        Conflict: there is none that opens anything.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not _withdraw(user, at):
        raise Conflict(_("There is no invitation to withdraw."))
    return user


@action
def accept_invitation(*, invitation: Invitation, password: str, by: User, at: datetime) -> User:
    """Choose the first password; from now on the person signs in.

    Raises:
        InvitationOver: the link was used or withdrawn meanwhile, or is too old.
        WeakPassword: the password is easy to guess.
    """
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_valid(at) or user.has_usable_password() or user.last_login:
        raise _over()
    change_password(user=user, password=password, by=by, at=at)
    user.is_active = True
    user.save(update_fields=["is_active"])
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    return user


def open_invitation(*, secret: str, at: datetime) -> Invitation:
    """The invitation of a link.

    Raises:
        InvitationOver: the link opens nothing, or no longer.
    """
    invitations = Invitation.objects.select_related("user__unit")
    invitation = invitations.filter(digest=_digest(secret)).first()
    if invitation is None or not invitation.is_valid(at):
        raise _over()
    return invitation


def is_awaited(user: User) -> bool:
    """Whether somebody was invited and has not come yet."""
    return not user.is_active and not user.last_login and not user.has_usable_password()


def _invited(user: User, at: datetime) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    expires_at = at + timedelta(days=INVITATION_DAYS)
    invitation = Invitation.objects.create(
        user=user, digest=_digest(secret), created_at=at, expires_at=expires_at
    )
    return invitation, secret


def _withdraw(user: User, at: datetime) -> bool:
    invitation = Invitation.objects.filter(user=user, used_at__isnull=True, withdrawn_at__isnull=True).first()
    if invitation is None:
        return False
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    return True


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _over() -> InvitationOver:
    return InvitationOver(_("This invitation opens nothing any more. Ask your administrator for a new one."))
