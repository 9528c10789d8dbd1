"""What a document system outside says about drafts written here: the numbers they were issued with."""

from collections.abc import Iterable

from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.programme.actions import Exchanged
from hatang.programme.exchange import Fault, NumberIn, read_rows
from hatang.reporting.actions import number_draft
from hatang.reporting.models import DraftPaper


def take_draft_numbers(lines: Iterable[bytes]) -> Exchanged:
    """Enter the numbers in a file; `document` is the number in a draft's address, the same again is known.

    The signed file is brought by a clerk: a number alone does not make a draft signed.
    """
    done = Exchanged()
    for line, row in read_rows(lines, NumberIn):
        if isinstance(row, Fault):
            done.faults.append(row)
            continue
        draft = DraftPaper.objects.select_related("unit").filter(pk=row.document).first()
        if draft is None:
            done.faults.append(
                _fault(line, "number.draft", "document", str(row.document), "There is no such draft.")
            )
        elif (draft.number, draft.signed_on) == (row.number, row.date):
            done.n_known += 1
        else:
            _enter(done, line, row, draft)
    return done


def _enter(done: Exchanged, line: int, row: NumberIn, draft: DraftPaper) -> None:
    try:
        number_draft(draft=draft, number=row.number, signed_on=row.date, file=None, by=None, at=clock.now())
        done.n_new += 1
    except Refusal as error:
        done.faults.append(_fault(line, "number.refused", "number", row.number, error.sentence))


def _fault(line: int, rule: str, field: str, value: str, reason: str) -> Fault:
    return Fault(line, rule, field, value, reason)
