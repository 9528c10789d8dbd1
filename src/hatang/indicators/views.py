"""Indicators: the list, and the method page of one with its values."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import Unit
from hatang.base.lists import choice, number, page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.indicators import access, queries
from hatang.indicators.behind import rows_behind
from hatang.indicators.models import Indicator, IndicatorValue, Source
from hatang.territory.models import Area


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponseBase:
    """Every indicator with what was said of the province last; as a page or a file."""
    rows = queries.indicator_rows(access.visible_indicators(signed_in(request)))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        columns = [
            Column[queries.IndicatorRow](_("Code"), lambda row: row.indicator.code, 24),
            Column[queries.IndicatorRow](_("Indicator"), lambda row: row.indicator.name, 50),
            Column[queries.IndicatorRow](_("Measured in"), lambda row: row.indicator.measure_unit, 16),
            Column[queries.IndicatorRow](_("Definition"), lambda row: row.version.definition, 60),
            Column[queries.IndicatorRow](
                _("Last value"), lambda row: row.latest[0].value if row.latest else None, 16
            ),
            Column[queries.IndicatorRow](
                _("On"), lambda row: row.latest[0].ends_on if row.latest else None, 12
            ),
        ]
        return sheet_response(kind, name="chi-so", title=_("Indicators"), columns=columns, rows=rows)
    return render(request, "indicators/indicators.html", {"rows": rows})


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """What an indicator means, its versions, and its values with what they were made of."""
    user = signed_in(request)
    found = access.get_indicator(user, code)
    area_id, unit_id = number(request.GET, "dia-ban"), number(request.GET, "don-vi")
    source = choice(request.GET, "nguon", Source.values)
    values = queries.values_page(found, area_id=area_id, unit_id=unit_id, source=source)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind, name=f"chi-so-{code}", title=found.name, columns=_value_columns(), rows=values.iterator()
        )
    page = page_of(values, request.GET)
    context = {
        "indicator": found,
        "versions": list(found.versions.all()),
        "page": page,
        "rows": [(value, rows_behind(value)) for value in page],
        "areas": _options(Area.objects.filter(pk__in=_named(found, "area")), _("All areas")),
        "units": _options(Unit.objects.filter(pk__in=_named(found, "unit")), _("All units")),
        "sources": [("", _("Every source")), *Source.choices],
        "chosen": {"dia_ban": str(area_id or ""), "don_vi": str(unit_id or ""), "nguon": source},
    }
    return render(request, "indicators/indicator.html", context)


def _options(rows: Iterable[Area | Unit], all_of_them: str) -> list[tuple[str, str]]:
    return [("", all_of_them), *((str(row.pk), str(row)) for row in rows)]


def _named(found: Indicator, field: str) -> list[int]:
    values = queries.current_values(found).filter(**{f"{field}__isnull": False})
    return list(values.order_by(field).values_list(field, flat=True).distinct())


def _value_columns() -> list[Column[IndicatorValue]]:
    return [
        Column[IndicatorValue](_("Area"), lambda one: str(one.area or ""), 24),
        Column[IndicatorValue](_("Unit"), lambda one: str(one.unit or ""), 24),
        Column[IndicatorValue](_("First day"), lambda one: one.starts_on, 12),
        Column[IndicatorValue](_("Last day"), lambda one: one.ends_on, 12),
        Column[IndicatorValue](_("Where it comes from"), lambda one: str(one.get_source_display()), 16),
        Column[IndicatorValue](_("Value"), lambda one: one.value, 14),
        Column[IndicatorValue](_("Numerator"), lambda one: one.numerator, 14),
        Column[IndicatorValue](_("Denominator"), lambda one: one.denominator, 14),
        Column[IndicatorValue](_("Made of"), lambda one: one.snapshot, 30),
        Column[IndicatorValue](_("Version"), lambda one: one.version.number, 10),
    ]
