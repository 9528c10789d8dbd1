"""What contradicts itself in a document: numbers twice, deadlines in the past, impossible symbols."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from hatang.docparse.citations import impossible_symbols
from hatang.docparse.markers import LETTERS
from hatang.docparse.model import DocumentInfo
from hatang.docparse.model import Warning as Finding
from hatang.docparse.normalise import fold
from hatang.docparse.outline import Node, Outline
from hatang.docparse.sums import uneven_sums
from hatang.docparse.targets import FoundTarget
from hatang.docparse.tasks import FoundTask

# Folded words that say how much, or of which province: the body says them where the annex has columns.
_FIGURE_OR_PLACE = re.compile(
    r"\b(?:\d+|dat|it nhat|toi thieu|tren|khong qua|tro len|cua toan tinh|cua tinh|tren dia ban(?: toan)?(?: tinh)?)\b"
)


def check(
    text: str,
    info: DocumentInfo,
    outline: Outline,
    targets: Sequence[FoundTarget],
    tasks: Sequence[FoundTask],
) -> list[Finding]:
    """All findings, in the order of their places."""
    findings = [
        *_missing_letterhead(info),
        *_numbers_twice(outline.nodes),
        *_letters(outline.nodes),
        *_past_deadlines(info, tasks),
        *_differences(targets),
        *impossible_symbols(text),
        *uneven_sums(text),
    ]
    return sorted(findings, key=lambda finding: finding.span)


def _missing_letterhead(info: DocumentInfo) -> list[Finding]:
    found = []
    if info.number is None:
        found.append(Finding("no_number", "The document has no number.", (0, 0)))
    if info.date is None or len(info.date) < 10:
        found.append(Finding("no_date", "The day of issue is left blank.", (0, 0)))
    return found


def _numbers_twice(nodes: list[Node]) -> list[Finding]:
    seen: dict[tuple[int, str, str], Node] = {}
    found = []
    for node in nodes:
        if node.kind in ("bullet", "plus", "text", "paren_roman", "paren_number", "paren_letter"):
            continue
        key = (node.parent.index if node.parent else -1, node.kind, node.label)
        if key in seen and (node.annex == seen[key].annex):
            place = node.path or node.label
            found.append(
                Finding(
                    "duplicate_number",
                    f"The number {place} stands twice.",
                    (node.passage.start, node.passage.end),
                )
            )
        seen[key] = node
    return found


def _letters(nodes: list[Node]) -> list[Finding]:
    """Decree 30/2020 counts points a b c d đ e g h ...: no f, j, w, z."""
    return [
        Finding(
            "irregular_letter",
            f"The letter {node.label}) is not used to number points.",
            (node.passage.start, node.passage.start + 2),
        )
        for node in nodes
        if node.kind == "letter" and node.label not in LETTERS
    ]


def _past_deadlines(info: DocumentInfo, tasks: Sequence[FoundTask]) -> list[Finding]:
    if not info.date:
        return []
    found = []
    for task in tasks:
        end = task.due.end
        if (
            end
            and task.due_words is not None
            and end < info.date[: len(end)]
            and end[: len(info.date)] < info.date
        ):
            words = task.due_words
            found.append(
                Finding(
                    "deadline_before_document",
                    f"The deadline {end} lies before the date of the document.",
                    (words.start, words.end),
                )
            )
    return found


def _differences(targets: Sequence[FoundTarget]) -> list[Finding]:
    """Body and annex name the same target with another value, comparator or year."""
    rows = [target for target in targets if target.is_row and target.value is not None]
    found = []
    for target in targets:
        if target.is_row or target.value is None:
            continue
        row = _nearest(target, rows)
        if row is not None and _says_otherwise(target, row):
            found.append(
                Finding(
                    "body_annex_differ",
                    f"The body ({target.path}) and the annex ({row.path}) say different things about the same target.",
                    (target.text.start, target.text.end),
                )
            )
    return found


def _nearest(target: FoundTarget, rows: Sequence[FoundTarget]) -> FoundTarget | None:
    """The row of the annex about the same subject in the same unit."""
    subject = _subject(target)
    likely = [
        (score, row)
        for row in rows
        if row.unit == target.unit and (score := fuzz.token_set_ratio(subject, _subject(row))) >= 82
    ]
    return max(likely, key=lambda pair: pair[0])[1] if likely else None


def _says_otherwise(target: FoundTarget, row: FoundTarget) -> bool:
    if target.value != row.value:
        return True
    return bool(target.due.end and row.due.end and target.due.end != row.due.end)


def _subject(target: FoundTarget) -> str:
    """What a target is about: its words without the figure and the province it is set for."""
    return " ".join(_FIGURE_OR_PLACE.sub(" ", fold(target.text.text)).split())
