"""What is compared, as plain rows, and what is found."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class TargetRow:
    """A target as far as it can contradict something."""

    pk: int
    plan_id: int
    text: str
    measure: str
    value: float | None
    value_max: float | None
    due_end: date | None
    leads: frozenset[int] = frozenset()
    area_km2: float | None = None
    comparator: str = "none"
    due: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A task with the document day of its plan and the units that lead it.

    `due` is its deadline as words that are equal for equal deadlines, empty where none is stated; `named` are
    its leads of every kind: units, groups and names nobody answers to.
    """

    pk: int
    document_id: int
    text: str
    issued_on: date | None
    due_end: date | None
    leads: frozenset[int] = frozenset()
    path: str = ""
    due: str = ""
    product: str = ""
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DocumentRow:
    """A document that may be what a task asks for."""

    pk: int
    kind: str
    title: str
    issued_on: date | None


@dataclass(frozen=True)
class Contradiction:
    """One finding; the numbers name rows, `figures` what a sentence about it needs.

    `place` tells findings about the same rows apart.
    """

    kind: str
    target: int | None = None
    other_target: int | None = None
    task: int | None = None
    document: int | None = None
    unit: int | None = None
    figures: dict[str, str | float] = field(default_factory=dict)
    other_task: int | None = None
    place: str = ""

    @property
    def fingerprint(self) -> str:
        """The same finding has the same one whenever it is looked for."""
        rows = [self.target, self.other_target, self.task, self.document, self.unit]
        if self.other_task is not None:
            rows.append(self.other_task)
        places = [self.place] if self.place else []
        return ":".join([self.kind, *(str(row or "-") for row in rows), *places])
