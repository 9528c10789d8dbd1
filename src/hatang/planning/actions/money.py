"""Writes of money: what is estimated, allocated and disbursed of a project, by source and year."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.planning import access
from hatang.planning.actions.projects import locked
from hatang.planning.actions.words import line
from hatang.planning.models import MoneyLine, MoneySource, Project
from hatang.planning.rules.money import MILLION, MOST, YEARS, Amounts

# A source and a year.
Place = tuple[str, int]


@action
def set_money(
    *,
    project: Project,
    lines: Mapping[Place, Amounts],
    ground: str,
    ground_on: date | None,
    seen: int | None,
    by: User,
    at: datetime,
) -> list[MoneyLine]:
    """Say money of a project; lines that are not named stay, and the same again changes nothing.

    Args:
        project: whose.
        lines: figures [đồng] by source and year; all None takes back what was said.
        ground: number and sign of the document on which the changes stand.
        ground_on: its day, not after today.
        seen: the `revision` of the project that the form showed; None where it does not matter.
        by: who says it.
        at: when.

    Returns:
        The lines that changed.

    Raises:
        NotAllowed: the person does not write for the unit.
        StaleProject: somebody was faster.
        Refusal: a figure, source or year cannot be, or the ground of a change is missing.
    """
    require(access.writes_projects_of(by, project.unit_id))
    project = locked(project, seen)
    known = {(one.source, one.year): one for one in project.money.all()}
    changed = []
    for place, amounts in lines.items():
        _check(place, amounts)
        row = known.get(place) or MoneyLine(project=project, source=place[0], year=place[1])
        if row.amounts == amounts:
            continue
        row.estimate, row.allocated, row.disbursed = amounts.estimate, amounts.allocated, amounts.disbursed
        changed.append(row)
    if not changed:
        return []
    ground = line(ground, "ground", most=120, is_needed=True)
    if ground_on is None or ground_on > clock.local(at).date():
        raise Refusal(
            _("Enter the day of the document that is the ground; it is not after today."), field="ground_on"
        )
    for row in changed:
        row.ground, row.ground_on, row.changed_at, row.changed_by = ground, ground_on, at, by
        row.save()
    project.revision += 1
    project.save(update_fields=["revision"])
    return changed


def in_millions(typed: Decimal | None) -> Decimal | None:
    """A figure typed in millions of đồng, in đồng; None where nothing was typed.

    Raises:
        Refusal: it is negative, too large or has parts of a đồng.
    """
    if typed is None:
        return None
    found = typed * MILLION
    if found != found.to_integral_value():
        raise Refusal(_("Money is whole đồng: write at most six places of a million."), field="money")
    _check_figure(found)
    return found.quantize(Decimal(1))


def _check(place: Place, amounts: Amounts) -> None:
    source, year = place
    if source not in MoneySource.values:
        raise Refusal(_("Choose the source of the money."), field="source")
    if not YEARS[0] <= year <= YEARS[1]:
        raise Refusal(_("Write the year with four digits."), field="year")
    for figure in (amounts.estimate, amounts.allocated, amounts.disbursed):
        if figure is not None:
            _check_figure(figure)


def _check_figure(figure: Decimal) -> None:
    if not 0 <= figure <= MOST:
        raise Refusal(_("Money is not below 0 and at most 1 000 000 000 million đồng."), field="money")
