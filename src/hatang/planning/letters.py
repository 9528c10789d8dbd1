"""The letter about tasks that nobody has taken up, as a draft of an official document.

It is written in Vietnamese whatever the language of the page, so that our own reader understands it.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hatang.accounts.queries import Issuer
from hatang.base.official import Block, Official, Say, day_words
from hatang.base.papers import Part, cell_words
from hatang.base.refusal import Conflict
from hatang.planning.queries import Matrix, MatrixRow
from hatang.programme.wording import due_words, leads_words

# With more of them the letter greets those of its table.
_MOST_GREETED = 12
# So many tasks of the plan are named in a letter.
_MOST_ROWS = 200


def untaken_letter(found: Matrix, rows: Sequence[MatrixRow], issuer: Issuer, on: date, by: date) -> Official:
    """The letter to those who owe tasks that no plan of a unit has taken up.

    Args:
        found: the matrix of a plan and a year.
        rows: its tasks that nobody has taken up, each item with its `leads`.
        issuer: who writes.
        on: the day of the letter.
        by: until when plans are to be completed.

    Raises:
        Conflict: every task is taken up.
    """
    if not rows:
        raise Conflict(_("Every task is taken up; there is nobody to write to."))
    pairs, plan = found.pairs, found.plan
    number = f"số {plan.number} " if plan.number else ""
    names = list(dict.fromkeys(found.units[cell.unit_id].name for row in rows for cell in row.owed))
    many = [] if 0 < len(names) <= _MOST_GREETED else ["Các cơ quan, đơn vị có tên trong Công văn này"]
    body: list[Block] = [
        Say(
            f"Thực hiện Kế hoạch {number}về {_inside(plan.title)}, {issuer.name} đã đối chiếu kế hoạch năm "
            f"{found.year} của các cơ quan, đơn vị với các nhiệm vụ được giao."
        ),
        Say(
            f"Đến {day_words(on)}, {len(rows)}/{len(found.tasks)} nhiệm vụ chưa có cơ quan, đơn vị nào đưa "
            f"vào kế hoạch; {pairs['nobody']}/{pairs['owed']} phần việc chưa được nhận. Cụ thể:"
        ),
        _table(rows[:_MOST_ROWS]),
        Say(
            f"Đề nghị các cơ quan, đơn vị chủ trì nêu trên bổ sung kế hoạch năm {found.year} và gửi về "
            f"{issuer.name} chậm nhất {day_words(by)}./."
        ),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"{issuer.symbol}-...",
        place=issuer.place,
        on=on,
        subject=f"bổ sung kế hoạch năm {found.year} đối với nhiệm vụ chưa có đơn vị nhận",
        addressed=many or [name for name in names if name != issuer.name] or names,
        body=body,
        signs=issuer.signs,
    )


def _inside(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is written in capitals."""
    words = " ".join(title.split()).rstrip(" .;").removeprefix("Kế hoạch ")
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _table(rows: Sequence[MatrixRow]) -> Part:
    cells = [
        (
            str(number),
            cell_words(f"{row.item.path} {row.item.text}"),
            cell_words(due_words(row.item)),
            cell_words(leads_words(row.item)),
            str(row.n_owed or ""),
        )
        for number, row in enumerate(rows, start=1)
    ]
    heads = ("TT", "Nhiệm vụ", "Thời hạn", "Cơ quan chủ trì", "Số cơ quan, đơn vị")
    return Part(heads, (7, 45, 16, 22, 10), cells)
