"""Tasks against what is around them: documents of the house, the calendar, units that were closed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from hatang.docparse.normalise import fold
from hatang.programme.contradictions.rows import Contradiction, DocumentRow, TaskRow
from hatang.programme.contradictions.subjects import LEAST_WORDS

# A document fulfils the task that asks for it when its title says this much of the same.
SAME_WORK = 85.0
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
_PERIOD = re.compile(r"\b(?:tinh bac ninh|tinh bac giang|giai doan|nam|den)\b|\b\d+\b")


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
