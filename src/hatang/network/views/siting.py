"""May a mast stand here?"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base.lists import choice, number
from hatang.base.refusal import Refusal
from hatang.network import access, queries
from hatang.network.actions.words import within
from hatang.network.forms import day_asked, decimal_of, needed, typed_number
from hatang.network.models import LATITUDES, LONGITUDES, AreaClass, MastType, PassiveSite
from hatang.network.rules.siting import Position

AREAS = {"phuong": AreaClass.URBAN, "xa": AreaClass.OTHER}


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask the rules of a day about a point or a registered site; the address says what was asked."""
    user = signed_in(request)
    asked = request.GET
    checked, refusal = None, None
    site = access.get_site(user, pk) if (pk := number(asked, "vi-tri")) else None
    if site is not None or asked.get("kinh-do") or asked.get("vi-do"):
        try:
            checked = _checked(user, asked, site)
        except Refusal as found:
            refusal = found
    context = {
        "site": site,
        "checked": checked,
        "error": refusal,
        "typed": _typed(asked, site),
        "mast_types": [("", _("Choose a type")), *((one, str(label)) for one, label in MastType.choices)],
        "areas": [("", _("By the point")), *((word, str(one.label)) for word, one in AREAS.items())],
        "on": day_asked(asked),
    }
    return render(request, "network/check.html", context, status=refusal.status if refusal else 200)


def _checked(user: User, asked: Mapping[str, str], site: PassiveSite | None) -> queries.Checked:
    said = Position(
        longitude=_number(asked, "kinh-do", "longitude", _("longitude"), LONGITUDES, site),
        latitude=_number(asked, "vi-do", "latitude", _("latitude"), LATITUDES, site),
        mast_type=choice(asked, "loai", MastType.values) or (site.mast_type if site else ""),
        height_m=_number(asked, "cao", "height_m", _("height (m)"), (0.1, 350), site),
    )
    if not said.mast_type:
        raise Refusal(_("Choose the type of the mast."), field="mast_type")
    area = AREAS.get(asked.get("khu-vuc", ""))
    return queries.check_position(user, said, on=day_asked(asked), area=str(area) if area else None, but=site)


def _number(
    asked: Mapping[str, str],
    name: str,
    field: str,
    label: str,
    bounds: tuple[float, float],
    site: PassiveSite | None,
) -> float:
    found = decimal_of(asked, name, field, label)
    if found is None and site is not None:
        found = getattr(site, field)
    return needed(within(found, field, label, *bounds), field, label)


def _typed(asked: Mapping[str, str], site: PassiveSite | None) -> dict[str, Any]:
    kept = {
        "kinh-do": typed_number(site.longitude) if site else "",
        "vi-do": typed_number(site.latitude) if site else "",
        "cao": typed_number(site.height_m) if site else "",
        "loai": site.mast_type if site else "",
        "khu-vuc": "",
    }
    return {name.replace("-", "_"): asked.get(name) or value for name, value in kept.items()}
