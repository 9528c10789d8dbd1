"""How somebody signs in: the second factor, and what happened at the door."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts import actions
from hatang.accounts.access import (
    get_person,
    may_manage_users,
    may_see_audit,
    require,
    signed_in,
    visible_sign_ins,
)
from hatang.accounts.models import OutsideIdentity, SignInEvent, SignInOutcome, User
from hatang.accounts.queries import living_sessions
from hatang.accounts.rules import device_name
from hatang.accounts.views.callers import caller_of
from hatang.base import clock
from hatang.base.lists import choice, day, number, words
from hatang.base.sheets import Column, sheet_kind, sheet_response

# The name allauth knows the one provider by.
OIDC_PROVIDER = "oidc"
ROWS_A_PAGE = 50
ROWS_A_SHEET = 20_000
_GOOD = frozenset({SignInOutcome.SIGNED_IN, SignInOutcome.FACTOR_ADDED})
_BAD = frozenset(
    {
        SignInOutcome.WRONG_PASSWORD,
        SignInOutcome.WRONG_CODE,
        SignInOutcome.LOCKED_OUT,
        SignInOutcome.ACCOUNT_CLOSED,
    }
)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """The person's own second factor and latest sign-ins."""
    user = signed_in(request)
    factors = {one.type: one for one in Authenticator.objects.filter(user=user)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "factor": factors.get(Authenticator.Type.TOTP),
        "sessions": _places(living_sessions(user), request.session.session_key),
        "n_codes": len(codes.wrap().get_unused_codes()) if codes else 0,
        "events": _lines(visible_sign_ins(user).filter(user=user).select_related("user", "by")[:20]),
    }
    return render(request, "accounts/security.html", context)


def door_of(user: User, person: User) -> dict[str, object]:
    """What an administrator sees of how a person signs in."""
    events = visible_sign_ins(user).filter(user=person).select_related("user", "by")
    return {
        "factor": Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first(),
        "events": _lines(events[:10]),
        "sessions": _places(living_sessions(person), None),
        "outside_name": settings.OIDC_NAME,
        "is_awaited": actions.is_awaited(person),
        "invitation": person.invitations.order_by("-pk").first(),
        "now": clock.now(),
        "identity": OutsideIdentity.objects.filter(user=person, issuer=settings.OIDC_ISSUER).first(),
    }


@require_POST
def remove_factor(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    user = signed_in(request)
    require(may_manage_users(user))
    person = get_person(user, person_id)
    actions.remove_second_factor(user=person, caller=caller_of(request), by=user, at=clock.now())
    messages.success(request, _("The second factor is removed; the password alone signs in."))
    return redirect("accounts:person", person_id)


@require_safe
def sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Everything that happened at the door, the newest first, as a page or a sheet."""
    user = signed_in(request)
    require(may_see_audit(user))
    query = request.GET
    outcome = choice(query, "ket-qua", SignInOutcome.values)
    since, until, before = day(query, "tu"), day(query, "den"), number(query, "truoc")
    rows = visible_sign_ins(user).fitting(words(query), outcome).between(since, until)
    rows = rows.select_related("user", "by")
    if kind := sheet_kind(query.get("dinh-dang")):
        return sheet_response(
            kind, name="nhat-ky-dang-nhap", title=_("Sign-ins"), columns=_columns(), rows=rows[:ROWS_A_SHEET]
        )
    found = list((rows.filter(pk__lt=before) if before else rows)[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    context = {
        "events": _lines(shown),
        "words": words(query),
        "outcome": outcome,
        "outcomes": [("", _("Everything")), *SignInOutcome.choices],
        "since": since,
        "until": until,
        "following": shown[-1].pk if len(found) > ROWS_A_PAGE else None,
    }
    return render(request, "accounts/sign_ins.html", context)


def _places(sessions: list[UserSession], here: str | None) -> list[tuple[UserSession, str, bool]]:
    """Each session with its device in words, and whether it is the one that asks."""
    return [(one, device_name(one.user_agent), one.session_key == here) for one in sessions]


def _means(event: SignInEvent) -> str:
    words = {
        "password": _("password"),
        "totp": _("code of the app"),
        "recovery_codes": _("recovery code"),
        OIDC_PROVIDER: settings.OIDC_NAME,
    }
    return ", ".join(words.get(part, part) for part in event.means.split(", ") if part)


def _lines(events: Iterable[SignInEvent]) -> list[tuple[SignInEvent, str, str, str]]:
    """Each event with its device and means in words and the look of its outcome."""
    return [
        (
            event,
            device_name(event.user_agent),
            _means(event),
            "is-done" if event.outcome in _GOOD else "is-late" if event.outcome in _BAD else "",
        )
        for event in events
    ]


def _columns() -> list[Column[SignInEvent]]:
    return [
        Column(_("When"), lambda row: row.at.isoformat(), 26),
        Column(_("What happened"), lambda row: row.get_outcome_display(), 36),
        Column(_("Username"), lambda row: row.user.username if row.user else row.name, 24),
        Column(_("Position"), lambda row: row.user.full_title if row.user else "", 40),
        Column(_("By which means"), _means, 24),
        Column(_("From where"), lambda row: row.address, 20),
        Column(_("Device"), lambda row: row.user_agent, 60),
        Column(_("Who"), lambda row: row.by.full_title if row.by else "", 40),
    ]
