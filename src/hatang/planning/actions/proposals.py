"""Writes of what was proposed from a unit's own document: taken into the plan, and taken back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.models import Extraction
from hatang.planning import queries
from hatang.planning.actions.activities import (
    MOST_NAME,
    MOST_TITLE,
    MOST_WORDS,
    Planned,
    add_planned,
    writable,
)
from hatang.planning.models import Activity, UnitPlan


@action
def take_proposals(
    *, unit_plan: UnitPlan, reading: Extraction, chosen: Collection[UUID], by: User, at: datetime
) -> list[Activity]:
    """Add the chosen rows of the unit's own document to its plan, each for the task it is like.

    A row that was taken before is not added again.

    Args:
        unit_plan: the plan they are added to.
        reading: of the unit's own document.
        chosen: marks of the proposals that a person has confirmed.
        by: who confirms.
        at: when.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written.
        Refusal: nothing was chosen, or the plan would have too many activities.
    """
    plan = writable(unit_plan, by)
    wanted = [one for one in queries.proposals(by, plan, reading) if one.mark in chosen]
    if not wanted:
        raise Refusal(_("Choose at least one row."), field="chon")
    made = []
    for one in wanted:
        said = Planned(
            title=Truncator(one.text).chars(MOST_TITLE),
            task=one.task,
            uptake="part" if one.task else "whole",
            lead=one.lead[:MOST_NAME],
            support=one.support[:MOST_WORDS],
            ends_on=one.ends_on,
        )
        if not one.is_taken:
            made.append(add_planned(plan, said, one.mark, source=reading, by=by, at=at))
    return made


@action
def undo_proposals(*, unit_plan: UnitPlan, reading: Extraction, by: User, at: datetime) -> int:
    """Take out what was taken from a document and nobody has changed since; how many rows that were.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written, or nothing is left as it was taken.
    """
    plan = writable(unit_plan, by)
    rows = list(plan.activities.select_for_update(of=("self",)).filter(source=reading, revision=0))
    if not rows:
        raise Conflict(_("Nothing is left as it was taken from this document."))
    for row in rows:
        row.delete()
    return len(rows)
