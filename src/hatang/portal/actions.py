"""Writes that need several rooms: invitations, sent by mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import date as date_words
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hatang.accounts.actions import invite_again, invite_person
from hatang.accounts.models import Invitation, Unit, User
from hatang.base import smtp
from hatang.base.history import action
from hatang.notices.actions import queue_mail

AddressOf = Callable[[str], str]


@dataclass(frozen=True)
class Invited:
    """An invitation that was made: its link, and whether a mail carries it."""

    invitation: Invitation
    link: str
    is_mailed: bool


@action
def invite(
    *,
    username: str,
    full_title: str,
    role: str,
    unit: Unit | None,
    email: str,
    address_of: AddressOf,
    by: User,
    at: datetime,
) -> Invited:
    """Invite a new person; without mail server or mail address the link is to be handed over.

    Raises:
        NameTaken: the username is in use.
        Refusal: the role is unknown, the username or position is empty, or the mail address is none.
    """
    invitation, secret = invite_person(
        username=username, full_title=full_title, role=role, unit=unit, email=email, by=by, at=at
    )
    return _sent(invitation, address_of(secret), at)


@action
def send_invitation_again(*, user: User, address_of: AddressOf, by: User, at: datetime) -> Invited:
    """Invite once more somebody who has not come yet; the former link opens nothing any more.

    Raises:
        Conflict: the person has come already.
    """
    invitation, secret = invite_again(user=user, by=by, at=at)
    return _sent(invitation, address_of(secret), at)


def _sent(invitation: Invitation, link: str, at: datetime) -> Invited:
    user = invitation.user
    if not (smtp.is_set() and user.email):
        return Invited(invitation, link, is_mailed=False)
    with translation.override(user.language):
        queue_mail(to=user.email, subject=_("Invitation to Hạ Tầng"), text=_letter(invitation, link), at=at)
    return Invited(invitation, link, is_mailed=True)


def _letter(invitation: Invitation, link: str) -> str:
    user = invitation.user
    lines = [
        _("You are invited to Hạ Tầng, the province's digital-infrastructure programme."),
        _("Position: %(title)s") % {"title": user.full_title},
        _("Unit: %(unit)s") % {"unit": user.unit} if user.unit else "",
        _("Username: %(name)s") % {"name": user.username},
        "",
        _("Choose your password here:"),
        link,
        "",
        _("The link works once, until %(until)s.")
        % {"until": date_words(localtime(invitation.expires_at), "H:i d/m/Y")},
        _("If you did not expect this, leave it alone: nothing happens without you."),
    ]
    return "\n".join(lines) + "\n"
