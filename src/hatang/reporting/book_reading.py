"""What a filled workbook says of a report: what it would change, and what of it cannot be taken and why.

Nothing is written here. A field that cannot be taken stays as it is kept.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hatang.base.book_cells import lines
from hatang.base.books import Book, Fault, Sheet, read_book
from hatang.base.refusal import Refusal
from hatang.docparse.normalise import fold
from hatang.reporting import access
from hatang.reporting.book_sheets import (
    MARK,
    NOTES_TITLE,
    REPORT,
    Mark,
    mark_of,
    pointer,
    sheets_of,
    table_sheets,
)
from hatang.reporting.models import Report, Reporter
from hatang.reporting.queries import beside
from hatang.reporting.rules import definition as form
from hatang.reporting.rules import filled
from hatang.reporting.rules.definition import Definition, FieldKind
from hatang.reporting.rules.filled import MOST_ROWS, NOTHING_BESIDE, Beside, Finding


class WrongBook(Refusal):
    """The workbook is of another report, or of another version of its form."""

    code = "wrong_book"


@dataclass(frozen=True)
class Said:
    """What a report says: values and reasons by key of the field."""

    values: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BookChange:
    """A field that the workbook says differently, and what is wrong with what it says."""

    field: form.Field
    before: str
    after: str
    reason_before: str
    reason_after: str
    findings: Sequence[Finding]


@dataclass(frozen=True)
class NotTaken:
    """What of the workbook cannot be taken: where it stands, and what to do about it."""

    place: str
    sentence: str


@dataclass(frozen=True)
class FilledBook:
    """A workbook beside what is kept; `n_saves` is how often the report had been saved when it was made."""

    kept: Said
    said: Said
    n_saves: int
    changes: Sequence[BookChange]
    not_taken: Sequence[NotTaken]

    def taken(self, keys: Collection[str]) -> Said:
        """What is kept, with the fields of these keys as the workbook says them."""
        return Said(
            _laid(self.kept.values, self.said.values, keys), _laid(self.kept.reasons, self.said.reasons, keys)
        )


def read_report(reporter: Reporter, data: bytes) -> FilledBook:
    """What a workbook would change in a unit's report.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
        WrongBook: it is of another report, or of another version of its form.
    """
    report = access.report_of(reporter) or Report(reporter=reporter)
    definition = reporter.campaign.form_version.read
    kept = Said(report.values, report.reasons)
    return filled_book(data, definition, kept, mark_of(reporter), beside(reporter))


def filled_book(
    data: bytes, definition: Definition, kept: Said, mark: Mark, known: Beside = NOTHING_BESIDE
) -> FilledBook:
    """What a workbook would change in what is kept; `mark` is that of a workbook made now.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
        WrongBook: it is of another report, or of another version of its form.
    """
    book = read_book(data, sheets_of(definition), unread=[NOTES_TITLE], takes_formulas=False)
    n_saves = _checked_mark(book, mark)
    not_taken = [NotTaken(_place(one), one.sentence) for one in book.faults if one.row <= 1]
    values, reasons = dict(kept.values), dict(kept.reasons)
    _read_answers(book, definition, values, reasons, not_taken)
    _read_tables(book, definition, values, not_taken)
    said = Said(filled.kept(definition, values), {key: why for key, why in reasons.items() if why})
    findings = filled.check(definition, said.values, said.reasons, known)
    changes = [_change(one, kept, said, findings) for one in definition.fields() if _differs(one, kept, said)]
    return FilledBook(kept, said, n_saves, changes, not_taken)


def _checked_mark(book: Book, mark: Mark) -> int:
    """How often the report had been saved when the workbook was made; refused where it is of another one."""
    found = [line.values for line in book.lines.get(MARK.key, [])]
    if len(found) != 1 or None in found[0].values():
        raise WrongBook(
            _("The file no longer says which report it is of. Download it anew and copy your answers.")
        )
    [said] = found
    if said["campaign"] != mark.campaign:
        raise WrongBook(_("The file is of another campaign. Send it in on the page of that report."))
    if said["reporter"] != mark.reporter:
        raise WrongBook(_("The file is of another unit's report. Send it in on the page of that report."))
    if said["form_version"] != mark.form_version:
        raise WrongBook(
            _("The form has changed since this file was made. Download it anew and copy your answers.")
        )
    return int(said["n_saves"])


def _read_answers(
    book: Book,
    definition: Definition,
    values: dict[str, Any],
    reasons: dict[str, str],
    not_taken: list[NotTaken],
) -> None:
    """Lay the answers of the report's sheet over values and reasons."""
    if REPORT.key not in book.lines:
        not_taken.append(NotTaken(REPORT.title, _missing_sheet()))
        return
    if any(fault.sheet == REPORT.title and fault.row <= 1 for fault in book.faults):
        return
    rows = sorted(book.lines[REPORT.key] + book.left_out[REPORT.key], key=lambda line: line.row)
    asked = {one.key: one for one in definition.fields() if one.kind is not FieldKind.FILE}
    n_rows = Counter(line.values["key"] for line in rows)
    tables = table_sheets(definition)
    for line in rows:
        key = line.values["key"]
        one = asked.get(key or "")
        try:
            if one is None:
                raise Refusal(_("This row is not of the form; copy the answer into the form's own row."))
            if n_rows[key] > 1:
                raise Refusal(_("This question stands twice in the file; leave one of the rows."))
            _refuse_faults(book, line.row)
            value = line.values["value"] or ""
            if one.kind is FieldKind.TABLE:
                _refuse_words_for_table(value, tables[one.key])
            else:
                values[one.key] = _answer(one, value)
            reasons[one.key] = line.values["reason"] or ""
        except Refusal as refusal:
            place = _("%(sheet)s, row %(n)s") % {"sheet": REPORT.title, "n": line.row}
            not_taken.append(NotTaken(f"{place}: {one.label}" if one else place, refusal.sentence))
    sentence = _("The row of this question is missing in the file; what is kept stays.")
    not_taken += [NotTaken(one.label, sentence) for one in asked.values() if one.key not in n_rows]


def _refuse_faults(book: Book, row: int) -> None:
    faults = [fault for fault in book.faults if fault.sheet == REPORT.title and fault.row == row]
    if faults:
        raise Refusal(" ".join(f"“{fault.column}”: {fault.sentence}" for fault in faults))


def _refuse_words_for_table(value: str, table: Sheet) -> None:
    if value and fold(value) != fold(pointer(table)):
        raise Refusal(_("This is a table: fill it in on the sheet “%(name)s”.") % {"name": table.title})


def _answer(one: form.Field, value: str) -> str:
    """The words of a cell; of a choice the answer that is meant."""
    if one.kind is not FieldKind.CHOICE or not value:
        return value
    meant = [answer for answer in one.choices if answer == value]
    meant = meant or [answer for answer in one.choices if fold(answer) == fold(value)]
    if len(meant) != 1:
        said = _("“%(said)s” is none of the answers: %(answers)s.")
        raise Refusal(said % {"said": value[:80], "answers": ", ".join(one.choices)})
    return meant[0]


def _read_tables(
    book: Book, definition: Definition, values: dict[str, Any], not_taken: list[NotTaken]
) -> None:
    """Lay the tables over values, each as a whole or not at all."""
    for key, table in table_sheets(definition).items():
        faults = [fault for fault in book.faults if fault.sheet == table.title]
        rows = book.lines.get(table.key)
        if rows is None:
            not_taken.append(NotTaken(table.title, _missing_sheet()))
        elif len(rows) > MOST_ROWS:
            said = _("A table takes at most %(n)s rows; nothing of it was taken.")
            not_taken.append(NotTaken(table.title, said % {"n": MOST_ROWS}))
        elif faults:
            not_taken += [NotTaken(_place(one), one.sentence) for one in faults if one.row > 1]
            not_taken.append(NotTaken(table.title, _("Because of this nothing of the table was taken.")))
        else:
            values[key] = [line.values for line in rows]


def _differs(one: form.Field, kept: Said, said: Said) -> bool:
    """Whether a field says something else; another way to write the same number does not."""
    before, after = filled.value_words(one, kept.values), filled.value_words(one, said.values)
    why = [lines(every.reasons.get(one.key, "")) for every in (kept, said)]
    return lines(before) != lines(after) or why[0] != why[1]


def _change(one: form.Field, kept: Said, said: Said, findings: Sequence[Finding]) -> BookChange:
    return BookChange(
        field=one,
        before=filled.value_words(one, kept.values),
        after=filled.value_words(one, said.values),
        reason_before=kept.reasons.get(one.key, ""),
        reason_after=said.reasons.get(one.key, ""),
        findings=[finding for finding in findings if finding.key == one.key],
    )


def _laid(under: Mapping[str, Any], over: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    rest = {key: value for key, value in under.items() if key not in keys}
    return rest | {key: over[key] for key in keys if key in over}


def _place(fault: Fault) -> str:
    parts: Iterator[str] = filter(
        None,
        [
            fault.sheet,
            _("row %(n)s") % {"n": fault.row} if fault.row else "",
            f"“{fault.column}”" if fault.column else "",
        ],
    )
    return ", ".join(parts)


def _missing_sheet() -> str:
    return _("The sheet is missing in the file; what is kept stays.")
