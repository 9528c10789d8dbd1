"""The calendar of deadlines, as a month and as addresses that calendar programs read."""

import calendar as months
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.programme import access, actions, queries
from hatang.programme.calendars import MEDIA_TYPE, calendar_file
from hatang.programme.forms import Chosen
from hatang.programme.models import Milestone, Obligation
from hatang.programme.sheets.calendar import calendar_sheet
from hatang.programme.views.lists import chosen_unit, list_options, task_context

# A calendar program is given this much of the past and the future, and no more entries than this.
DAYS_BACK, DAYS_AHEAD, MOST_ENTRIES = 366, 731, 2000
MOST_MILESTONES, MILESTONES_A_MONTH = 500, 40
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """A month of deadlines as a page or a file; with the list of a day where the address names one."""
    user, chosen, today = signed_in(request), Chosen.read(request.GET), clock.today()
    asked = chosen.of_tasks(chosen_unit(user, chosen))
    if request.GET.get("dinh-dang") == "ics":
        return _file(request, user, chosen, name=_("Tasks"))
    day = _day(request.GET.get("ngay", ""))
    month = day.replace(day=1) if day else _day(f"{request.GET.get('thang', '')}-01") or today.replace(day=1)
    weeks = months.Calendar().monthdatescalendar(month.year, month.month)
    found = queries.calendar_days(user, asked, first=weeks[0][0], last=weeks[-1][-1], today=today)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        due = queries.tasks_of_days(user, asked, first=month, last=_last_of(month), today=today)
        promised = _promised(user, asked, month, today)[:MOST_MILESTONES]
        under = chosen.in_words(*list_options(user))
        return calendar_sheet(
            kind, month=month, due=due, weeks=weeks, shown=found, under=under, promised=promised
        )
    context: dict[str, Any] = {
        **task_context(user, chosen),
        "view": "calendar",
        "month": month,
        "weeks": [[(one, found.get(one)) for one in week] for week in weeks],
        "weekdays": [WEEKDAYS_ABBR[place] for place in range(7)],
        "n": sum(found[one].n for one in found if one.month == month.month),
        "before": f"{month - timedelta(days=1):%Y-%m}",
        "after": f"{month + timedelta(days=31):%Y-%m}",
        "kept": [("thang", f"{month:%Y-%m}")] if month != today.replace(day=1) else [],
        "today": today,
        "milestones": _promised(user, asked, month, today)[:MILESTONES_A_MONTH],
        "feed_query": chosen.as_query(),
    }
    if day is not None:
        on_day = queries.tasks_due(user, asked, first=day, last=day, today=today).get(day, [])
        rows = queries.task_list(user, queries.TaskFilter(sort="path"), today=today).filter(pk__in=on_day)
        context.update(day=day, page=page_of(rows, request.GET))
    return render(request, "programme/calendar.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """The person's calendars, and the form for one more; its address is in this answer only."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    options = list_options(user)
    name, secret, refused = request.POST.get("ten", ""), "", None
    if request.method == "POST":
        try:
            _feed, secret = actions.open_feed(name=name, query=chosen.as_query(), by=user, at=clock.now())
        except Refusal as refusal:
            refused = refusal.sentence
    own = [(one, Chosen.read(QueryDict(one.query)).in_words(*options)) for one in access.own_feeds(user)]
    context = {
        "feeds": own,
        "name": "" if secret else name,
        "filters": chosen.in_words(*options),
        "query": chosen.as_query(),
        "address": request.build_absolute_uri(reverse("programme:feed", args=[secret])) if secret else "",
        "refused": refused,
        "most": MOST_ENTRIES,
    }
    return render(request, "programme/feeds.html", context, status=400 if refused else 200)


@require_POST
def revoke_feed(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Close the address of a calendar."""
    user = signed_in(request)
    closed = actions.revoke_feed(feed=access.get_feed(user, feed_id), by=user, at=clock.now())
    messages.success(request, _("The calendar “%(name)s” is read no more.") % {"name": closed.name})
    return redirect("programme:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads: the deadlines the person of the address may see."""
    found = actions.use_feed(secret=secret, at=clock.now())
    with translation.override(found.user.language):
        return _file(request, found.user, Chosen.read(QueryDict(found.query)), name=found.name)


def _file(request: HttpRequest, user: User, chosen: Chosen, *, name: str) -> HttpResponse:
    now, today = clock.now(), clock.today()
    asked = chosen.of_tasks(chosen_unit(user, chosen))
    span = {"first": today - timedelta(days=DAYS_BACK), "last": today + timedelta(days=DAYS_AHEAD)}
    due = queries.tasks_due(user, asked, today=today, **span)
    # What lies nearest to today goes first where there is too much.
    places = [(day, pk) for day, pks in due.items() for pk in pks]
    nearest = sorted(places, key=lambda place: abs((place[0] - today).days))[:MOST_ENTRIES]
    tasks = queries.task_list(user, queries.TaskFilter(), today=today)
    known = {task.pk: task for task in tasks.filter(pk__in={pk for _day, pk in nearest})}
    entries = [(day, known[pk]) for day, pk in sorted(nearest) if pk in known]

    milestones = queries.milestones_due(user, asked, today=today, **span)[:MOST_MILESTONES]

    def address_of(one: Any) -> str:
        page = "obligation" if isinstance(one, Obligation) else "task"
        return request.build_absolute_uri(reverse(f"programme:{page}", args=[one.pk]))

    content = calendar_file(entries, milestones, name=name, at=now, address_of=address_of)
    headers = {
        "Content-Disposition": 'inline; filename="nhiem-vu.ics"',
        "Cache-Control": "private, max-age=900",
        "Referrer-Policy": "no-referrer",
    }
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


def _promised(user: User, asked: queries.TaskFilter, month: date, today: date) -> "QuerySet[Milestone]":
    """The milestones of a month."""
    return queries.milestones_due(user, asked, first=month, last=_last_of(month), today=today)


def _last_of(month: date) -> date:
    return month.replace(day=months.monthrange(month.year, month.month)[1])


def _day(text: str) -> date | None:
    """A day of the address as YYYY-MM-DD, within years a calendar can show."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
