"""Two targets about the same thing that say something else."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from hatang.programme.contradictions.rows import Contradiction, TargetRow
from hatang.programme.contradictions.subjects import LEAST_WORDS, SAME_SUBJECT, subject

_BLOCK = 500


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


def target_sources(left: TargetRow, right: TargetRow) -> str:
    """All that two targets say about what they may differ in."""
    return " | ".join(f"{_said(row)}; {row.comparator}; {row.due}" for row in (left, right))


def _alike(rows: Sequence[TargetRow]) -> Iterator[tuple[TargetRow, TargetRow]]:
    """Pairs about the same thing, compared a block at a time, so that memory stays small."""
    subjects = [subject(row.text) for row in rows]
    for start in range(0, len(rows), _BLOCK):
        block, rest = subjects[start : start + _BLOCK], subjects[start:]
        scores = process.cdist(block, rest, scorer=fuzz.token_set_ratio, score_cutoff=SAME_SUBJECT)
        for left, right in zip(*scores.nonzero(), strict=True):
            if left < right:
                yield rows[start + left], rows[start + right]


def _said(row: TargetRow) -> str:
    """What a target says, to tell whether it says it still."""
    leads = ",".join(str(unit) for unit in sorted(row.leads))
    return f"{row.value} {row.value_max} {row.due_end.year if row.due_end else ''} {leads}".strip()
