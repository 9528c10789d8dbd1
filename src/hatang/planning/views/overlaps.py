"""Overlaps of projects, as found and as settled; the register of shared platforms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import choice, number
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.planning import access, actions, queries
from hatang.planning.models import OverlapSettlement, Project, SharedPlatform
from hatang.planning.project_forms import level_options, platform_by, typed_platform
from hatang.planning.queries import FoundOverlap
from hatang.planning.wording_of_projects import ground_words

_SETTLEMENTS = {
    "khong": (OverlapSettlement.DIFFERENT, ""),
    "gop": (OverlapSettlement.MERGED, ""),
    "dung-mot": (OverlapSettlement.STOPPED, "project"),
    "dung-hai": (OverlapSettlement.STOPPED, "other"),
}
_SHOWN = {"con-mo": True, "da-quyet": False}


@require_safe
def overlap_list(request: HttpRequest) -> HttpResponseBase:
    """What may overlap and what was settled; of one's own units for who does not see every project."""
    user = signed_in(request)
    shown = choice(request.GET, "tinh-trang", _SHOWN)
    rows = [one for one in queries.findings(user) if not shown or one.is_open is _SHOWN[shown]]
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(kind, name="chong-lan", title=_("Overlaps"), columns=_columns(), rows=rows)
    return render(request, "planning/overlaps.html", _context(user, rows, shown))


@require_POST
def settle_overlap(request: HttpRequest, project_id: int) -> HttpResponse:
    """Decide about a project and another side; what was refused stays in its form."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    require(access.may_decide_projects(user))
    other = _other(user, request.POST.get("voi", ""))
    settlement, stops = _SETTLEMENTS.get(request.POST.get("quyet-dinh", ""), ("", ""))
    stopped = {"project": found, "other": other}.get(stops)
    reason = request.POST.get("ly-do", "")
    try:
        actions.settle_overlap(
            project=found,
            other=other,
            settlement=settlement,
            stopped=stopped if isinstance(stopped, Project) else None,
            reason=reason,
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        refused = {
            "sentence": refusal.sentence,
            "pair": f"{found.pk}-{queries.key_of(other)}",
            "reason": reason,
            "settlement": request.POST.get("quyet-dinh", ""),
        }
        context = {**_context(user, queries.findings(user), ""), "refused": refused}
        return render(request, "planning/overlaps.html", context, status=refusal.status)
    messages.success(request, _("Settled; the units were told."))
    return redirect("planning:overlaps")


@require_safe
def platform_list(request: HttpRequest) -> HttpResponseBase:
    """The shared platforms that units use instead of building their own; as a page or a file."""
    user = signed_in(request)
    rows = SharedPlatform.objects.order_by("retired_at", "level", "name")
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        columns = [
            Column[SharedPlatform](_("Platform"), lambda row: row.name, 40),
            Column[SharedPlatform](
                _("National or of the province"), lambda row: str(row.get_level_display()), 14
            ),
            Column[SharedPlatform](_("Run by"), lambda row: row.owner, 30),
            Column[SharedPlatform](_("What it does"), lambda row: row.about, 50),
            Column[SharedPlatform](_("Named in"), lambda row: row.named_in, 30),
        ]
        title = _("Shared platforms")
        return sheet_response(kind, name="nen-tang-dung-chung", title=title, columns=columns, rows=rows)
    context = {"rows": rows, "may_write": access.may_write_platforms(user)}
    return render(request, "planning/platforms.html", context)


@require_http_methods(["GET", "POST"])
def new_platform(request: HttpRequest) -> HttpResponse:
    """Enter a shared platform."""
    return _put(request, None)


@require_http_methods(["GET", "POST"])
def change_platform(request: HttpRequest, platform_id: int) -> HttpResponse:
    """Change what is said of a shared platform."""
    return _put(request, access.get_platform(signed_in(request), platform_id))


def _put(request: HttpRequest, platform: SharedPlatform | None) -> HttpResponse:
    user = signed_in(request)
    require(access.may_write_platforms(user))
    refusal = None
    if request.method == "POST":
        try:
            facts = platform_by(request.POST)
            seen = number(request.POST, "thay") or 0
            actions.put_platform(platform=platform, facts=facts, seen=seen, by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return redirect("planning:platforms")
    context = {
        "platform": platform,
        "typed": typed_platform(platform, request.POST if request.method == "POST" else None),
        "levels": level_options(),
        "kept": _kept(platform, refusal),
        "seen": _revision(request, platform, refusal),
        "error": refusal,
    }
    return render(request, "planning/platform_form.html", context, status=refusal.status if refusal else 200)


def _kept(platform: SharedPlatform | None, refusal: Refusal | None) -> SharedPlatform | None:
    """What somebody faster has kept, to stand beside what was typed."""
    return platform if isinstance(refusal, actions.StalePlatform) else None


def _revision(request: HttpRequest, platform: SharedPlatform | None, refusal: Refusal | None) -> int:
    """What the form shows as seen: after somebody was faster the new state."""
    if platform is None:
        return 0
    is_as_sent = refusal is not None and not isinstance(refusal, actions.StalePlatform)
    return number(request.POST, "thay") or 0 if is_as_sent else platform.revision


def _other(user: User, key: str) -> Project | SharedPlatform:
    """The other side by its key of a form, "p12" or "n3"."""
    pk = number({"pk": key[1:]}, "pk")
    if pk is not None and key[:1] == "p":
        return access.get_project(user, pk)
    if pk is not None and key[:1] == "n":
        return access.get_platform(user, pk)
    raise NotFound(_("There is no such project."))


def _context(user: User, rows: list[FoundOverlap], shown: str) -> dict[str, object]:
    return {
        "rows": rows,
        "n_open": sum(row.is_open for row in rows),
        "shown": shown,
        "states": [
            ("", _("All states")),
            ("con-mo", _("To be settled")),
            ("da-quyet", _("Settled or ended")),
        ],
        "may_settle": access.may_decide_projects(user),
        "may_open": access.sees_every_project(user),
    }


def _columns() -> list[Column[FoundOverlap]]:
    return [
        Column(_("Project"), lambda row: f"{row.project.code} {row.project.title}", 36),
        Column(_("Unit"), lambda row: str(row.project.unit), 24),
        Column(_("Other side"), lambda row: str(row.other), 36),
        Column(_("Its unit"), lambda row: _unit_of(row), 24),
        Column(_("Why"), lambda row: "; ".join(ground_words(one) for one in row.grounds), 28),
        Column(_("Words in common"), lambda row: " ".join(row.words), 28),
        Column(_("Decision"), _decision, 40),
    ]


def _unit_of(row: FoundOverlap) -> str:
    other = row.other
    return str(other.unit) if isinstance(other, Project) else other.owner


def _decision(row: FoundOverlap) -> str:
    if not row.decisions:
        return ""
    made = row.decisions[0]
    return f"{made.get_settlement_display()}: {made.reason}"
