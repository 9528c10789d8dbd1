"""One task that the body and the annex of a document word in two ways."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from hatang.docparse.normalise import fold
from hatang.programme.contradictions.rows import Contradiction, TaskRow
from hatang.programme.contradictions.subjects import subject

# Tasks of the body and the annex are one from this likeness on, or where one holds all words of the other.
SAME_TASK = 85.0
HELD_WORDS = 95.0
LEAST_WORDS_HELD = 6
# Two products are the same while their words are this much alike.
SAME_PRODUCT = 60.0
_ANNEX = "PL"


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
