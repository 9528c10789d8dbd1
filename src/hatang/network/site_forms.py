"""What the forms of a site say and show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, UnitKind
from hatang.base import clock
from hatang.base.lists import Options, number
from hatang.base.refusal import Refusal
from hatang.network.actions import Permit, SiteFacts
from hatang.network.forms import (
    STATES,
    commune_options,
    day_of,
    decimal_of,
    needed,
    typed_day,
    typed_number,
    unit_options,
    whole_of,
)
from hatang.network.models import (
    Backhaul,
    Confidence,
    LandRight,
    MastType,
    PassiveSite,
    Power,
    SiteStatePeriod,
    Structure,
)
from hatang.network.rules.states import SiteState
from hatang.network.rules.steps import SiteStep, steps_from
from hatang.territory.models import Area

STEPS = {
    "cap-phep": SiteStep.PERMIT,
    "xay-dung": SiteStep.BUILD,
    "phat-song": SiteStep.PUT_ON_AIR,
    "ngung-phat": SiteStep.SWITCH_OFF,
    "thao-do": SiteStep.DISMANTLE,
}
# Field of the form by column of the site; days and numbers are written as people write them.
_WORDS = {
    "ma": "code",
    "ten": "name",
    "loai": "mast_type",
    "ket-cau": "structure",
    "dat": "land_right",
    "so-giay-phep": "permit_number",
    "nguon-dien": "power",
    "truyen-dan": "backhaul",
    "tin-cay": "confidence",
    "nguon": "source",
}
_NUMBERS = {
    "kinh-do": "longitude",
    "vi-do": "latitude",
    "cao": "height_m",
    "cao-do": "ground_elevation_m",
    "tai-du": "spare_load_kg",
    "du-phong": "backup_h",
    "nam": "built_year",
    "so-doanh-nghiep": "max_tenants",
}
_DAYS = {
    "ngay-giay-phep": "permitted_on",
    "het-han": "permit_expires_on",
    "du-kien": "planned_on_air_on",
    "ngay-xac-minh": "verified_on",
}
_KEYS = {"xa": "commune_id", "chu": "owner_id"}


@dataclass(frozen=True)
class StepForm:
    """A step as its form shows it."""

    word: str
    label: str
    is_permit: bool
    is_last: bool


def facts_by(sent: Mapping[str, str]) -> SiteFacts:
    """What the form of a site says.

    Raises:
        Refusal: the commune or owner is not there, or a number or day is unreadable or missing.
    """
    said: dict[str, Any] = {column: sent.get(name, "") for name, column in _WORDS.items()}
    said |= {column: day_of(sent, name, column) for name, column in _DAYS.items()}
    return SiteFacts(
        **said,
        longitude=_number(sent, "kinh-do", "longitude", _("longitude")),
        latitude=_number(sent, "vi-do", "latitude", _("latitude")),
        height_m=_number(sent, "cao", "height_m", _("height (m)")),
        ground_elevation_m=decimal_of(sent, "cao-do", "ground_elevation_m", _("ground elevation (m)")),
        spare_load_kg=decimal_of(sent, "tai-du", "spare_load_kg", _("spare load (kg)")),
        backup_h=decimal_of(sent, "du-phong", "backup_h", _("backup (hours)")),
        built_year=whole_of(sent, "nam", "built_year", _("year of construction")),
        max_tenants=whole_of(sent, "so-doanh-nghiep", "max_tenants", _("operators it can carry")),
        commune=_commune(sent),
        owner=_owner(sent),
    )


def typed_site(site: PassiveSite | None, sent: Mapping[str, str] | None) -> dict[str, str]:
    """What the fields of a site's form show: what was sent, else what is kept."""
    names = (*_WORDS, *_NUMBERS, *_DAYS, *_KEYS, "tinh-trang", "tu-ngay", "khac-cot")
    if sent is not None:
        return {name.replace("-", "_"): sent.get(name, "") for name in names}
    if site is None:
        return {"tinh_trang": "de-xuat", "tu_ngay": typed_day(clock.today()), "tin_cay": Confidence.DECLARED}
    shown = {name: str(getattr(site, column)) for name, column in _WORDS.items()}
    shown |= {name: typed_number(getattr(site, column)) for name, column in _NUMBERS.items()}
    shown |= {name: typed_day(getattr(site, column)) for name, column in _DAYS.items()}
    shown |= {name: str(getattr(site, column) or "") for name, column in _KEYS.items()}
    return {name.replace("-", "_"): value for name, value in shown.items()}


def site_form_options() -> dict[str, Options]:
    """The choices in the form of a site."""
    owners = Unit.objects.existing(clock.today()).filter(kind=UnitKind.OPERATOR).order_by("sort_key")
    return {
        "communes": [("", _("Choose a commune")), *commune_options()],
        "owners": [("", _("Not stated")), *unit_options(owners)],
        "mast_types": [("", _("Choose a type")), *_labels(MastType.choices)],
        "structures": [("", _("Choose a structure")), *_labels(Structure.choices)],
        "land_rights": _labels(LandRight.choices),
        "powers": _labels(Power.choices),
        "backhauls": _labels(Backhaul.choices),
        "confidences": _labels(Confidence.choices),
        "states": [(word, str(one.label)) for word, one in STATES.items() if word != "da-thao-do"],
    }


def first_state(sent: Mapping[str, str]) -> tuple[str, date]:
    """The state a site is entered in, and from when.

    Raises:
        Refusal: the day is missing or unreadable.
    """
    since = day_of(sent, "tu-ngay", "since")
    if since is None:
        raise Refusal(_("Enter the day from which the site is in this state."), field="since")
    return str(STATES.get(sent.get("tinh-trang", ""), "")), since


def step_forms(last: SiteStatePeriod | None) -> list[StepForm]:
    """The forms of the steps that may be taken from the last state of a site."""
    if last is None or last.valid_to is not None:
        return []
    words_of = {step: word for word, step in STEPS.items()}
    labels = step_labels()
    return [
        StepForm(words_of[step], labels[step], step is SiteStep.PERMIT, step is SiteStep.DISMANTLE)
        for step in steps_from(SiteState(last.state))
    ]


def step_labels() -> dict[SiteStep, str]:
    """The steps in words, as they are offered."""
    return {
        SiteStep.PERMIT: _("Permit the site"),
        SiteStep.BUILD: _("Say it is built"),
        SiteStep.PUT_ON_AIR: _("Say it is on air"),
        SiteStep.SWITCH_OFF: _("Say it is switched off"),
        SiteStep.DISMANTLE: _("Dismantle or give up"),
    }


def permit_by(sent: Mapping[str, str]) -> Permit:
    """The permit that the form of a step names.

    Raises:
        Refusal: its last day is unreadable.
    """
    return Permit(sent.get("so-giay-phep", ""), day_of(sent, "het-han", "permit_expires_on"))


def _number(sent: Mapping[str, str], name: str, field: str, label: str) -> float:
    return needed(decimal_of(sent, name, field, label), field, label)


def _commune(sent: Mapping[str, str]) -> Area:
    pk = number(sent, "xa")
    found = Area.objects.communes().filter(pk=pk).first() if pk else None
    if not isinstance(found, Area):
        raise Refusal(_("Choose the commune the site lies in."), field="commune")
    return found


def _owner(sent: Mapping[str, str]) -> Unit | None:
    pk = number(sent, "chu")
    found = Unit.objects.filter(pk=pk).first() if pk else None
    if found is None and sent.get("chu", ""):
        raise Refusal(_("There is no such unit; choose the owner from the list."), field="owner")
    return found


def _labels(choices: object) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]  # type: ignore[attr-defined]
