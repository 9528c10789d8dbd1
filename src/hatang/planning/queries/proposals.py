"""Activities proposed from a unit's own document: what it says, and the task of the plan above it is like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q, QuerySet

from hatang.documents.access import hidden_documents, visible_documents, visible_extractions
from hatang.documents.models import Document, DocumentFile, Extraction
from hatang.planning.models import Activity, PlanFile, UnitPlan
from hatang.planning.rules.likeness import LEAST_LIKENESS, SURE_LIKENESS, matches
from hatang.programme.access import visible_tasks
from hatang.programme.models import Obligation, Task

# A document with more tasks is no plan of one unit.
MOST_PROPOSALS = 200


@dataclass(frozen=True)
class Proposal:
    """A task of the unit's document, and the task of the plan above that it is most like, if any.

    `likeness` goes from 0 to 1, `shared` are words that both have. `mark` is that
    of the activity it would become.
    """

    mark: UUID
    path: str
    text: str
    lead: str
    support: str
    ends_on: date | None
    task: Task | None
    likeness: float
    shared: tuple[str, ...]
    is_owed: bool
    is_taken: bool

    @property
    def percent(self) -> int:
        """The likeness of a hundred."""
        return round(self.likeness * 100)

    @property
    def is_sure(self) -> bool:
        """Whether it is like enough to be chosen beforehand."""
        return self.task is not None and self.likeness >= SURE_LIKENESS and not self.is_taken

    @property
    def shared_words(self) -> str:
        """What both share, for a person."""
        return ", ".join(self.shared)


def source_documents(user: object, unit_plan: UnitPlan) -> "QuerySet[Document]":
    """Documents that a unit's plan may be read from: its own, and what the user sees anyway.

    Its own are those that it has issued or has added to the plan.

    A unit reads its own documents before they are given out; what is hidden from the user stays hidden.
    """
    own = Q(issuer_unit=unit_plan.unit_id) | Q(issuer_unit__parent=unit_plan.unit_id)
    added = DocumentFile.objects.filter(plan_files__unit_plan=unit_plan).order_by()
    own |= Q(pk__in=added.values("version__document"))
    shown = Q(pk__in=visible_documents(user).order_by().values("pk"))
    rows = Document.objects.filter(own | shown).exclude(pk__in=hidden_documents(user).values("pk"))
    rows = rows.exclude(pk=unit_plan.plan.document_id)
    return rows.filter(versions__extractions__n_tasks__gt=0).distinct()


def newest_reading(user: object, unit_plan: UnitPlan, document: Document) -> Extraction | None:
    """The newest reading of a document that the user may see.

    Of what the unit has issued, or added and nobody else issued, also what is not given out yet; of others
    only what is: a wording in preparation is nobody's to read.
    """
    rows = Extraction.objects.filter(version__document=document)
    if not _is_own(unit_plan, document):
        rows = rows.filter(pk__in=visible_extractions(user).order_by().values("pk"))
    return rows.order_by("-version__ordinal", "-created_at", "-pk").first()


def _is_own(unit_plan: UnitPlan, document: Document) -> bool:
    if document.issuer_unit_id is not None:
        unit = document.issuer_unit
        return unit_plan.unit_id in (document.issuer_unit_id, unit.parent_id if unit else None)
    return PlanFile.objects.filter(unit_plan=unit_plan, file__version__document=document).exists()


def proposals(user: object, unit_plan: UnitPlan, reading: Extraction) -> list[Proposal]:
    """What the tasks of a reading would be as activities, in the order of the document.

    Args:
        user: who reads; tasks of the plan above are those the user may see.
        unit_plan: the plan they would stand in.
        reading: of the unit's own document, with its corrections.
    """
    rows = reading.corrected()["tasks"][:MOST_PROPOSALS]
    asked = visible_tasks(user).filter(plan=unit_plan.plan_id, withdrawn_at__isnull=True)
    tasks = list(asked.only("path", "text", "plan_id", "ordinal").order_by("ordinal"))
    owed = set(
        Obligation.objects.filter(
            unit=unit_plan.unit_id, withdrawn_at__isnull=True, task__in=tasks
        ).values_list("task", flat=True)
    )
    marks = [_mark(unit_plan, reading, place) for place in range(len(rows))]
    taken = set(Activity.objects.filter(mark__in=marks).values_list("mark", flat=True))
    found = []
    for row, mark, match in zip(
        rows, marks, matches([row["text"] for row in rows], [task.text for task in tasks]), strict=True
    ):
        is_like = match is not None and match.likeness >= LEAST_LIKENESS
        task = tasks[match.place] if match and is_like else None
        found.append(
            Proposal(
                mark=mark,
                path=row.get("path", ""),
                text=row["text"],
                lead="; ".join(row.get("lead") or []),
                support="; ".join(row.get("support") or []),
                ends_on=_day(row.get("due") or {}),
                task=task,
                likeness=match.likeness if match and is_like else 0.0,
                shared=match.shared if match and is_like else (),
                is_owed=task is not None and task.pk in owed,
                is_taken=mark in taken,
            )
        )
    return found


def _mark(unit_plan: UnitPlan, reading: Extraction, place: int) -> UUID:
    """The same row of the same reading is taken into a plan once."""
    return uuid5(NAMESPACE_URL, f"unit-plan:{unit_plan.pk}:{reading.pk}:{place}")


def _day(due: Mapping[str, Any]) -> date | None:
    if due.get("kind") not in ("by", "within") or not due.get("end"):
        return None
    return date.fromisoformat(due["end"])
