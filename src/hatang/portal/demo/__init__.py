"""The example province of `hatang demo`: units, places, people, documents, progress and obstacles."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.portal.demo.clearing import load_clearing
from hatang.portal.demo.dues import load_dues
from hatang.portal.demo.escalations import load_escalations
from hatang.portal.demo.examples import load_examples
from hatang.portal.demo.figures import load_figures
from hatang.portal.demo.filings import load_filings
from hatang.portal.demo.findings import load_findings
from hatang.portal.demo.headway import load_headway
from hatang.portal.demo.meetings import load_meetings
from hatang.portal.demo.obstacles import load_obstacles
from hatang.portal.demo.outlines import load_outlines
from hatang.portal.demo.papers import load_papers
from hatang.portal.demo.people import ACCOUNTS, load_administrator, load_people
from hatang.portal.demo.places import load_commune_units, load_places
from hatang.portal.demo.projects import load_projects
from hatang.portal.demo.proofs import load_proofs
from hatang.portal.demo.registry import load_registry
from hatang.portal.demo.reports import load_reports
from hatang.portal.demo.spots import load_spots
from hatang.portal.demo.surveys import load_survey
from hatang.portal.demo.unit_plans import load_unit_plans
from hatang.portal.demo.units import load_groups, load_units
from hatang.portal.demo.views import load_views
from hatang.portal.demo.within import load_within
from hatang.portal.demo.year import load_year

__all__ = ["load"]


def load(*, say: Callable[[str], None]) -> list[str]:
    """Fill the example province, or complete what an earlier start left; returns the lines to print."""
    at = clock.now()
    administrator = load_administrator(at=at)
    people, units = _load_province(by=administrator, at=at, say=say)
    load_outlines(by=administrator, at=at, say=say)
    load_spots(by=administrator, at=at)
    unread = load_examples(by=administrator, say=say)
    load_headway(by=administrator, at=at)
    load_views(by=administrator, at=at)
    load_obstacles(people=people, units=units, at=at)
    load_year(people=people, units=units, at=at)
    load_dues(by=people["van-phong-so"], at=at)
    load_within(people=people, at=at)
    load_findings(by=people["van-phong-so"], at=at)
    load_figures(people=people, units=units, at=at)
    load_proofs(by=administrator, at=at)
    load_meetings(people=people, units=units, at=at)
    load_clearing(people=people, units=units, at=at)
    load_projects(people=people, units=units, at=at)
    load_reports(people=people, units=units, at=at)
    load_survey(people=people, at=at)
    load_papers(people=people, units=units, at=at)
    load_unit_plans(people=people, units=units, at=at)
    load_escalations(people=people, units=units, at=at)
    load_registry(units=units, people=people, at=at)
    load_filings(people=people, units=units, at=at)
    return [*_account_lines(), *unread]


# All of it or nothing: a unit that is there has its names, so that a later start leaves it to the people.
@transaction.atomic
def _load_province(
    *, by: User, at: datetime, say: Callable[[str], None]
) -> tuple[dict[str, User], dict[str, Unit]]:
    """People by username and units by code."""
    say("The province, its communes and its units …")
    load_places(by=by, at=at)
    units = load_units(by=by, at=at)
    communes = load_commune_units(parent=units["ubnd-tinh"], by=by, at=at)
    load_groups(units=units, communes=communes, by=by, at=at)
    units |= {unit.code: unit for unit in communes}
    return load_people(units=units, by=by, at=at), units


def _account_lines() -> list[str]:
    """The accounts, one a line."""
    width = max(len(account.username) for account in ACCOUNTS)
    return [
        f"Accounts of the demo, all with the password {ACCOUNTS[0].password}:",
        *[f"  {account.username:<{width}}  {account.title}" for account in ACCOUNTS],
    ]
