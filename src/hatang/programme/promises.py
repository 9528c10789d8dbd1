"""What several plans promise together: the same thing named twice is built once.

Pure: it takes targets as rows, and knows no database.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from hatang.programme.contradictions import SAME_SUBJECT, TargetRow, subject

# The same number in another plan is the same promise when it shares this many words.
SAME_NUMBER_WORDS = 2
_SAY_NOTHING = frozenset({"dia", "ban", "tinh", "moi", "dau", "tu"})


def planned_together(targets: Sequence[TargetRow]) -> float:
    """What targets of one measure promise together; what several plans name is built once.

    Of targets about the same thing in several plans the plan counts that promises most; what one plan
    promises in parts is added.
    """
    subjects = [subject(row.text) for row in targets]
    scores = process.cdist(subjects, subjects, scorer=fuzz.token_set_ratio, score_cutoff=SAME_SUBJECT)
    groups = list(range(len(targets)))
    for left, right in combinations(range(len(targets)), 2):
        if scores[left][right] or _is_one_number(targets[left], targets[right]):
            old, new = groups[right], groups[left]
            groups = [new if group == old else group for group in groups]
    promised: dict[int, dict[int, set[tuple[str, float]]]] = defaultdict(lambda: defaultdict(set))
    for row, about, group in zip(targets, subjects, groups, strict=True):
        promised[group][row.plan_id].add((about, row.value or 0.0))
    return sum(max(sum(value for _about, value in said) for said in by.values()) for by in promised.values())


def _is_one_number(left: TargetRow, right: TargetRow) -> bool:
    """Whether two plans name one number of much the same things."""
    if left.plan_id == right.plan_id or left.value != right.value:
        return False
    words = [set(subject(row.text).split()) - _SAY_NOTHING for row in (left, right)]
    return len(words[0] & words[1]) >= SAME_NUMBER_WORDS
