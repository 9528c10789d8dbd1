"""A forgotten password: a link by mail, where the house sends mail."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock, smtp
from hatang.notices.actions import queue_mail


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """The form that asks for a mail address; there is none in a house without mail."""
    if not smtp.is_set():
        raise Http404
    answer: HttpResponse = account.password_reset(request)
    return answer


def send_link(user: User, email: str, link: str) -> None:
    """Send a person the link by which a new password is chosen."""
    with translation.override(user.language):
        text = "\n".join(
            [
                _("Somebody asked for a new password of the account %(name)s.") % {"name": user.username},
                _("Choose it here, within two hours:"),
                link,
                "",
                _("If it was not you, leave this alone: your password stays as it is."),
            ]
        )
        queue_mail(to=email, subject=_("A new password for Hạ Tầng"), text=text + "\n", at=clock.now())
