"""The files of a unit's own documents, with how far each is read."""

from dataclasses import dataclass

from django.db.models import F, Prefetch

from hatang.documents.access import visible_documents
from hatang.documents.models import ParseRun, RunState
from hatang.planning import access
from hatang.planning.models import PlanFile, UnitPlan


@dataclass(frozen=True)
class PlanFileLine:
    """A file of a unit's plan, its last reading, and the document it became.

    `document_id` is None until it was read, `n_tasks` are those of that reading. `may_open` says whether
    the user may open that document's page.
    """

    row: PlanFile
    run: ParseRun | None
    document_id: int | None
    n_tasks: int
    may_open: bool

    @property
    def is_active(self) -> bool:
        """Whether it waits or is being read."""
        return self.run is not None and self.run.is_active

    @property
    def has_failed(self) -> bool:
        """Whether it could not be read."""
        return self.run is not None and self.run.state == RunState.FAILED


def plan_files(user: object, unit_plan: UnitPlan) -> list[PlanFileLine]:
    """The files of a unit's plan that the user may read, the newest first."""
    rows = access.visible_plan_files(user, unit_plan).select_related("file__version", "added_by")
    runs = ParseRun.objects.annotate(n_tasks=F("extraction__n_tasks"))
    found = list(rows.prefetch_related(Prefetch("file__runs", queryset=runs)))
    versions = [one.file.version for one in found if one.file.version is not None]
    documents = {one.document_id for one in versions}
    opened = set(visible_documents(user).filter(pk__in=documents).order_by().values_list("pk", flat=True))
    return [_line(one, opened) for one in found]


def _line(row: PlanFile, opened: set[int]) -> PlanFileLine:
    run = next(iter(row.file.runs.all()), None)
    version = row.file.version
    document_id = version.document_id if version is not None else None
    n_tasks = getattr(run, "n_tasks", None) or 0
    return PlanFileLine(row, run, document_id, n_tasks, document_id in opened)
