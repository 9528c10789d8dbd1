"""Where somebody is signed in, and the end of it."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hatang.accounts import actions
from hatang.accounts.access import get_person, get_session, may_manage_users, require, signed_in
from hatang.accounts.models import User
from hatang.accounts.queries import living_sessions
from hatang.accounts.views.callers import caller_of
from hatang.base import clock


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign the person out of one place."""
    user = signed_in(request)
    _end(request, [get_session(user, session_id)], user, by=user)
    return redirect("accounts:security")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the person out everywhere else."""
    user = signed_in(request)
    here = request.session.session_key
    _end(request, [one for one in living_sessions(user) if one.session_key != here], user, by=user)
    return redirect("accounts:security")


@require_POST
def end_all_sessions(request: HttpRequest, person_id: int) -> HttpResponse:
    """Sign somebody else out everywhere."""
    user = signed_in(request)
    require(may_manage_users(user))
    person = get_person(user, person_id)
    _end(request, living_sessions(person), person, by=user)
    return redirect("accounts:person", person_id)


def _end(request: HttpRequest, sessions: list[UserSession], person: User, *, by: User) -> None:
    n_ended = actions.end_sessions(
        sessions=sessions, user=person, caller=caller_of(request), by=by, at=clock.now()
    )
    said = ngettext("%(n)s session was ended.", "%(n)s sessions were ended.", n_ended) % {"n": n_ended}
    messages.success(request, said)
