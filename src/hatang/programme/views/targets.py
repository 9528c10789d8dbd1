"""The page of a target, and what people say about it there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import asks_leader, get_unit, signed_in, visible_units, works_for
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.figures import read_figure
from hatang.base.lists import EARLIEST, LATEST, number
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.programme import access, actions
from hatang.programme.forms import unit_options
from hatang.programme.models import Direction, Holder, Strength, Target
from hatang.programme.queries.measures import indicator_options, measured_target
from hatang.programme.queries.quotas import quota_table
from hatang.programme.queries.rulings import rulings_of
from hatang.programme.queries.targets import TargetPage, target_page
from hatang.programme.sheets.target import target_sheet
from hatang.programme.views.items import parts_of

_YEAR = "nam-"


@dataclass(frozen=True)
class RefusedTarget:
    """Which form of the page was refused, why, and what was typed into it."""

    form: str
    sentence: str
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def figure(self) -> str:
        """The figure that was typed into a correction."""
        return self.typed.get("gia-tri", "")

    @property
    def reason(self) -> str:
        """The reason that was typed into a correction."""
        return self.typed.get("ly-do", "")


@require_safe
def target(request: HttpRequest, target_id: int) -> HttpResponseBase:
    """One target: its words, the number to reach, its way, by when and by whom; as a page or a file."""
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        user, today = signed_in(request), clock.today()
        page = target_page(user, target_id, today=today)
        quotas = quota_table(page.target, year=number(request.GET, "nam"), today=today)
        return target_sheet(kind, user, page, quotas=quotas)
    return show_target(request, target_id)


def show_target(
    request: HttpRequest, target_id: int, *, refused: RefusedTarget | None = None, status: int = 200
) -> HttpResponse:
    """The page of a target; what was refused is told beside what was typed."""
    user = signed_in(request)
    page = target_page(user, target_id, today=clock.today())
    may_say = access.may_set_target(user, page.target) and page.target.withdrawn_at is None
    context: dict[str, Any] = {
        "page": page,
        "target": page.target,
        "parts": parts_of(page.target),
        "rulings": rulings_of(user, page.target),
        "refused": refused,
        "may_say": may_say,
        "quotas": quota_table(page.target, year=number(request.GET, "nam"), today=clock.today()),
    }
    if page.target.withdrawn_at is None:
        context |= _declare_form(user, page, refused)
    context["measured"] = measured_target(page.target)
    if may_say:
        context["indicators"] = indicator_options(user)
        context |= _facts_form(user, page, refused)
    return render(request, "programme/target.html", context, status=status)


@require_POST
def set_target_facts(request: HttpRequest, target_id: int) -> HttpResponse:
    """Say what the plan leaves open about a target."""

    def do(found: Target, user: User) -> str:
        access.require_setting(user, found)
        facts = _facts(request, user)
        seen = number(request.POST, "thay")
        actions.set_target_facts(
            target=found, facts=facts, seen=-1 if seen is None else seen, by=user, at=clock.now()
        )
        return _("The target was saved.")

    return run_on_target(request, target_id, "facts", do)


def run_on_target(
    request: HttpRequest, target_id: int, form: str, do: Callable[[Target, User], str]
) -> HttpResponse:
    """Do what a form asks; what is refused is shown with the words that were typed."""
    user = signed_in(request)
    found = access.get_target(user, target_id)
    try:
        said = do(found, user)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        typed = {name: str(value)[:400] for name, value in request.POST.items()}
        refused = RefusedTarget(form, refusal.sentence, typed)
        return show_target(request, target_id, refused=refused, status=refusal.status)
    messages.success(request, said)
    return redirect("programme:target", target_id)


def figure(request: HttpRequest, name: str) -> Decimal | None:
    """A figure of a form, None where it is left empty.

    Raises:
        Refusal: it is no figure.
    """
    try:
        return read_figure(request.POST.get(name, ""))
    except ValueError as error:
        raise Refusal(
            _("Write a figure such as 1.234,5, with at most six places behind the comma."), field=name
        ) from error


def day(request: HttpRequest, name: str) -> date | None:
    """A day of a form, None where it is left empty.

    Raises:
        Refusal: it is no day.
    """
    text = request.POST.get(name, "").strip()
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if text and (found is None or not EARLIEST <= found <= LATEST):
        raise Refusal(_("Enter a day, such as 2026-01-31."), field=name)
    return found


def _facts(request: HttpRequest, user: User) -> actions.TargetFacts:
    """What the form says."""
    post = request.POST
    unit_id = number(post, "don-vi")
    typed = [name.removeprefix(_YEAR) for name in post if name.startswith(_YEAR)]
    years = [int(year) for year in typed if year.isdecimal() and len(year) <= len("2026")]
    values = {year: figure(request, f"{_YEAR}{year}") for year in years}
    return actions.TargetFacts(
        direction=post.get("huong", ""),
        strength=post.get("muc-do", ""),
        holder=post.get("chu-the", ""),
        holder_unit=get_unit(user, unit_id) if unit_id is not None else None,
        numerator=" ".join(post.get("tu-so", "").split()),
        denominator=" ".join(post.get("mau-so", "").split()),
        baseline_value=figure(request, "goc-gia-tri"),
        baseline_on=day(request, "goc-ngay"),
        baseline_source=" ".join(post.get("goc-nguon", "").split()),
        path={year: value for year, value in values.items() if value is not None},
    )


def _declare_form(user: User, page: TargetPage, refused: RefusedTarget | None) -> dict[str, Any]:
    """Of whom the user may declare a figure, which ones may be corrected, and what was typed."""
    whole = access.may_declare(user, page.target, None)
    units = list(access.part_units(page.target))
    is_follower = access.follows(user, page.target.plan)
    own = {unit.pk for unit in units if is_follower or works_for(user, unit.pk)}
    for one in cast("list[Any]", page.values):
        one.form = f"correct-{one.pk}"
        one.may_correct = not one.is_replaced and (whole if one.unit_id is None else one.unit_id in own)
    choices = [("", _("The whole target"))] if whole else []
    choices += [(str(unit.pk), unit.name) for unit in units if unit.pk in own]
    asked = {*own, *([page.target.holder_unit_id] if whole else [])}
    typed = refused.typed if refused is not None and refused.form == "declare" else {}
    names = ("phan-cua", "den-ngay", "gia-tri", "ghi-chu")
    return {
        "declarers": choices,
        "asks_leader": bool(choices) and all(asks_leader(user, unit_id) for unit_id in asked),
        "declared": {name.replace("-", "_"): typed.get(name, "") for name in names},
    }


def _facts_form(user: User, page: TargetPage, refused: RefusedTarget | None) -> dict[str, Any]:
    """What the form of the facts offers: what is kept, or what was typed where it was refused."""
    kept = page.target
    typed = refused.typed if refused is not None and refused.form == "facts" else None
    values = {
        "huong": kept.direction,
        "muc_do": kept.strength,
        "chu_the": kept.holder,
        "don_vi": str(kept.holder_unit_id or ""),
        "tu_so": kept.numerator,
        "mau_so": kept.denominator,
        "goc_gia_tri": in_field(kept.baseline_value),
        "goc_ngay": kept.baseline_on.isoformat() if kept.baseline_on else "",
        "goc_nguon": kept.baseline_source,
    }
    years = [(one.year, in_field(one.value)) for one in page.years]
    if typed is not None:
        values = {name: typed.get(name.replace("_", "-"), "") for name in values}
        years = [(year, typed.get(f"{_YEAR}{year}", "")) for year, _kept in years]
    return {
        "form": values,
        "form_years": years,
        "directions": [("", "—"), *Direction.choices],
        "strengths": [("", "—"), *Strength.choices],
        "holders": [("", "—"), *Holder.choices],
        "form_units": [("", "—"), *unit_options(list(visible_units(user)))[1:]],
    }


def in_field(value: Decimal | None) -> str:
    """A figure as it stands in a field, with a comma."""
    if value is None:
        return ""
    return f"{value.normalize():f}".replace(".", ",")
