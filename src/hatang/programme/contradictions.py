"""What the plans say against each other, against the calendar and against geometry.

Pure: it takes targets, tasks, documents and units as rows, and knows no database. Words are compared folded.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from hatang.docparse.normalise import fold

# Two targets in one measure are about the same thing from this likeness of their subjects on.
SAME_SUBJECT = 82.0
# A document fulfils the task that asks for it when its title says this much of the same.
SAME_WORK = 85.0
# Of a subject this short every word counts: "phu song" would be like everything.
LEAST_WORDS = 3
_BLOCK = 500
# Six places behind the comma are kept.
_SLACK = 0.000001

_FIGURES_AND_PLACES = re.compile(
    r"\b(?:\d+(?: \d+)*|dat|it nhat|toi thieu|tren|khong qua|tro len|phan dau|den nam|trong nam|nam|ty le|muc"
    r"|duoc|den voi|toi|cua toan tinh|cua tinh|tren dia ban(?: toan)?(?: tinh)?|di dong)\b"
)
_PRODUCTS = re.compile(
    r"\b(?:xay dung|ban hanh|trinh|tham muu|soan thao|lap)\b.*?"
    r"\b(?P<kind>ke hoach|chi thi|nghi quyet|quyet dinh|de an)\b(?P<about>.*)"
)
_KINDS = {
    "ke hoach": "plan",
    "chi thi": "directive",
    "nghi quyet": "resolution",
    "quyet dinh": "decision",
    "de an": "scheme",
}
# Tasks of the body and the annex are one from this likeness on, or where one holds all words of the other.
SAME_TASK = 85.0
HELD_WORDS = 95.0
LEAST_WORDS_HELD = 6
# Two products are the same while their words are this much alike.
SAME_PRODUCT = 60.0
_ANNEX = "PL"
_PERIOD = re.compile(r"\b(?:tinh bac ninh|tinh bac giang|giai doan|nam|den)\b|\b\d+\b")
_RADIUS = re.compile(r"\bban kinh phuc vu\b")


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
    """One finding; the numbers name rows, `figures` what a sentence about it needs."""

    kind: str
    target: int | None = None
    other_target: int | None = None
    task: int | None = None
    document: int | None = None
    unit: int | None = None
    figures: dict[str, str | float] = field(default_factory=dict)
    other_task: int | None = None

    @property
    def fingerprint(self) -> str:
        """The same finding has the same one whenever it is looked for."""
        rows = [self.target, self.other_target, self.task, self.document, self.unit]
        if self.other_task is not None:
            rows.append(self.other_task)
        return ":".join([self.kind, *(str(row or "-") for row in rows)])


def differing_targets(targets: Sequence[TargetRow]) -> Iterator[Contradiction]:
    """Pairs about the same thing that name another value, year or holder.

    Within one plan only value and year count: a table repeats the body without its agencies.
    """
    by_measure: dict[str, list[TargetRow]] = defaultdict(list)
    for target in targets:
        if target.value is not None and len(subject(target.text).split()) >= LEAST_WORDS:
            by_measure[target.measure.casefold()].append(target)
    for rows in by_measure.values():
        for left, right in _alike(rows):
            differs = target_differences(left, right)
            if differs:
                kind = "body_annex" if left.plan_id == right.plan_id else "two_plans"
                figures: dict[str, str | float] = {
                    "differs": ",".join(differs),
                    "said": f"{_said(left)} | {_said(right)}",
                    "sources": target_sources(left, right),
                }
                yield Contradiction(kind, target=left.pk, other_target=right.pk, figures=figures)


def differing_tasks(tasks: Sequence[TaskRow]) -> Iterator[Contradiction]:
    """Tasks of a document's body that its annex gives another deadline, lead or product."""
    by_document: dict[int, tuple[list[TaskRow], list[TaskRow]]] = defaultdict(lambda: ([], []))
    for task in tasks:
        by_document[task.document_id][task.path.startswith(_ANNEX)].append(task)
    for body, annex in by_document.values():
        for left, right in _same_tasks(body, annex):
            differs = task_differences(left, right)
            if differs:
                figures: dict[str, str | float] = {
                    "differs": ",".join(differs),
                    "sources": task_sources(left, right),
                }
                yield Contradiction("body_annex", task=left.pk, other_task=right.pk, figures=figures)


def task_differences(left: TaskRow, right: TaskRow) -> list[str]:
    """In what two wordings of one task differ; what only one of them says is no difference."""
    differs = []
    if left.due and right.due and left.due != right.due:
        differs.append("due")
    # One lead more in the annex is a lead more, not another one.
    if left.named and right.named and not (left.named <= right.named or right.named <= left.named):
        differs.append("lead")
    if left.product and right.product:
        likeness = fuzz.token_set_ratio(fold(left.product), fold(right.product))
        if likeness < SAME_PRODUCT:
            differs.append("product")
    return differs


def task_sources(left: TaskRow, right: TaskRow) -> str:
    """All that two tasks say about what they may differ in."""
    return " | ".join(f"{row.due}; {','.join(sorted(row.named))}; {row.product}" for row in (left, right))


def target_sources(left: TargetRow, right: TargetRow) -> str:
    """All that two targets say about what they may differ in."""
    return " | ".join(f"{_said(row)}; {row.comparator}; {row.due}" for row in (left, right))


def fulfilled_tasks(tasks: Sequence[TaskRow], documents: Sequence[DocumentRow]) -> Iterator[Contradiction]:
    """Tasks that ask for a document the house has: of the kind asked for, about the same thing."""
    for kind in sorted(set(_KINDS.values())):
        asked = [(task, about) for task in tasks if (about := _asked_for(task.text, kind))]
        there = [document for document in documents if document.kind == kind and document.title]
        if not asked or not there:
            continue
        scores = process.cdist(
            [about for _task, about in asked],
            [_about(document.title) for document in there],
            scorer=fuzz.token_set_ratio,
            score_cutoff=SAME_WORK,
        )
        for row, (task, _words) in enumerate(asked):
            fitting = [there[col] for col in scores[row].nonzero()[0] if there[col].pk != task.document_id]
            if fitting:
                yield Contradiction("fulfilled", task=task.pk, document=_first(fitting).pk)


def early_deadlines(tasks: Iterable[TaskRow]) -> Iterator[Contradiction]:
    """Tasks whose last day lies before the day of the document that gives them."""
    for task in tasks:
        if task.due_end and task.issued_on and task.due_end < task.issued_on:
            yield Contradiction("due_before_document", task=task.pk)


def closed_leads(tasks: Iterable[TaskRow], closed: dict[int, date]) -> Iterator[Contradiction]:
    """Tasks led by a unit that no longer existed on the document's day, or no longer does.

    Args:
        tasks: what is to be done.
        closed: units that have been closed, with the first day on which each was no more.
    """
    for task in tasks:
        for unit in sorted(task.leads & closed.keys()):
            yield Contradiction(
                "closed_lead", task=task.pk, unit=unit, figures={"closed_on": closed[unit].isoformat()}
            )


def unreachable_radii(targets: Iterable[TargetRow], n_stations: int) -> Iterator[Contradiction]:
    """Targets of a serving radius that would need more stations than anybody has or plans.

    A station that serves a circle of radius r covers pi r^2, so an area A takes A / (pi r^2) of them at least
    (circles that overlap take more).

    Args:
        targets: those whose plan governs a known area count.
        n_stations: stations in operation and planned.
    """
    for target in targets:
        if target.measure.casefold() != "km" or not target.value or not target.area_km2:
            continue
        if not _RADIUS.search(fold(target.text)):
            continue
        n_needed = math.ceil(stations_needed(target.area_km2, target.value))
        if n_needed > n_stations:
            yield Contradiction(
                "out_of_reach",
                target=target.pk,
                figures={"n_needed": n_needed, "n_stations": n_stations, "area_km2": target.area_km2},
            )


def uneven_sums(targets: Iterable[TargetRow], given: dict[int, float]) -> Iterator[Contradiction]:
    """Targets whose quotas do not add up to what they ask for.

    Args:
        targets: those to look at; only "at least", "=" and bare values are sums of parts.
        given: what units were given together, by target; a target that was not split is left out.
    """
    for target in targets:
        total = given.get(target.pk)
        if total is None or target.value is None or target.comparator not in ("ge", "eq", "none"):
            continue
        is_enough = total >= target.value - _SLACK if target.comparator == "ge" else False
        if is_enough or abs(total - target.value) <= _SLACK:
            continue
        figures: dict[str, str | float] = {
            "value": target.value,
            "sum": total,
            "said": f"{target.value} {total}",
        }
        yield Contradiction("sums", target=target.pk, figures=figures)


def stations_needed(area_km2: float, radius_km: float) -> float:
    """Stations whose circles have as much area together as the ground they serve.

    Args:
        area_km2: ground [km2], > 0.
        radius_km: serving radius [km], > 0.
    Returns:
        Number of stations, not rounded; a lower bound, since circles that leave no gap overlap.
    """
    if area_km2 <= 0 or radius_km <= 0:
        raise ValueError("area and radius must be positive")
    return area_km2 / (math.pi * radius_km**2)


def subject(text: str) -> str:
    """What a target is about: its folded words without figures, years and the province."""
    return " ".join(_FIGURES_AND_PLACES.sub(" ", fold(text)).split())


def _alike(rows: Sequence[TargetRow]) -> Iterator[tuple[TargetRow, TargetRow]]:
    """Pairs about the same thing, compared a block at a time, so that memory stays small."""
    subjects = [subject(row.text) for row in rows]
    for start in range(0, len(rows), _BLOCK):
        block, rest = subjects[start : start + _BLOCK], subjects[start:]
        scores = process.cdist(block, rest, scorer=fuzz.token_set_ratio, score_cutoff=SAME_SUBJECT)
        for left, right in zip(*scores.nonzero(), strict=True):
            if left < right:
                yield rows[start + left], rows[start + right]


def _same_tasks(body: Sequence[TaskRow], annex: Sequence[TaskRow]) -> Iterator[tuple[TaskRow, TaskRow]]:
    """Pairs of the body and the annex that are about the same work."""
    if not body or not annex:
        return
    left, right = [subject(row.text) for row in body], [subject(row.text) for row in annex]
    scores = process.cdist(left, right, scorer=fuzz.token_set_ratio, score_cutoff=SAME_TASK)
    for row, column in zip(*scores.nonzero(), strict=True):
        n_words = min(len(left[row].split()), len(right[column].split()))
        is_held = scores[row][column] >= HELD_WORDS and n_words >= LEAST_WORDS_HELD
        if is_held or fuzz.token_sort_ratio(left[row], right[column]) >= SAME_TASK:
            yield body[row], annex[column]


def _said(row: TargetRow) -> str:
    """What a target says, to tell whether it says it still."""
    leads = ",".join(str(unit) for unit in sorted(row.leads))
    return f"{row.value} {row.value_max} {row.due_end.year if row.due_end else ''} {leads}".strip()


def target_differences(left: TargetRow, right: TargetRow) -> list[str]:
    """In what two targets about the same thing differ."""
    differs = []
    if (left.value, left.value_max) != (right.value, right.value_max):
        differs.append("value")
    if left.due_end and right.due_end and left.due_end.year != right.due_end.year:
        differs.append("year")
    is_named_twice = left.plan_id != right.plan_id and left.leads and right.leads
    if is_named_twice and not left.leads & right.leads:
        differs.append("holder")
    # A step on the way is no contradiction: one plan may ask for 80 % first and for 100 % later.
    if left.plan_id == right.plan_id and differs == ["value", "year"]:
        return []
    return differs


def _asked_for(text: str, kind: str) -> str:
    """What the document that a task asks for is about; nothing when it asks for none of this kind."""
    found = _PRODUCTS.search(fold(text))
    if found is None or _KINDS[found["kind"]] != kind:
        return ""
    about = _about(found["about"])
    return about if len(about.split()) >= LEAST_WORDS else ""


def _about(words: str) -> str:
    return " ".join(_PERIOD.sub(" ", fold(words)).split())


def _first(documents: Sequence[DocumentRow]) -> DocumentRow:
    return min(documents, key=lambda document: (document.issued_on or date.max, document.pk))
