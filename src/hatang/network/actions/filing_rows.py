"""What a check found, kept row by row; thousands of rows are copied in at once."""

from collections import Counter
from datetime import date
from typing import Any

import msgspec
from django.db import connection

from hatang.network.filing.catalogue import Severity
from hatang.network.filing.checking import Checked, Effect, Verdict
from hatang.network.filing.matching import Pair
from hatang.network.filing.tables import Table
from hatang.network.models import Filing, FilingFinding, FilingRow, MatchAnswer, MatchReview, PassiveSite

_ROW = "(filing_id, kind, row, code, verdict, effect, n_warnings, raw, changes)"
_FINDING = "(filing_id, kind, row, rule, severity, field, value, params)"
# How many of the pairs that are sure a report lists.
_MOST_SURE = 500
# How many columns that were not read.
_MOST_UNKNOWN = 50


def keep_rows(filing: Filing, checked: Checked) -> None:
    """Put the rows, findings and doubtful pairs of a check in place of those before; inside a transaction."""
    rows, findings = FilingRow.objects.filter(filing=filing), FilingFinding.objects.filter(filing=filing)
    rows._raw_delete(rows.db)
    findings._raw_delete(findings.db)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY network_filingrow {_ROW} FROM STDIN") as copy:
            for kind, table in checked.tables.items():
                _copy_rows(copy, filing.pk, checked, kind, table)
        with cursor.copy(f"COPY network_filingfinding {_FINDING} FROM STDIN") as copy:
            for kind, table in checked.tables.items():
                for one in table.findings:
                    shown = (one.rule, str(one.severity), one.field, one.value, _json(one.params))
                    copy.write_row((filing.pk, kind, table.rows[one.place], *shown))
    filing.report = {
        "counts": checked.counts(),
        "rules": checked.by_rule(),
        "sure": _sure(checked.matches.sure),
        "n_sure": len(checked.matches.sure),
        "unknown": checked.unknown[:_MOST_UNKNOWN],
    }
    keep_pairs(filing, checked)


def _copy_rows(copy: Any, filing_id: int, checked: Checked, kind: str, table: Table) -> None:
    warnings = Counter(one.place for one in table.findings if one.severity is Severity.WARNING)
    verdicts, effects = checked.verdicts[kind], checked.effects[kind]
    for place, row in enumerate(table.rows):
        effect, changes = effects[place]
        # What was written is needed only where somebody puts it right.
        raw = _raw(table, place) if verdicts[place] is Verdict.SET_ASIDE else {}
        facts = (str(verdicts[place]), str(effect), min(warnings[place], 32_000), _json(raw), _json(changes))
        copy.write_row((filing_id, kind, row, table.key(place)[:200], *facts))
    for code in checked.gone.get(kind, []):
        copy.write_row((filing_id, kind, 0, code[:200], "", str(Effect.GONE), 0, "{}", "{}"))


def _raw(table: Table, place: int) -> dict[str, Any]:
    return {key: _cell(cells[place]) for key, cells in table.raw.items() if cells[place] is not None}


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return value if isinstance(value, str | int | float | bool) else str(value)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _sure(pairs: list[Pair]) -> list[dict[str, Any]]:
    """The pairs that nobody need look at, for the report."""
    shown = sorted(pairs, key=lambda pair: pair.score)[:_MOST_SURE]
    codes = dict(PassiveSite.objects.filter(pk__in=[one.mast_id for one in shown]).values_list("pk", "code"))
    return [
        {
            "code": one.code,
            "mast": codes.get(one.mast_id, ""),
            "score": one.score,
            "distance_m": one.distance_m,
        }
        for one in shown
    ]


def keep_pairs(filing: Filing, checked: Checked) -> None:
    """Keep doubtful pairs for the office; answers given before stay, questions that fell away go."""
    table = checked.tables.get("sites")
    places = {code: place for place, code in enumerate(table.of("code"))} if table is not None else {}
    wanted = {(one.code, one.mast_id): one for one in checked.matches.doubtful}
    mine = MatchReview.objects.filter(operator=filing.operator)
    kept = {(one.operator_code, one.site_id): one for one in mine}
    for key, review in kept.items():
        if review.answer == MatchAnswer.OPEN and review.filing_id == filing.pk and key not in wanted:
            review.delete()
    for key, pair in wanted.items():
        facts = {
            "filed": _filed(table, places[pair.code]) if table is not None else {},
            "score": pair.score,
            "distance_m": pair.distance_m,
        }
        before = kept.get(key)
        if before is None:
            named = {"operator": filing.operator, "operator_code": pair.code, "site_id": pair.mast_id}
            MatchReview.objects.create(filing=filing, **named, **facts)
        elif before.answer == MatchAnswer.OPEN:
            before.filing = filing
            for name, value in facts.items():
                setattr(before, name, value)
            before.save()


def _filed(table: Table, place: int) -> dict[str, Any]:
    columns = ("name", "mast_type", "height_m", "longitude", "latitude")
    return {column: table.of(column)[place] for column in columns}
