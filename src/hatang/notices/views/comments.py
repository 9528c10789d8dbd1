"""Saying something about a subject, and following it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.notices import access, actions
from hatang.notices.actions.comments import AlreadySent, Written, version_of
from hatang.notices.models import Comment
from hatang.notices.rules import MOST_CHARACTERS
from hatang.notices.subjects import Subject


@require_POST
def write(request: HttpRequest, word: str, subject_id: int) -> HttpResponse:
    """Say something about a subject; what was refused stays in the form."""
    user = signed_in(request)
    subject = access.get_subject(user, word, subject_id)
    text, mark = request.POST.get("loi", ""), mark_of(request)
    try:
        written = actions.write_comment(subject=subject, text=text, mark=mark, by=user, at=clock.now())
    except NotAllowed:
        raise
    except AlreadySent as refusal:
        return _form(request, subject, {"text": text, "mark": uuid4()}, refusal)
    except Refusal as refusal:
        return _form(request, subject, {"text": text, "mark": mark}, refusal)
    _tell(request, written)
    return _back(subject, written.comment)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Give one's own comment other words."""
    user = signed_in(request)
    comment = access.get_comment(user, comment_id)
    subject = access.get_subject(user, comment.subject_kind, comment.subject_id)
    if request.method != "POST":
        require(access.may_change_comment(user, comment, at=clock.now()))
        return _form(request, subject, _shown(comment, comment.text))
    text, seen = request.POST.get("loi", ""), request.POST.get("ban", "")
    try:
        written = actions.change_comment(comment=comment, text=text, seen=seen, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, subject, _shown(comment, text), refusal)
    _tell(request, written)
    return _back(subject, comment)


@require_POST
def remove(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show one's own comment no more."""
    user = signed_in(request)
    comment = access.get_comment(user, comment_id)
    subject = access.get_subject(user, comment.subject_kind, comment.subject_id)
    actions.remove_comment(comment=comment, by=user, at=clock.now())
    messages.success(request, _("Your comment was removed."))
    return redirect(f"{subject.url}#trao-doi")


@require_POST
def set_follow(request: HttpRequest, word: str, subject_id: int) -> HttpResponse:
    """Follow a subject, or follow it no more."""
    user = signed_in(request)
    subject = access.get_subject(user, word, subject_id)
    if request.POST.get("theo-doi") == "1":
        actions.follow(subject=subject, by=user, at=clock.now())
        messages.success(request, _("You follow this from now on."))
    else:
        actions.unfollow(subject=subject, by=user, at=clock.now())
        messages.success(request, _("You do not follow this any more."))
    if request.POST.get("ve") == "danh-sach":
        return redirect("notices:follows")
    return redirect(f"{subject.url}#trao-doi")


def mark_of(request: HttpRequest) -> UUID:
    """What tells this form from the next one; a form without it counts as a new one."""
    try:
        return UUID(request.POST.get("dau", ""))
    except ValueError:
        return uuid4()


def _shown(comment: Comment, text: str) -> dict[str, object]:
    return {"comment": comment, "text": text, "version": version_of(comment)}


def _form(
    request: HttpRequest, subject: Subject, values: dict[str, object], refusal: Refusal | None = None
) -> HttpResponse:
    context = {"subject": subject, "most": MOST_CHARACTERS, "error": refusal, **values}
    return render(request, "notices/write.html", context, status=refusal.status if refusal else 200)


def _tell(request: HttpRequest, written: Written) -> None:
    if written.unknown:
        names = ", ".join(f"@{name}" for name in written.unknown)
        said = _("Nobody who may read this is called %(names)s: nobody was told.")
        messages.warning(request, said % {"names": names})


def _back(subject: Subject, comment: Comment) -> HttpResponse:
    return redirect(f"{subject.url}#loi-{comment.pk}")
