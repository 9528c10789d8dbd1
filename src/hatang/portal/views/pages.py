"""Pages that combine rooms: home, units, names without a unit."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hatang.accounts.access import (
    get_unit,
    may_manage_units,
    may_see_audit,
    require,
    signed_in,
    visible_units,
)
from hatang.accounts.models import UnitKind, User
from hatang.base import clock
from hatang.base.lists import choice, number, page_of, words
from hatang.base.refusal import Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents.access import may_upload
from hatang.portal import queries, searching
from hatang.portal.desks import desk
from hatang.portal.sheets.home import home_sheet
from hatang.portal.sheets.unit import unit_sheet
from hatang.programme.actions import settle_name
from hatang.programme.clearing import Filler
from hatang.programme.forms import FILLER_WORDS
from hatang.programme.queries import Tally, unknown_names
from hatang.programme.wording import FILLERS


@dataclass(frozen=True)
class Piece:
    """One coloured piece of a bar, in per cent of its width."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A name, its counts and where a click leads."""

    name: str
    address: str
    tally: Tally

    @property
    def pieces(self) -> list[Piece]:
        """Late, soon, done and other, from left to right."""
        tally = self.tally
        other = tally.n_all - tally.n_late - tally.n_month - tally.n_done
        counts = (("late", tally.n_late), ("soon", tally.n_month), ("done", tally.n_done), ("open", other))
        found, at = [], 0.0
        for kind, count in counts:
            width = 100 * count / max(tally.n_all, 1)
            if count:
                found.append(Piece(kind, round(at, 2), round(width, 2)))
            at += width
        return found


@dataclass(frozen=True)
class OpenQuestions:
    """Who must fill in how many of the six questions, and where these are listed."""

    name: str
    n: int
    address: str


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The programme this morning, as a page or a file."""
    user = signed_in(request)
    found = desk(user, today=clock.today())
    morning = queries.morning(user, today=clock.today(), with_tasks=found.unit is None)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return home_sheet(kind, user, desk=found, morning=morning, today=clock.today())
    tasks = reverse("programme:tasks")
    return render(
        request,
        "portal/home.html",
        {
            "today": clock.today(),
            "morning": morning,
            "desk": found,
            "gaps": [_open_questions(filler, n) for filler, n in found.gaps],
            "view": morning.view,
            "may_upload": may_upload(user),
            "by_unit": [
                Bar(row.unit.label, reverse("portal:unit", args=[row.unit.pk]), row.tally)
                for row in morning.view.by_unit
            ],
            "by_plan": [
                Bar(
                    f"{row.plan.number} {row.plan.title}".strip(),
                    f"{tasks}?{urlencode({'ke-hoach': row.plan.pk})}",
                    row.tally,
                )
                for row in morning.by_plan
            ],
        },
    )


def _open_questions(filler: Filler, n: int) -> OpenQuestions:
    word = next(word for word, one in FILLER_WORDS.items() if one == filler)
    query = urlencode({"nguoi": word, "tinh-trang": "con-thieu"})
    return OpenQuestions(str(FILLERS[filler]), n, f"{reverse('programme:gaps')}?{query}")


@require_safe
def search_all(request: HttpRequest) -> HttpResponse:
    """Search over everything."""
    user, text = signed_in(request), words(request.GET)
    found = searching.search(user, text)
    context = {"words": text, "found": found}
    return render(request, "portal/search.html", context)


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """The list of units, as a page or a sheet."""
    user = signed_in(request)
    text, kind = words(request.GET), choice(request.GET, "loai", UnitKind.values)
    order, closed = choice(request.GET, "sap-xep", ("cham",)), choice(request.GET, "da-dong", ("co",))
    rows = queries.unit_rows(
        user,
        text=text,
        kind=kind,
        today=clock.today(),
        with_closed=bool(closed),
        as_tree=not order,
    )
    if sheet := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(sheet, name="don-vi", title=_("Units"), columns=_unit_columns(), rows=rows)
    context = {
        "page": page_of(rows, request.GET),
        "words": text,
        "kind": kind,
        "is_filtered": bool(text or kind or closed),
        "kinds": [("", _("All kinds")), *UnitKind.choices],
        "order": order,
        "orders": [("", _("As they belong together")), ("cham", _("Late ones first"))],
        "closed": closed,
        "closed_options": [("", _("Left out")), ("co", _("Shown"))],
        "may_manage": may_manage_units(user),
    }
    return render(request, "portal/units.html", context)


@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """One unit and its tasks, as a page or a file."""
    user = signed_in(request)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        whole = queries.unit_page(user, get_unit(user, unit_id), today=clock.today(), n_tasks=None)
        return unit_sheet(kind, whole)
    page = queries.unit_page(user, get_unit(user, unit_id), today=clock.today())
    context = {"page": page, "unit": page.unit, "tally": page.tally, "may_manage": may_manage_units(user)}
    context |= {"may_see_audit": may_see_audit(user), "today": clock.today()}
    return render(request, "portal/unit.html", context)


@require_http_methods(["GET", "POST"])
def unknown(request: HttpRequest) -> HttpResponse:
    """Printed names that no unit answers to, and the form that says whom one means."""
    user = signed_in(request)
    if request.method == "POST":
        require(may_manage_units(user))
        _settle(request, user)
        return redirect("portal:unknown_names")
    may_name = may_manage_units(user)
    choices = [("", _("Choose a unit")), *((one.pk, one.name) for one in visible_units(user))]
    context = {"names": unknown_names(user), "may_name": may_name, "units": choices if may_name else []}
    return render(request, "portal/unknown_names.html", context)


def _settle(request: HttpRequest, user: User) -> None:
    """Let a printed name mean the unit that was chosen."""
    unit_id = number(request.POST, "don-vi")
    if unit_id is None:
        raise Refusal(_("Choose a unit."), field="don-vi")
    named, printed = get_unit(user, unit_id), request.POST.get("ten", "")
    if printed not in [name.printed_name for name in unknown_names(user)]:
        # Settled meanwhile, by a second click or somebody else, or printed nowhere.
        messages.info(request, _("This name no longer waits for a unit."))
        return
    count = settle_name(printed_name=printed, named=named, by=user, at=clock.now())
    said = ngettext("%(n)s place now names %(unit)s.", "%(n)s places now name %(unit)s.", count)
    messages.success(request, said % {"n": count, "unit": named})


def _unit_columns() -> list[Column[queries.UnitRow]]:
    return [
        Column(_("Unit"), lambda row: row.unit.name, 48),
        Column(_("Code"), lambda row: row.unit.code, 18),
        Column(_("Kind"), lambda row: row.unit.get_kind_display(), 28),
        Column(_("Belongs to"), lambda row: row.unit.parent.name if row.unit.parent else "", 40),
        Column(_("Exists from"), lambda row: row.unit.valid_from, 16),
        Column(_("First day without it"), lambda row: row.unit.valid_to, 16),
        Column(_("Late"), lambda row: row.tally.n_late, 12),
        Column(_("Within 30 days"), lambda row: row.tally.n_month, 16),
        Column(_("Done"), lambda row: row.tally.n_done, 14),
        Column(_("All"), lambda row: row.tally.n_all, 12),
    ]
