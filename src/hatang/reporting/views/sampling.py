"""The sample of a survey: drawn from a list, and what was answered by stratum and for the whole list."""

from secrets import randbelow

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import choice, number
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.base.sheets import sheet_kind
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import DrawRule
from hatang.reporting.choosing import choices_of, expected_by
from hatang.reporting.models import Campaign, StratifiedBy
from hatang.reporting.queries.working import share_words
from hatang.reporting.survey_sheets import rule_words, survey_lines, survey_sheet

# Words of the form for what a list is divided by.
_DIVIDED = {
    "loai-don-vi": StratifiedBy.UNIT_KIND,
    "loai-dia-ban": StratifiedBy.AREA_KIND,
    "khong": StratifiedBy.WHOLE,
}


@require_safe
def sample(request: HttpRequest, campaign_id: int) -> HttpResponseBase:
    """The sample in use, how many of each stratum answered, each field for the whole list; or a file."""
    user = signed_in(request)
    require(access.sees_every_report(user))
    found = access.get_campaign(user, campaign_id)
    view = queries.sample_view(found)
    if view is None:
        raise NotFound(_("No sample was drawn for this campaign."))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return survey_sheet(kind, found, view)
    context = {
        "campaign": found,
        "view": view,
        "sample": view.sample,
        "rule": rule_words(view.sample),
        "strata": [
            (queries.stratum_words(view.sample, one.word), one, share_words(len(one.answered), one.n_drawn))
            for one in view.strata
        ],
        "rate": share_words(view.n_answered, view.n_drawn),
        "units": [(queries.stratum_words(view.sample, one.stratum), one) for one in view.units],
        "rows": survey_lines(view),
        "may_draw": access.may_run_campaigns(user) and found.state == "draft",
    }
    return render(request, "reporting/sample.html", context)


@require_http_methods(["GET", "POST"])
def draw_sample(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Draw whom a survey asks from the ticked units and groups; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    if request.method != "POST":
        return _form(request, user, found)
    try:
        drawn = actions.draw_sample(
            campaign=found,
            listed=expected_by(choices_of(user, found), request.POST),
            rule=_rule(request),
            because=request.POST.get("ly-do", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, user, found, refusal)
    n = sum(one.is_drawn for one in drawn.units)
    said = _("Drawn: %(n)s of %(all)s units are to report.") % {"n": n, "all": len(drawn.listed)}
    messages.success(request, said)
    return redirect("reporting:sample", found.pk)


def _rule(request: HttpRequest) -> DrawRule:
    """What the form says; a number that is none is refused with the range."""
    percent, least = number(request.POST, "ty-le"), number(request.POST, "it-nhat")
    return DrawRule(
        stratified_by=_DIVIDED.get(choice(request.POST, "phan-tang", _DIVIDED), ""),
        percent=-1 if percent is None else percent,
        least=-1 if least is None else least,
        seed=request.POST.get("so-khoi-tao", ""),
    )


def _form(request: HttpRequest, user: User, found: Campaign, refusal: Refusal | None = None) -> HttpResponse:
    last = found.samples.first()
    listed = {f"u{one.unit}" for one in last.units} if last else set()
    words = {kind: word for word, kind in _DIVIDED.items()}
    typed = {
        "phan_tang": words[StratifiedBy(last.stratified_by)] if last else "loai-don-vi",
        "ty_le": str(last.percent) if last else "20",
        "it_nhat": str(last.least) if last else "2",
        "so_khoi_tao": f"{randbelow(10**8):08}",
        "ly_do": "",
    }
    if refusal is not None:
        typed = {name: request.POST.get(name.replace("_", "-"), "") for name in typed}
    context = {
        "campaign": found,
        "choices": choices_of(user, found),
        "ticked": set(request.POST.getlist("cho")) if refusal else listed,
        "typed": typed,
        "divided": [(word, kind.label) for word, kind in _DIVIDED.items()],
        "last": last,
        "error": refusal,
    }
    return render(request, "reporting/draw_sample.html", context, status=refusal.status if refusal else 200)
