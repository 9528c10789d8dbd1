"""Escalations about a thing on its own page, and the form that begins them there."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.chasing import access, queries
from hatang.chasing.queries import WAYS, Candidate
from hatang.notices import asides
from hatang.notices.subjects import subject_of


def register() -> None:
    """Show escalations on the pages of tasks, of what units owe, of campaigns and of reports."""
    for kind in WAYS:
        asides.register(kind, _show)


def _show(request: HttpRequest, kind: str, row: Any) -> str:
    user, today = signed_in(request), clock.today()
    subject = subject_of(kind, row)
    lines = queries.escalations_about(user, subject, today=today)
    found: tuple[list[Candidate], int] = ([], 0)
    if access.may_begin(user):
        found = queries.candidates(user, unit=None, about=subject, today=today)
    rows, n_all = found
    if not lines and not rows:
        return ""
    context = {"subject": subject, "lines": lines, "rows": rows, "n_all": n_all}
    return render_to_string("chasing/about.html", context, request)
