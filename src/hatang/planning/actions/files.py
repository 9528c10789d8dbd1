"""Writes of a unit's own documents: added to its plan to be read, and taken away again."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.documents.actions import upload_document
from hatang.planning import access
from hatang.planning.actions.plans import locked
from hatang.planning.models import PlanFile, UnitPlan

MOST_FILES = 20


@action
def add_plan_file(
    *, unit_plan: UnitPlan, chunks: Iterable[bytes], name: str, by: User, at: datetime
) -> PlanFile:
    """Keep a file of the unit's own document with its plan and have it read; the same bytes are kept once.

    The same file again is read again where no reading of it succeeded.

    Raises:
        NotAllowed: the person does not write for the unit.
        FileTooLarge: more came than the limit.
        EmptyFile: nothing came.
        WrongFileType: the content is not of a kind that can be read.
        Refusal: the plan has as many documents as it may have.
    """
    plan = locked(unit_plan)
    require(access.writes_for(by, plan.unit))
    if plan.files.count() >= MOST_FILES:
        said = _("A plan has at most %(n)s documents; take away one that is not needed.")
        raise Refusal(said % {"n": MOST_FILES}, field="file")
    sent = upload_document(chunks=chunks, name=name, by=by, at=at)
    kept, _is_new = PlanFile.objects.get_or_create(
        unit_plan=plan, file=sent.file, defaults={"added_at": at, "added_by": by}
    )
    return kept


@action
def drop_plan_file(*, plan_file: PlanFile, by: User, at: datetime) -> None:
    """Take a document away from a unit's plan; its file and what was read are kept, activities stay.

    Raises:
        NotAllowed: the person does not write for the unit.
    """
    require(access.writes_for(by, locked(plan_file.unit_plan).unit))
    plan_file.delete()
