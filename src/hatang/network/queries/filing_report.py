"""The report about a filing: counts, rules, and the rows that are asked for with what was found in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hatang.base.lists import choice, page_of, words
from hatang.network.filing.catalogue import RULES, Rule, Severity, said
from hatang.network.filing.checking import Effect, Verdict
from hatang.network.filing.columns import KINDS, SheetKind
from hatang.network.models import Filing, FilingFinding, FilingRow, MatchAnswer, MatchReview

# What the rows of a report are narrowed to: the word in the address, and its name.
SHOWN: dict[str, Any] = {
    "tach": _("Set aside"),
    "sua": _("Read otherwise than written"),
    "canh-bao": _("With a warning"),
    "moi": _("New"),
    "doi": _("Changed"),
    "het": _("No longer in the file"),
    "tat-ca": _("All rows"),
}
_ORDER = (Severity.ERROR, Severity.CORRECTION, Severity.WARNING)
# As many rows as a workbook to put right holds; the page says so where there are more.
_MOST_SET_ASIDE = 5_000


@dataclass(frozen=True)
class KindLine:
    """The counts of one sheet."""

    kind: SheetKind
    counts: Mapping[str, int]


@dataclass(frozen=True)
class RuleLine:
    """One rule and how often it was broken."""

    rule: Rule
    n: int


@dataclass(frozen=True)
class Found:
    """One finding in words."""

    rule: Rule
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class ReportRow:
    """One row with what was found in it and what it changes."""

    row: FilingRow
    kind: SheetKind
    found: list[Found]
    changes: list[tuple[str, Any, Any]]


@dataclass
class FilingReport:
    """The page about a filing."""

    filing: Filing
    kinds: list[KindLine]
    rules: list[RuleLine]
    page: Page[Any]
    rows: list[ReportRow]
    shown: str
    kind: str
    rule: str
    text: str
    n_open_pairs: int
    sure: list[dict[str, Any]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    # How many rows the workbook to put right has, where that is not all of them.
    n_in_workbook: int = 0


def filing_report(filing: Filing, query: Mapping[str, str]) -> FilingReport:
    """The report as an address asks for it; a fixed number of queries."""
    counts, by_rule = filing.report.get("counts", {}), filing.report.get("rules", {})
    totals = filing.totals
    first = "tach" if totals["set_aside"] else "tat-ca"
    shown = choice(query, "xem", SHOWN) or first
    kind, rule, text = choice(query, "bang", KINDS), choice(query, "quy-tac", RULES), words(query)
    if rule:
        shown = choice(query, "xem", SHOWN) or "tat-ca"
    page = page_of(_narrowed(filing, shown, kind, rule, text), query)
    lines = [RuleLine(RULES[one], n) for one, n in by_rule.items() if one in RULES]
    return FilingReport(
        filing=filing,
        kinds=[KindLine(KINDS[one], counts[one]) for one in KINDS if one in counts],
        rules=sorted(lines, key=lambda line: (_ORDER.index(line.rule.severity), -line.n)),
        page=page,
        rows=_with_findings(filing, list(page.object_list)),
        shown=shown,
        kind=kind,
        rule=rule,
        text=text,
        n_open_pairs=filing.pairs.filter(answer=MatchAnswer.OPEN).count(),
        sure=filing.report.get("sure", []),
        unknown=filing.report.get("unknown", []),
        n_in_workbook=_MOST_SET_ASIDE if totals["set_aside"] > _MOST_SET_ASIDE else 0,
    )


def set_aside_rows(filing: Filing) -> dict[str, list[dict[str, Any]]]:
    """The rows that were set aside by kind: as written, with their number and the reasons."""
    rows = list(filing.rows.filter(verdict=Verdict.SET_ASIDE).order_by("id")[:_MOST_SET_ASIDE])
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in _with_findings(filing, rows):
        errors = [item for item in one.found if item.rule.severity is Severity.ERROR]
        reason = "; ".join(f"{item.column}: {item.sentence}" for item in errors)
        # A row of a correction without a number has none to stand for.
        number = one.row.row if one.row.row > 0 else ""
        found[one.row.kind].append({**one.row.raw, "row": number, "reason": reason})
    return found


def open_pairs(*, is_open: bool) -> "QuerySet[MatchReview]":
    """Doubtful pairs that wait for an answer, or those answered, the newest first."""
    pairs = MatchReview.objects.select_related("filing", "operator", "site__owner", "answered_by")
    if is_open:
        return pairs.filter(answer=MatchAnswer.OPEN).order_by("filing_id", "operator_code", "-score")
    return pairs.exclude(answer=MatchAnswer.OPEN).order_by("-answered_at")


def _narrowed(filing: Filing, shown: str, kind: str, rule: str, text: str) -> "QuerySet[FilingRow]":
    rows: QuerySet[FilingRow] = filing.rows.order_by("id")
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(code__icontains=text)
    if rule:
        broken = FilingFinding.objects.filter(
            filing=filing, kind=OuterRef("kind"), row=OuterRef("row"), rule=rule
        )
        rows = rows.filter(Exists(broken))
    narrower: dict[str, dict[str, Any]] = {
        "tach": {"verdict": Verdict.SET_ASIDE},
        "sua": {"verdict": Verdict.CORRECTED},
        "canh-bao": {"n_warnings__gt": 0},
        "moi": {"effect": Effect.NEW},
        "doi": {"effect": Effect.CHANGED},
        "het": {"effect": Effect.GONE},
    }
    return rows.filter(**narrower.get(shown, {}))


def _with_findings(filing: Filing, rows: list[FilingRow]) -> list[ReportRow]:
    numbers = {one.row for one in rows}
    findings: dict[tuple[str, int], list[FilingFinding]] = defaultdict(list)
    for one in FilingFinding.objects.filter(
        filing=filing, row__in=numbers, kind__in={row.kind for row in rows}
    ):
        findings[one.kind, one.row].append(one)
    return [_report_row(one, findings[one.kind, one.row]) for one in rows]


def _report_row(row: FilingRow, findings: list[FilingFinding]) -> ReportRow:
    kind = KINDS[row.kind]
    titles = {column.key: column.vi for column in kind.columns} | {"assumed": str(_("Assumed by the house"))}
    found = [
        Found(RULES[one.rule], titles.get(one.field, one.field), one.value, said(one.rule, one.params))
        for one in findings
    ]
    found.sort(key=lambda one: _ORDER.index(one.rule.severity))
    choices = {column.key: dict(column.choices.choices) for column in kind.columns if column.choices}
    changes = [
        (
            titles.get(name, str(_("exists until"))),
            _value(choices.get(name), before),
            _value(choices.get(name), after),
        )
        for name, (before, after) in row.changes.items()
    ]
    return ReportRow(row, kind, found, changes)


def _value(choices: Mapping[str, Any] | None, value: Any) -> str:
    """A value in words; a long line of points is cut."""
    if value is None or value == "":
        return "—"
    if choices:
        return str(choices.get(value, value))
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
