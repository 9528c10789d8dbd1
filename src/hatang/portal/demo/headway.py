"""Some recorded progress, so that the example province has done, late and coming work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme.actions import record_progress
from hatang.programme.models import Obligation, Progress

DIGITAL = "94-kh-ubnd-ha-tang-so-2025-2030.docx"
THINGS = "87-kh-ubnd-iot-2025-2030.txt"
LETTER = "cong-van-skhcn-nhiem-vu-2026.pdf"
ASSIGNMENT = "ke-hoach-skhcn-phan-cong-2026-ban-quet.pdf"
COOPERATION = "ke-hoach-hop-tac-ubnd-viettel-2026.docx"
SECTOR = "ke-hoach-stttt-bac-giang-2022.pdf"

# What every entry that was made up says of itself.
MARK = "Dữ liệu ví dụ"


@dataclass(frozen=True)
class Headway:
    """How far units are with one task of a document; `begins` tells tasks with the same path apart."""

    file: str
    path: str
    done: dict[str, date]
    started: tuple[str, ...] = ()
    begins: str = ""


RECORDED = [
    # The five agency plans asked for by 20/10/2025, with the days on which they were issued.
    Headway(
        DIGITAL,
        "VI.1.a",
        {
            "snnmt": date(2025, 10, 10),
            "sgddt": date(2025, 12, 1),
            "stp": date(2025, 12, 21),
            "svhttdl": date(2026, 1, 8),
            "sxd": date(2026, 1, 26),
        },
        started=("viettel", "vnpt"),
    ),
    Headway(DIGITAL, "PL2.1.1", {}, started=("skhcn",)),
    Headway(DIGITAL, "PL2.1.2", {}, started=("skhcn",)),
    Headway(DIGITAL, "PL2.1.3", {}, started=("sxd",)),
    Headway(DIGITAL, "PL2.1.4", {}, started=("skhcn",)),
    # Plans 86 and 87 of 29/9/2025 are what tasks 5.1 and 5.2 asked for; of the second the house knows itself.
    Headway(DIGITAL, "PL2.5.1", {"skhcn": date(2025, 9, 29)}),
    Headway(DIGITAL, "VI.2.b", {}, started=("skhcn",)),
    Headway(THINGS, "PL2.1.1", {}, started=("snnmt",)),
    Headway(THINGS, "PL2.2.1", {}, started=("sgddt",)),
    Headway(THINGS, "IV.1.b", {"skhcn": date(2026, 3, 20)}),
    Headway(THINGS, "IV.2", {"sgddt": date(2026, 1, 15)}),
    Headway(
        THINGS,
        "IV.3",
        {
            "ubnd-09193": date(2025, 12, 18),
            "ubnd-09340": date(2025, 12, 22),
            "ubnd-09319": date(2025, 12, 24),
            "ubnd-07210": date(2025, 12, 30),
            "ubnd-09187": date(2025, 12, 31),
            "ubnd-07777": date(2026, 1, 6),
            "ubnd-07616": date(2026, 1, 20),
        },
        started=("ubnd-07537", "ubnd-07654"),
    ),
    Headway(
        LETTER,
        "3",
        {"snnmt": date(2026, 2, 20), "sgddt": date(2026, 2, 27), "sxd": date(2026, 3, 5)},
        begins="Kế hoạch chi tiết",
    ),
    Headway(
        ASSIGNMENT,
        "II.1",
        {"skhcn-bcvt": date(2026, 4, 29), "skhcn-cds": date(2026, 5, 4), "skhcn-tt": date(2026, 5, 8)},
    ),
    Headway(ASSIGNMENT, "II.6", {}, started=("skhcn-khtc",)),
    Headway(SECTOR, "PL.1.1", {"bg-stttt-cntt": date(2022, 10, 20)}),
    Headway(SECTOR, "PL.1.2", {"bg-stttt-bcvt": date(2023, 2, 10)}),
    Headway(SECTOR, "PL.1.3", {"bg-stttt-duan": date(2024, 5, 20)}),
    Headway(SECTOR, "PL.1.6", {"bg-stttt-duan": date(2025, 1, 15)}),
    Headway(SECTOR, "PL.1.7", {"bg-stttt-duan": date(2025, 2, 20)}),
    Headway(SECTOR, "PL.1.9", {"bg-stttt-tt": date(2025, 2, 24)}),
    Headway(SECTOR, "PL.1.5", {"bg-stttt-tt": date(2024, 11, 29)}),
    Headway(SECTOR, "PL.2.1", {"bg-stttt-cntt": date(2022, 10, 26)}),
    Headway(SECTOR, "PL.2.2", {"bg-stttt-vp": date(2022, 12, 23)}),
    Headway(SECTOR, "PL.2.3", {"bg-stttt-duan": date(2024, 12, 10)}),
]


def _recent(today: date) -> list[Headway]:
    """What two wards did yesterday, so that every morning has news since the last meeting."""
    if today <= date(2026, 2, 1):
        return []
    yesterday = today - timedelta(days=1)
    return [Headway(THINGS, "IV.3", {"ubnd-09247": yesterday, "ubnd-09265": yesterday})]


def load_headway(*, by: User, at: datetime) -> None:
    """Record the progress of the example; an obligation that has any, or has it later, is left as it is.

    Each says on its day what it did, marked as an example.
    """
    today = clock.local(at).date()
    for row in [*RECORDED, *_recent(today)]:
        for obligation in _untouched(row):
            code, issued_on = obligation.unit.code, obligation.task.plan.issued_on
            if code in row.done and row.done[code] <= today:
                done_on = row.done[code]
                told: dict[str, Any] = {"state": Progress.DONE, "done_on": done_on}
                told_at = at_hour(max(done_on, issued_on or done_on), 16)
            elif code in row.started:
                told = {"state": Progress.IN_PROGRESS, "done_on": None}
                told_at = at_hour((issued_on or today) + timedelta(days=45), 16)
            else:
                continue
            record_progress(obligation=obligation, words=MARK, by=by, at=min(told_at, at), **told)


def at_hour(day: date, hour: int) -> datetime:
    """The moment of a day in Vietnam."""
    return clock.day_start(day) + timedelta(hours=hour)


def _untouched(row: Headway) -> list[Obligation]:
    """Obligations of the task that nobody has reported on."""
    return list(
        Obligation.objects.filter(
            task__plan__version__files__name=row.file,
            task__path=row.path,
            task__text__startswith=row.begins,
            unit__code__in=[*row.done, *row.started],
            state=Progress.NOT_STARTED,
        )
        .select_related("unit", "task__plan")
        .distinct()
    )
