"""The inbox, and how a person wants mail."""

from datetime import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import may_manage_users, signed_in
from hatang.base import clock, smtp
from hatang.base.lists import number, page_of
from hatang.base.refusal import NotFound, Refusal
from hatang.notices import access, actions, queries
from hatang.notices.rules import DIGEST_TIME, Pace

UNREAD = "chua-doc"


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person was told."""
    user = signed_in(request)
    is_unread = request.GET.get("xem") == UNREAD
    page = page_of(queries.inbox(user, is_unread=is_unread), request.GET, size=30)
    context = {
        "page": page,
        "lines": queries.lines(user, list(page)),
        # What comes in while the page is read stays unread.
        "last": queries.newest(user),
        "n_unread": queries.n_unread(user),
        "is_unread": is_unread,
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    user = signed_in(request)
    notice = actions.read_notice(notice=access.get_notice(user, notice_id), by=user, at=clock.now())
    [line] = queries.lines(user, [notice])
    if not line.address:
        raise NotFound(_("You can no longer see what this is about."))
    return redirect(line.address)


@require_POST
def read_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read."""
    user = signed_in(request)
    actions.read_notice(notice=access.get_notice(user, notice_id), by=user, at=clock.now())
    return redirect(_list_address(request))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark what the page showed as read."""
    user = signed_in(request)
    actions.read_all(last=number(request.POST, "den") or 0, by=user, at=clock.now())
    return redirect("notices:inbox")


@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    """What the person follows, with the way to stop."""
    user = signed_in(request)
    page = page_of(queries.follows_of(user), request.GET)
    about = queries.subjects_of(user, list(page))
    rows = [(row, about.get((row.subject_kind, row.subject_id))) for row in page]
    return render(request, "notices/follows.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often the person wants mail, and when not."""
    user = signed_in(request)
    if request.method != "POST":
        wish = queries.wishes_of([user])[user.pk]
        shown = {
            "pace": wish.pace,
            "quiet_from": _said(wish.quiet_from),
            "quiet_until": _said(wish.quiet_until),
        }
        return _form(request, shown)
    sent = {name: request.POST.get(key, "") for name, key in _FIELDS.items()}
    try:
        actions.choose_mail(
            pace=sent["pace"],
            quiet_from=_time(sent["quiet_from"]),
            quiet_until=_time(sent["quiet_until"]),
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _form(request, sent, refusal)
    messages.success(request, _("Saved: this is how you get mail from now on."))
    return redirect("notices:preferences")


_FIELDS = {"pace": "nhip", "quiet_from": "yen-tu", "quiet_until": "yen-den"}


def _form(request: HttpRequest, shown: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    paces = [
        (Pace.AT_ONCE.value, _("At once")),
        (Pace.DAILY.value, _("Once a day, at %(time)s") % {"time": _said(DIGEST_TIME)}),
        (Pace.NONE.value, _("No mail")),
    ]
    context = {
        **shown,
        "paces": paces,
        "is_mail_set": smtp.is_set(),
        "may_set_webhooks": may_manage_users(signed_in(request)),
        "error": refusal,
    }
    return render(request, "notices/preferences.html", context, status=refusal.status if refusal else 200)


def _time(words: str) -> time | None:
    if not words.strip():
        return None
    try:
        return time.fromisoformat(words.strip()).replace(tzinfo=None)
    except ValueError as error:
        raise Refusal(
            _("“%(words)s” is no time of the day.") % {"words": words[:20]}, field="quiet"
        ) from error


def _said(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment is not None else ""


def _list_address(request: HttpRequest) -> str:
    address = reverse("notices:inbox")
    return f"{address}?xem={UNREAD}" if request.POST.get("xem") == UNREAD else address
