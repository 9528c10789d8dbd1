"""The page of a target as a file."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.figures import number_words
from hatang.base.sheets import Column, Section, SheetKind, facts, passage, sections_response
from hatang.notices.sheets import about_sections
from hatang.programme.models import Target, TargetStep, TargetValue
from hatang.programme.queries.quotas import QuotaRow, QuotaTable
from hatang.programme.queries.targets import TargetPage
from hatang.programme.sheets.rulings import rulings_section
from hatang.programme.sheets.task import item_facts, plan_words
from hatang.programme.wording import as_settled, day, value_words


def target_sheet(
    kind: SheetKind, user: User, page: TargetPage, *, quotas: QuotaTable | None
) -> HttpResponseBase:
    """A target with all that its page says of it; quotas of one year.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see what is kept about it.
        page: the target, its way and what was declared.
        quotas: how a year of it is split, where it is.
    """
    target = page.target
    has_quotas = quotas is not None and bool(quotas.total)
    sections = [
        passage(_("As the plan says it"), target.text),
        facts(_("About the target"), [*_value_facts(target), *item_facts(target)]),
        rulings_section(user, target),
        Section(_("The way to the target"), _step_columns(), page.steps),
        *([_quotas(quotas)] if quotas is not None and has_quotas else []),
        Section(_("Declared figures"), _value_columns(target), page.values),
        facts("", [(_("Periods without a figure"), ", ".join(day(one) for one in page.missing))]),
        *about_sections(user, "target", target.pk),
    ]
    return sections_response(
        kind,
        name=f"chi-tieu-{target.pk}",
        title=f"{_('Target')} {target.path}",
        under=plan_words(target.plan),
        sections=sections,
        is_upright=True,
    )


def _value_facts(target: Target) -> list[tuple[str, str]]:
    baseline = "" if target.baseline_value is None else number_words(target.baseline_value)
    return [
        (_("To reach"), as_settled(value_words(target), target, "value")),
        (_("Baseline"), f"{baseline} {target.measure_unit} ({day(target.baseline_on)})" if baseline else ""),
        (_("Direction"), target.get_direction_display()),
        (_("Strength"), target.get_strength_display()),
        (_("Holder"), str(target.holder_unit or target.get_holder_display())),
    ]


def _step_columns() -> list[Column[TargetStep]]:
    return [
        Column(_("Year"), lambda row: str(row.year), 20),
        Column(_("Figure"), lambda row: row.value, 20),
    ]


def _quotas(quotas: QuotaTable) -> Section:
    def quarter(place: int, title: str) -> Column[QuotaRow]:
        return Column(title, lambda row: row.cells[place].quota, 12)

    columns = [
        Column[QuotaRow](_("Unit"), lambda row: row.unit.name, 40),
        *(quarter(place, title) for place, title in enumerate((_("Q1"), _("Q2"), _("Q3"), _("Q4")))),
        Column[QuotaRow](_("Year"), lambda row: row.quota, 12),
        Column[QuotaRow](_("Declared"), lambda row: row.declared, 12),
    ]
    return Section(_("Quotas of %(year)s") % {"year": quotas.year}, columns, quotas.rows)


def _value_columns(target: Target) -> list[Column[TargetValue]]:
    return [
        Column(_("Until"), lambda row: row.ends_on, 14),
        Column(_("Of whom"), lambda row: row.unit.name if row.unit else _("The whole target"), 32),
        Column(_("Figure"), lambda row: row.value, 14),
        Column(_("Measure"), lambda row: target.measure_unit, 12),
        Column(_("Declared by"), lambda row: str(row.declared_by), 26),
        Column(_("Declared on"), lambda row: clock.local(row.declared_at).date(), 14),
        Column(_("Counts"), lambda row: _("corrected later") if row.is_replaced else _("yes"), 14),  # type: ignore[attr-defined]
        Column(_("Note"), lambda row: row.reason or row.note, 30),
    ]
