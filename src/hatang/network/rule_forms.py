"""What the forms of rules and licences say and show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hatang.accounts.models import Unit, UnitKind
from hatang.base.lists import number
from hatang.base.refusal import NotFound, Refusal
from hatang.network.actions import LicenceFacts, RuleFacts, SpacingFacts, UndergroundFacts, ZoneFacts
from hatang.network.forms import day_of, decimal_of, typed_day, typed_number
from hatang.network.models import (
    AreaClass,
    BandLicence,
    MastType,
    Rule,
    SpacingRule,
    Technology,
    UndergroundRule,
    ZoneAround,
    ZoneRule,
)


@dataclass(frozen=True)
class RuleKind:
    """A sort of rule: its word in addresses, its rows, and what people call it."""

    word: str
    model: type[Rule]
    noun: str | Promise


KINDS = (
    RuleKind("khoang-cach", SpacingRule, gettext_lazy("Least distance between masts")),
    RuleKind("khu-vuc", ZoneRule, gettext_lazy("Zones for discreet masts")),
    RuleKind("ngam-hoa", UndergroundRule, gettext_lazy("Share of cables underground")),
)


def kind_of(word: str) -> RuleKind:
    """The sort of rule an address names.

    Raises:
        NotFound: there is none of this word.
    """
    for one in KINDS:
        if one.word == word:
            return one
    raise NotFound(_("There is no such rule."))


def rule_facts(kind: RuleKind, sent: QueryDict) -> RuleFacts:
    """What the form of a rule says.

    Raises:
        Refusal: a number or day is unreadable.
    """
    said: dict[str, Any] = {
        "source": sent.get("van-ban", ""),
        "note": sent.get("ghi-chu", ""),
        "is_binding": sent.get("bat-buoc") == "1",
        "valid_from": day_of(sent, "tu-ngay", "valid_from"),
    }
    if kind.model is SpacingRule:
        return SpacingFacts(
            **said,
            mast_types=sent.getlist("loai"),
            area=sent.get("khu-vuc", ""),
            least_m=decimal_of(sent, "toi-thieu", "least_m", _("least distance (m)")),
            above_m=decimal_of(sent, "cao-hon", "above_m", _("higher than (m)")) or 0,
            up_to_m=decimal_of(sent, "cao-den", "up_to_m", _("up to (m)")),
        )
    if kind.model is ZoneRule:
        return ZoneFacts(
            **said,
            allowed_types=sent.getlist("loai"),
            around=sent.get("quanh", ""),
            within_m=decimal_of(sent, "pham-vi", "within_m", _("within (m)")),
        )
    percent = decimal_of(sent, "ty-le", "least_percent", _("at least (%)"))
    return UndergroundFacts(**said, area=sent.get("khu-vuc", ""), least_percent=percent)


def typed_rule(rule: Rule | None, sent: QueryDict | None) -> dict[str, Any]:
    """What the fields of a rule's form show: what was sent, else what is kept."""
    if sent is not None:
        names = ("van-ban", "ghi-chu", "tu-ngay", "khu-vuc", "toi-thieu", "cao-hon", "cao-den", "quanh")
        shown = {name: sent.get(name, "") for name in (*names, "pham-vi", "ty-le")}
        chosen = {"loai": sent.getlist("loai"), "bat-buoc": sent.get("bat-buoc") == "1"}
        return _fields({**shown, **chosen})
    if rule is None:
        return {"bat_buoc": True, "loai": []}
    kept: dict[str, Any] = {
        "van-ban": rule.source,
        "ghi-chu": rule.note,
        "bat-buoc": rule.is_binding,
        "loai": getattr(rule, "mast_types", None) or getattr(rule, "allowed_types", []),
        "khu-vuc": getattr(rule, "area", ""),
        "quanh": getattr(rule, "around", ""),
        "tu-ngay": typed_day(rule.valid_from),
    }
    numbers = {"toi-thieu": "least_m", "cao-hon": "above_m", "cao-den": "up_to_m"}
    numbers |= {"pham-vi": "within_m", "ty-le": "least_percent"}
    return _fields(kept | {name: typed_number(getattr(rule, one, None)) for name, one in numbers.items()})


def rule_options() -> dict[str, Any]:
    """The choices in the form of a rule."""
    return {
        "mast_types": [(one, str(label)) for one, label in MastType.choices],
        "areas": [("", _("Choose a kind of area")), *_labels(AreaClass.choices)],
        "arounds": [("", _("Choose around what")), *_labels(ZoneAround.choices)],
    }


def licence_facts(sent: QueryDict) -> LicenceFacts:
    """What the form of a licence says.

    Raises:
        Refusal: there is no such operator, or a number or day is unreadable.
    """
    pk = number(sent, "don-vi")
    operator = Unit.objects.filter(pk=pk, kind=UnitKind.OPERATOR).first() if pk else None
    if operator is None:
        raise Refusal(_("Choose the operator whose licence it is."), field="operator")
    return LicenceFacts(
        operator=operator,
        band=sent.get("bang", ""),
        low_mhz=decimal_of(sent, "tu-mhz", "low_mhz", _("from (MHz)")),
        high_mhz=decimal_of(sent, "den-mhz", "high_mhz", _("to (MHz)")),
        technologies=sent.getlist("cong-nghe"),
        source=sent.get("nguon", ""),
        is_checked=sent.get("doi-chieu") == "1",
        valid_from=day_of(sent, "tu-ngay", "valid_from"),
        valid_to=day_of(sent, "den-ngay", "valid_to"),
    )


def typed_licence(licence: BandLicence | None, sent: QueryDict | None) -> dict[str, Any]:
    """What the fields of a licence's form show: what was sent, else what is kept."""
    if sent is not None:
        names = ("don-vi", "bang", "tu-mhz", "den-mhz", "nguon", "tu-ngay", "den-ngay")
        shown = {name: sent.get(name, "") for name in names}
        chosen = {"cong-nghe": sent.getlist("cong-nghe"), "doi-chieu": sent.get("doi-chieu") == "1"}
        return _fields({**shown, **chosen})
    if licence is None:
        return {"cong_nghe": []}
    return _fields(
        {
            "don-vi": str(licence.operator_id),
            "bang": licence.band,
            "tu-mhz": typed_number(licence.low_mhz),
            "den-mhz": typed_number(licence.high_mhz),
            "nguon": licence.source,
            "cong-nghe": licence.technologies,
            "doi-chieu": licence.is_checked,
            "tu-ngay": typed_day(licence.valid_from),
            "den-ngay": typed_day(licence.valid_to),
        }
    )


def licence_options() -> dict[str, Any]:
    """The choices in the form of a licence."""
    operators = Unit.objects.filter(kind=UnitKind.OPERATOR).order_by("sort_key")
    return {
        "operators": [("", _("Choose an operator")), *((str(one.pk), one.label) for one in operators)],
        "technologies": list(Technology.choices),
    }


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in said.items()}


def _labels(choices: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]
