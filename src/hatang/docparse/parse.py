"""From a file to what it orders: the one entry of the package."""

from pathlib import Path

from hatang.docparse.agencies import Roles, is_group
from hatang.docparse.checks import check
from hatang.docparse.citations import find_citations
from hatang.docparse.files import read
from hatang.docparse.letterhead import head_size, read_letterhead
from hatang.docparse.lines import Layout, Line, paragraphs, read_lines
from hatang.docparse.model import Clarity, ParsedDocument, Section, Spans, Target, Task
from hatang.docparse.model import Warning as Finding
from hatang.docparse.normalise import normalise
from hatang.docparse.outline import Outline, build_outline
from hatang.docparse.passages import Pages, Passage
from hatang.docparse.source import Progress, Source
from hatang.docparse.table_sums import uneven_tables
from hatang.docparse.tables.bars import find_bar_tables
from hatang.docparse.tables.columns import find_column_tables
from hatang.docparse.tables.flat import find_flat_tables
from hatang.docparse.tables.grid import Grid
from hatang.docparse.tables.kept import grids_of
from hatang.docparse.targets import FoundTarget, find_targets
from hatang.docparse.tasks import FoundTask, find_tasks

_TRUST = {"table": 0.97, "block": 0.96, "duty": 0.9, "order": 0.82, "time": 0.7}


def parse(path: str | Path, *, progress: Progress | None = None) -> ParsedDocument:
    """Read a document and return its targets, tasks, citations and warnings.

    Raises:
        Unreadable: the file is no document this package can read; the message says why.
    """
    return parse_file(path, progress=progress)[1]


def parse_file(path: str | Path, *, progress: Progress | None = None) -> tuple[Source, ParsedDocument]:
    """Like `parse`, with the text that the spans point into.

    Raises:
        Unreadable: the file is no document this package can read; the message says why.
    """
    source = read(Path(path), progress=progress)
    return source, parse_source(source)


def parse_text(text: str) -> ParsedDocument:
    """Understand a text that is in memory already."""
    return parse_source(Source(normalise(text)))


def parse_source(source: Source) -> ParsedDocument:
    """Understand a document that was read."""
    lines = read_lines(source.text, source.bold)
    grids, prose = _part_tables(source, lines)
    body, _footnotes = paragraphs(prose, Layout.of(prose))
    info = read_letterhead(source.text, lines)
    size = head_size(lines)
    start = lines[size].passage.start if size < len(lines) else 0
    outline = build_outline(body, body_start=start)
    targets = find_targets(outline, grids)
    tasks = find_tasks(outline, grids)
    info.cites, _ = find_citations(source.text, info.number)
    pages = Pages(tuple(source.page_starts))
    warnings = check(source.text, info, outline, targets, tasks)
    warnings += uneven_tables(source, grids)
    warnings += [Finding(code, message, (at, at)) for code, message, at in source.warnings]
    return ParsedDocument(
        info,
        [_target(target, source, pages) for target in targets],
        [_task(task, source, pages) for task in tasks],
        [
            Section(node.path, node.text[:300], (node.passage.start, node.passage.end))
            for node in outline.nodes
            if node.kind not in ("text", "bullet", "plus", "paren_roman")
        ],
        warnings,
    )


def _part_tables(source: Source, lines: list[Line]) -> tuple[list[Grid], list[Line]]:
    """Find all tables; what is left is prose."""
    grids = grids_of(source)
    inside = [
        (table.start, table.end)
        for table in source.tables
        if table.end > table.start and _is_grid(table.start, grids)
    ]
    rest = (
        [line for line in lines if not any(start <= line.passage.start < end for start, end in inside)]
        if inside
        else lines
    )
    layout = Layout.of(rest)
    for find in (
        find_bar_tables,
        lambda lines: find_column_tables(lines, source.text),
        lambda lines: find_flat_tables(lines, layout),
    ):
        found, ranges = find(rest)
        grids.extend(found)
        taken = {index for first, last in ranges for index in range(first, last)}
        rest = [line for index, line in enumerate(rest) if index not in taken]
    return sorted(grids, key=lambda grid: grid.start), rest


def _is_grid(start: int, grids: list[Grid]) -> bool:
    return any(grid.start <= start < grid.end or grid.start == start for grid in grids)


# --- results ------------------------------------------------------------------------------------


def _target(found: FoundTarget, source: Source, pages: Pages) -> Target:
    spans = _role_spans(found.roles, source, pages)
    spans["text"] = found.text.spans(source.text, pages)
    for name, passage in (("value", found.number), ("due", found.due_words), ("note", found.note)):
        if passage is not None:
            spans[name] = passage.spans(source.text, pages)
    trust = 0.96 if found.is_row else 0.8
    confidence = dict.fromkeys(spans, trust)
    if found.due.kind == "none" and found.due_words is not None:
        confidence["due"] = 0.4
    _ocr(confidence, spans, source)
    return Target(
        found.path,
        found.text.text,
        found.comparator,
        found.value,
        found.value_max,
        found.unit,
        found.due,
        _names(found.roles.lead),
        _names(found.roles.support),
        _names(found.roles.direct),
        found.note.text if found.note else None,
        found.same_as,
        spans,
        confidence,
    )


def _task(found: FoundTask, source: Source, pages: Pages) -> Task:
    spans = _role_spans(found.roles, source, pages)
    spans["text"] = found.text.spans(source.text, pages)
    for name, passage in (("due", found.due_words), ("product", found.product), ("note", found.note)):
        if passage is not None:
            spans[name] = passage.spans(source.text, pages)
    trust = _TRUST[found.basis]
    confidence = dict.fromkeys(spans, trust)
    if "due" in spans and found.due.kind in ("none", "on_event"):
        confidence["due"] = min(trust, 0.6)
    _ocr(confidence, spans, source)
    task = Task(
        found.path,
        found.text.text,
        _names(found.roles.lead),
        _names(found.roles.support),
        _names(found.roles.direct),
        found.product.text if found.product else None,
        found.due,
        found.note.text if found.note else None,
        spans,
        confidence,
    )
    task.gaps = gaps_of(task)
    return task


def gaps_of(task: Task) -> list[Clarity]:
    """Which of the six clarities ("6 rõ") the document leaves open."""
    gaps: list[Clarity] = []
    named = [name for name in task.lead if not is_group(name)]
    if not named:
        gaps.append("people")
    if len(task.text) < 15:
        gaps.append("work")
    if task.due.kind in ("none", "on_event"):
        gaps.append("time")
    if not task.lead or len(named) > 1:
        gaps.append("responsibility")
    if not task.product or task.product.strip().lower() == "văn bản":
        gaps.append("product")
    if not any(word in task.text.lower() for word in ("trình ", "ban hành", "phê duyệt", "quyết định")):
        gaps.append("authority")
    return gaps


def _names(passages: list[Passage]) -> list[str]:
    seen: list[str] = []
    for passage in passages:
        name = " ".join(passage.text.split())
        if name and name not in seen:
            seen.append(name)
    return seen


def _role_spans(roles: Roles, source: Source, pages: Pages) -> Spans:
    spans: Spans = {}
    for name in ("lead", "support", "direct"):
        passages: list[Passage] = getattr(roles, name)
        if passages:
            spans[name] = [span for passage in passages for span in passage.spans(source.text, pages)]
    return spans


def _ocr(confidence: dict[str, float], spans: Spans, source: Source) -> None:
    """A field is no surer than the worst word the scan gave for it."""
    if not source.word_confidence:
        return
    for name, places in spans.items():
        worst = min(
            (
                sure
                for start, end, sure in source.word_confidence
                if any(start < stop and end > first for first, stop, _ in places)
            ),
            default=1.0,
        )
        confidence[name] = round(confidence[name] * worst, 3)


__all__ = ["Outline", "gaps_of", "parse", "parse_file", "parse_source", "parse_text"]
